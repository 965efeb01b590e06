package io.suuupra.engine;

import org.agrona.DirectBuffer;

import java.io.IOException;

/**
 * Takes the messages of a snapshot, in order.
 */
public interface SnapshotSink
{
    /**
     * @param buffer that holds a snapshot message with its header.
     * @param offset of the message header.
     * @param length of header and message in bytes.
     * @throws IOException if it cannot be kept; the snapshot is then given up.
     */
    void append(DirectBuffer buffer, int offset, int length) throws IOException;
}
