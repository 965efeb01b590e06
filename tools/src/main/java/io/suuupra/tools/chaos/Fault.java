package io.suuupra.tools.chaos;

import java.util.Locale;

/**
 * One way in which the system fails a node. Most name the thread of the node that meets the failure, so that each of
 * its files is reached: several threads make the same calls.
 */
enum Fault
{
    /** A group cannot be written ahead. */
    AHEAD_WRITE(Way.THREAD, "ring-", "pwrite64", "EIO", 40),
    /** No room for a group, although the file was full of zeros. */
    AHEAD_ROOM(Way.THREAD, "ring-", "pwrite64", "ENOSPC", 40),
    /** A group cannot be forced: the call that makes it durable. */
    AHEAD_FORCE(Way.THREAD, "ring-", "fdatasync", "EIO", 40),
    /** Chronicle Queue's file cannot be forced. */
    JOURNAL_FORCE(Way.THREAD, "journal-follower", "fdatasync", "EIO", 4),
    /** The name of a new journal file cannot be forced. */
    JOURNAL_FOLDER(Way.THREAD, "journal-follower", "fsync", "EIO", 2),
    /** A journal file that has ended cannot be cut to its length. */
    JOURNAL_TRUNCATE(Way.THREAD, "journal-follower", "ftruncate", "EIO", 2),
    /** The file made ahead cannot take its place. */
    JOURNAL_RENAME(Way.THREAD, "journal-follower", "rename,renameat,renameat2", "EIO", 2),
    /** A journal file cannot be opened. */
    JOURNAL_OPEN(Way.THREAD, "journal-follower", "open,openat", "EMFILE", 2),
    /** A journal file cannot be mapped. */
    JOURNAL_MAP(Way.THREAD, "journal-follower", "mmap", "ENOMEM", 2),
    /** No room for the next journal file. */
    RESERVE_ROOM(Way.THREAD, "journal-reserve", "fallocate", "ENOSPC", 1),
    /** The next journal file cannot be forced. */
    RESERVE_FORCE(Way.THREAD, "journal-reserve", "fdatasync", "EIO", 1),
    /** The next journal file cannot be made. */
    RESERVE_OPEN(Way.THREAD, "journal-reserve", "open,openat", "EMFILE", 1),
    /** No room for the next file of the store. */
    STORE_ROOM(Way.THREAD, "store-segments", "fallocate", "ENOSPC", 1),
    /** The next file of the store cannot be forced. */
    STORE_FORCE(Way.THREAD, "store-segments", "fdatasync", "EIO", 1),
    /** The name of the next file of the store cannot be forced. */
    STORE_FOLDER(Way.THREAD, "store-segments", "fsync", "EIO", 1),
    /** The next file of the store cannot be opened. */
    STORE_OPEN(Way.THREAD, "store-segments", "open,openat", "EMFILE", 2),
    /** The rows behind a snapshot cannot be forced. */
    SNAPSHOT_ROWS(Way.THREAD, "snapshot", "fdatasync", "EIO", 1),
    /** One of the files that a snapshot consists of cannot be forced. */
    SNAPSHOT_FORCE(Way.THREAD, "snapshot", "fdatasync", "EIO", 6),
    /** No room for a snapshot. */
    SNAPSHOT_ROOM(Way.THREAD, "snapshot", "pwrite64", "ENOSPC", 3),
    /** A snapshot cannot get its name. */
    SNAPSHOT_RENAME(Way.THREAD, "snapshot", "rename,renameat,renameat2", "EIO", 2),
    /** The name of a snapshot cannot be forced. */
    SNAPSHOT_FOLDER(Way.THREAD, "snapshot", "fsync", "EIO", 2),
    /** An old snapshot cannot be removed. */
    SNAPSHOT_REMOVE(Way.THREAD, "snapshot", "unlink,unlinkat", "EIO", 1),
    /** The free room cannot be asked for. */
    ROOM_UNKNOWN(Way.THREAD, "pulse", "statfs", "EIO", 1),
    /** A start cannot force a file. */
    START_FORCE(Way.START, "", "fdatasync", "EIO", 3),
    /** A start cannot force a folder. */
    START_FOLDER(Way.START, "", "fsync", "EIO", 1),
    /** A start cannot write. */
    START_WRITE(Way.START, "", "pwrite64", "ENOSPC", 1),
    /** A start has no room for a file. */
    START_ROOM(Way.START, "", "fallocate", "ENOSPC", 1),
    /** A start cannot open the write-ahead file. */
    START_OPEN(Way.START_PATH, "journal/ahead-0.wal", "open,openat", "EMFILE", 1),
    /** A start cannot open the store. */
    START_STORE(Way.START_PATH, "store/00000000.seg", "open,openat", "EIO", 1),
    /** A small file system fills up while the node guards no room. */
    DISK_FULL(Way.DISK, "", "", "ENOSPC", 0),
    /** A small file system runs low: commands are refused in time, and taken again when there is room. */
    DISK_LOW(Way.DISK, "", "", "", 0),
    /** Connections take all files that the process may open. */
    FEW_FILES(Way.FILES, "", "", "EMFILE", 0);

    /** How a fault is brought about. */
    enum Way
    {
        /** strace makes calls of a thread fail that works already. */
        THREAD,
        /** strace makes calls of any thread fail from the start of the process on. */
        START,
        /** The same, of calls that name one file of the data folder. */
        START_PATH,
        /** A file system of its own. */
        DISK,
        /** {@code ulimit -n}. */
        FILES
    }

    private final Way way;
    private final String place;
    private final String calls;
    private final String error;
    private final int latest;

    /**
     * @param place  a thread's name or its begin; a file of the data folder.
     * @param calls  that fail, separated by commas.
     * @param error  that they fail with.
     * @param latest number of the call that fails first, at most: it is drawn.
     */
    Fault(final Way way, final String place, final String calls, final String error, final int latest)
    {
        this.way = way;
        this.place = place;
        this.calls = calls;
        this.error = error;
        this.latest = latest;
    }

    Way way()
    {
        return way;
    }

    String place()
    {
        return place;
    }

    String calls()
    {
        return calls;
    }

    String error()
    {
        return error;
    }

    int latest()
    {
        return latest;
    }

    boolean isTraced()
    {
        return way == Way.THREAD || way == Way.START || way == Way.START_PATH;
    }

    /** @return whether the call is the one that an answer waits for. */
    boolean delaysAnswers()
    {
        return way == Way.THREAD && place.startsWith("ring-");
    }

    /** @return the name of it on the command line. */
    String text()
    {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
