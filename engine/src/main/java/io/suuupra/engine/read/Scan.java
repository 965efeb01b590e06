package io.suuupra.engine.read;

import org.agrona.MutableDirectBuffer;

/**
 * A read that runs on a reader's thread, over what was there when it came by the engine.
 */
public interface Scan
{
    /**
     * Runs the scan. Once, on any thread.
     *
     * @param buffer of at least {@code Limits.FRAME_MAX} bytes from the offset on.
     * @param offset to write at.
     * @return length of the message written: the reply; or a read to be offered in the scan's place, whose reply is the
     * scan's.
     */
    int run(MutableDirectBuffer buffer, int offset);
}
