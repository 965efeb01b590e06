package io.suuupra.client;

import io.suuupra.codecs.edge.EdgeMapper;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.util.concurrent.CompletableFuture;

/**
 * One request of a caller, which is the future of its answer at the same time, so that a request costs one object.
 *
 * <p>The caller's thread makes it; from then on only the client's thread touches what is package-private here.
 *
 * @param <T> its answer.
 */
abstract class Request<T> extends CompletableFuture<T>
{
    /** What may share a frame: only singles of the same kind. */
    enum Kind
    {
        /** Has a frame of its own. */
        WHOLE,

        /** A single account. */
        ACCOUNT,

        /** A single account with a timestamp of its own; the engine wants all or none of a batch imported. */
        IMPORTED_ACCOUNT,

        /** A single transfer. */
        TRANSFER,

        /** A single transfer with a timestamp of its own. */
        IMPORTED_TRANSFER
    }

    /** Events that count as pending. */
    final int events;

    /** Value of {@link System#nanoTime()} at which the caller gives up. */
    final long deadlineNs;

    Request(final int events, final long deadlineNs)
    {
        this.events = events;
        this.deadlineNs = deadlineNs;
    }

    /**
     * @return what may share its frame.
     */
    abstract Kind kind();

    /**
     * @return true if it changes the ledger.
     */
    abstract boolean isCommand();

    /**
     * @return bytes of the message if it has a frame of its own.
     */
    abstract int messageLength();

    /**
     * @return template of the message that answers it.
     */
    abstract int replyTemplateId();

    /**
     * Writes the message, alone in its frame.
     *
     * @param mapper of the client's thread.
     * @param buffer to write to.
     * @param offset to write at.
     * @return length of the message.
     */
    abstract int encode(EdgeMapper mapper, MutableDirectBuffer buffer, int offset);

    /**
     * Completes it with the message that answers its frame, where it is alone in it.
     *
     * @param mapper of the client's thread.
     * @param buffer that holds the message.
     * @param offset of the message header.
     */
    abstract void answer(EdgeMapper mapper, DirectBuffer buffer, int offset);
}
