package io.suuupra.engine.host;

import io.suuupra.codecs.frame.Principal;
import org.agrona.MutableDirectBuffer;

/**
 * The ordered log of changes, readable from any past position up to the last durable one.
 */
public interface ChangeFeed
{
    /**
     * @param principal whose ledgers bound what is seen.
     * @param position  timestamp of the last event already seen; 0 = from the first.
     * @return a cursor behind that position, confined to one thread at a time.
     */
    Cursor open(Principal principal, long position);

    /** @return what the UPI switch asks its participants, from the same log. */
    RequestFeed requests();

    /**
     * @param listener called after more has become durable, on a thread of the host's; it must not block.
     */
    void addListener(Runnable listener);

    /**
     * @param listener not to be called any more.
     */
    void removeListener(Runnable listener);

    /** A place in the log. */
    interface Cursor
    {
        /**
         * Writes a whole {@code ChangeEvents} message with what comes next.
         *
         * @param buffer    of at least {@code Limits.FRAME_MAX} bytes from the offset on.
         * @param offset    to write the message header at.
         * @param eventsMax at most so many, 1 to {@code Limits.CHANGE_EVENTS_MAX}.
         * @return length of the message; 0 = nothing durable behind the position.
         */
        int next(MutableDirectBuffer buffer, int offset, int eventsMax);

        /**
         * @return timestamp of the last event that was read or passed over.
         */
        long position();
    }
}
