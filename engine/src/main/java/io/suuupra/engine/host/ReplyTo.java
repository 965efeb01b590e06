package io.suuupra.engine.host;

import org.agrona.DirectBuffer;

/**
 * Where the replies of one connection go. The host calls it from its own threads, never two at a time for one request,
 * but perhaps at the same time for two requests of the connection; it must not block.
 */
public interface ReplyTo
{
    /**
     * A reply that may leave: all that it depends on is durable.
     *
     * @param correlation as it was offered.
     * @param buffer      valid during the call only.
     * @param offset      of the message header.
     * @param length      of header and message in bytes.
     */
    void onReply(long correlation, DirectBuffer buffer, int offset, int length);
}
