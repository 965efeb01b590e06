package io.suuupra.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Sees what the gateway logs as an error: an exception that nothing there declares closes a connection or is answered
 * as the node's own fault, and ends in the log.
 */
public final class LogWatch
{
    private static final String FAULT = " ERROR io.";
    private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();

    private LogWatch()
    {
    }

    /** From now on what is logged is kept, until the next check. */
    public static void install()
    {
        System.setErr(new PrintStream(LOG, true, StandardCharsets.UTF_8));
    }

    /** Fails if an error was logged since the last check. */
    public static void check()
    {
        if (LOG.size() > 0)
        {
            final String text = LOG.toString(StandardCharsets.UTF_8);
            LOG.reset();
            if (text.contains(FAULT))
            {
                throw new IllegalStateException("not declared, but logged:\n" + text);
            }
        }
    }
}
