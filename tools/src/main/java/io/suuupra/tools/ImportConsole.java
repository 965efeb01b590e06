package io.suuupra.tools;

import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.tools.importer.ImportListener;
import io.suuupra.tools.importer.ImportSummary;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Shows bad rows and progress: on a terminal in one line that is written over, elsewhere seldom and line by line. */
final class ImportConsole implements ImportListener
{
    private static final long TERMINAL_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long FILE_NS = TimeUnit.SECONDS.toNanos(10);

    private final PrintWriter err;
    private final Path file;
    private final long length;
    private final boolean isTerminal;
    private final long intervalNs;
    private long shownAtNs = System.nanoTime();
    private int shownLength;

    ImportConsole(final PrintWriter err, final Path file, final long length)
    {
        this.err = err;
        this.file = file;
        this.length = length;
        this.isTerminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        this.intervalNs = isTerminal ? TERMINAL_NS : FILE_NS;
    }

    @Override
    public void badRow(final long line, final String reason)
    {
        erase();
        err.println(file + ":" + line + ": " + reason);
        err.flush();
    }

    @Override
    public void progress(final ImportSummary summary, final long bytesRead)
    {
        final long now = System.nanoTime();
        if (now - shownAtNs < intervalNs)
        {
            return;
        }
        shownAtNs = now;
        erase();
        final String text = String.format(Locale.ROOT, "%,d rows (%d %%), %,d transfers created",
            summary.rows(), length == 0 ? 100 : bytesRead * 100 / length,
            summary.transfers(CreateTransferStatus.CREATED));
        if (isTerminal)
        {
            err.print(text);
            shownLength = text.length();
        }
        else
        {
            err.println(text);
        }
        err.flush();
    }

    /** Takes the last progress line away. */
    void done()
    {
        erase();
        err.flush();
    }

    private void erase()
    {
        if (shownLength > 0)
        {
            err.print("\r" + " ".repeat(shownLength) + "\r");
            shownLength = 0;
        }
    }
}
