package io.suuupra.gateway.metrics;

import io.suuupra.engine.host.HostMetrics;

/**
 * Whether the node takes requests. Any thread may ask.
 */
public final class Readiness
{
    private final HostMetrics host;
    private volatile boolean closing;

    /**
     * @param host that says whether it halted or runs short.
     */
    public Readiness(final HostMetrics host)
    {
        this.host = host;
    }

    /** From now on the gateway takes no more requests. */
    public void close()
    {
        closing = true;
    }

    /**
     * @return true once the gateway is closing.
     */
    public boolean closing()
    {
        return closing;
    }

    /**
     * @return empty while the node runs; else why requests that are under way will get no reply.
     */
    public String halted()
    {
        return host.halted();
    }

    /**
     * @return empty while the node takes commands; else why it does not, in one line.
     */
    public String notReady()
    {
        final String halted = host.halted();
        if (!halted.isEmpty())
        {
            return "halted: " + halted;
        }
        if (closing)
        {
            return "closing";
        }
        final String shortage = host.shortage();
        return shortage.isEmpty() ? "" : "shortage: " + shortage;
    }
}
