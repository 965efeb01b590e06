package io.suuupra.engine.host;

import io.suuupra.codecs.frame.Principal;
import org.agrona.DirectBuffer;

/**
 * The way in: a gateway hands in requests that have passed {@code MessageCheck}. Any thread may call it.
 */
public interface Ingress
{
    /**
     * Offers a command or a read. The bytes are copied before the call returns; it does not block.
     *
     * @param replyTo     that gets the one reply: the message of the request's kind, or a Failure.
     * @param correlation handed back with the reply.
     * @param principal   on whose behalf.
     * @param sessionHigh upper half of the session's id; 0 with {@code sessionLow} 0 = no session.
     * @param sessionLow  lower half of the session's id.
     * @param request     number within the session, rising; a command whose number was seen before gets its first
     *                    reply.
     * @param buffer      that holds the message.
     * @param offset      of the message header.
     * @param length      of header and message in bytes.
     * @return what became of it; anything but {@code ACCEPTED} means that nothing was taken.
     */
    Offer offer(
        ReplyTo replyTo,
        long correlation,
        Principal principal,
        long sessionHigh,
        long sessionLow,
        long request,
        DirectBuffer buffer,
        int offset,
        int length);
}
