package io.suuupra.engine.host;

import org.agrona.MutableDirectBuffer;

/**
 * What the UPI switch asks and tells its participants, up to what is durable. A request's number is its row in the log.
 */
public interface RequestFeed
{
    /** Of a host without a switch: nobody takes part. */
    RequestFeed NONE = new RequestFeed()
    {
        @Override
        public int participant(final long principalKey)
        {
            return 0;
        }

        @Override
        public long durableRows()
        {
            return 0;
        }

        @Override
        public Cursor open(final int participant, final long position)
        {
            throw new IllegalArgumentException("there is no participant " + participant);
        }

        @Override
        public long visitPerishable(final long fromRow, final Visitor visitor)
        {
            return fromRow;
        }
    };

    /**
     * @param principalKey id of an API key.
     * @return number of the participant that comes with it; 0 = none. Any thread.
     */
    int participant(long principalKey);

    /** @return row behind the last durable one. */
    long durableRows();

    /**
     * @param participant its number.
     * @param position    timestamp of the last request already seen; 0 = from the first.
     * @return a cursor behind that position, confined to one thread at a time.
     */
    Cursor open(int participant, long position);

    /**
     * Walks over the requests that perish when they come too late.
     *
     * @param fromRow first row to look at.
     * @param visitor told of each, until it wants no more.
     * @return row to go on from: one that was refused, else the first one not looked at.
     */
    long visitPerishable(long fromRow, Visitor visitor);

    /** Takes requests. */
    @FunctionalInterface
    interface Visitor
    {
        /**
         * @param row         of a request.
         * @param participant whom it asks.
         * @return false to end the walk; this request is shown again by the next one.
         */
        boolean onRequest(long row, int participant);
    }

    /** A place in the log. */
    interface Cursor
    {
        /**
         * Writes a whole {@code UpiRequests} message with what comes next. One call looks at a bounded number of
         * records.
         *
         * @param buffer         of at least {@code Limits.FRAME_MAX} bytes from the offset on.
         * @param offset         to write the message header at.
         * @param perishableFrom requests that perish are left out in rows before this one.
         * @return length of the message; 0 = nothing found so far.
         */
        int next(MutableDirectBuffer buffer, int offset, long perishableFrom);

        /** @return first row not looked at yet. */
        long nextRow();

        /** @return true if there are durable rows behind. */
        boolean hasMore();
    }
}
