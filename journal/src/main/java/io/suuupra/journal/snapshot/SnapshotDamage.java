package io.suuupra.journal.snapshot;

import java.io.IOException;
import java.nio.file.Path;

/** A snapshot file is not what was written. An older one may still serve. */
public final class SnapshotDamage extends IOException
{
    private static final long serialVersionUID = 1;

    private final transient Path file;

    /**
     * @param file     that is damaged.
     * @param position in the file, in bytes.
     * @param reason   what is wrong there.
     */
    public SnapshotDamage(final Path file, final long position, final String reason)
    {
        super("snapshot " + file + " damaged at byte " + position + ": " + reason);
        this.file = file;
    }

    /** @return the file. */
    public Path file()
    {
        return file;
    }
}
