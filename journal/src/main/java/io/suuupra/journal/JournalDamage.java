package io.suuupra.journal;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The journal has lost or changed something that was on the disk once. A node must not start on it: what it
 * acknowledged is gone.
 */
public final class JournalDamage extends IOException
{
    private static final long serialVersionUID = 1;

    private final long sequence;
    private final transient Path file;
    private final String reason;

    /**
     * @param sequence of the first frame that is missing or wrong.
     * @param file     where it should be; null if no file is left.
     * @param reason   what was found there.
     */
    public JournalDamage(final long sequence, final Path file, final String reason)
    {
        super("journal damaged at sequence " + sequence + (file == null ? "" : " in " + file) + ": " + reason);
        this.sequence = sequence;
        this.file = file;
        this.reason = reason;
    }

    /** @return sequence of the first frame that is missing or wrong. */
    public long sequence()
    {
        return sequence;
    }

    /** @return where it should be; null if no file is left. */
    public Path file()
    {
        return file;
    }

    /** @return what was found there. */
    public String reason()
    {
        return reason;
    }
}
