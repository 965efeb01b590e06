package io.suuupra.journal.store;

import java.io.IOException;
import java.nio.file.Path;

/** The store's files do not hold what they held when the snapshot was taken. */
public final class StoreDamage extends IOException
{
    private static final long serialVersionUID = 1;

    private final long row;
    private final transient Path file;

    /**
     * @param row    the first row of what is damaged.
     * @param file   where it stands or should stand.
     * @param reason what is wrong.
     */
    public StoreDamage(final long row, final Path file, final String reason)
    {
        super("store damaged at row " + row + " in " + file + ": " + reason);
        this.row = row;
        this.file = file;
    }

    /** @return the first row of what is damaged. */
    public long row()
    {
        return row;
    }

    /** @return where it stands or should stand. */
    public Path file()
    {
        return file;
    }
}
