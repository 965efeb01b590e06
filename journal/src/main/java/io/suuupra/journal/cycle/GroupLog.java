package io.suuupra.journal.cycle;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;

/**
 * Where groups become durable. Confined to one thread; after an error nothing may be written any more.
 */
public interface GroupLog extends AutoCloseable
{
    /** @return where the next group is put together: as many bytes as the largest group has, its header first. */
    UnsafeBuffer group();

    /**
     * Writes the group and returns when it is on the disk. All of its header but magic and crc must be there.
     *
     * @param length   of the group in bytes, header included.
     * @param frameCrc of the last frame in it, or of the last one before if it is a mark.
     * @throws IOException if the disk is full or fails.
     */
    void commit(int length, int frameCrc) throws IOException;

    /** @return ns that the force of the last commit took. */
    long lastForceNs();

    /** @return number of a journal file such that the next frame goes there or to a later one. */
    int cycle();

    /** @return whether something failed behind the last commit: the next one throws. */
    boolean isBroken();

    /** Closes the files. What was not committed is lost. */
    @Override
    void close() throws IOException;
}
