package io.suuupra.engine.ledger;

import org.agrona.MutableDirectBuffer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * Runs the events of one batch in order: chains of linked events, the agreement of all on {@code imported}, and the
 * rule of timestamps. What is particular to accounts or transfers is in the subclasses.
 *
 * <p>Statuses are values of {@code CreateAccountStatus} and {@code CreateTransferStatus}, which agree in those used
 * here.
 */
abstract class Batch
{
    static final int CREATED = 0;

    /** Bytes of one result: timestamp, then status. */
    static final int RESULT_LENGTH = 16;

    private static final int LINKED_EVENT_FAILED = 1;
    private static final int LINKED_EVENT_CHAIN_OPEN = 2;
    private static final int IMPORTED_EVENT_EXPECTED = 3;
    private static final int IMPORTED_EVENT_NOT_EXPECTED = 4;
    private static final int TIMESTAMP_MUST_BE_ZERO = 5;
    private static final int IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE = 6;
    private static final int IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE = 7;
    private static final int NO_CHAIN = -1;

    private final ChainUndo undo;

    Batch(final ChainUndo undo)
    {
        this.undo = undo;
    }

    /**
     * Called every {@code Lookahead.WINDOW} events, before they are created.
     *
     * @param index   of the next event.
     * @param count   of the events from there on.
     * @param inChain true: what was created last may still be taken back.
     */
    void lookAhead(final int index, final int count, final boolean inChain)
    {
        // Only where it pays.
    }

    /** Moves on to the next event. */
    abstract void next();

    abstract boolean isLinked();

    abstract boolean isImported();

    /** @return the timestamp that the event carries. */
    abstract long givenTimestamp();

    /**
     * Checks the event, and applies it if nothing is wrong.
     *
     * @param stamp the event's own.
     * @return {@link #CREATED}, or why not; {@link #resultTimestamp} tells the rest.
     */
    abstract int create(long stamp);

    /** @return timestamp for the result of the last {@link #create}. */
    abstract long resultTimestamp();

    /** Called after a refusal, when a broken chain has been taken back. */
    abstract void onRefused(int status, long stamp);

    final void run(final int count, final long firstStamp, final MutableDirectBuffer results, final int offset)
    {
        int chainStart = NO_CHAIN;
        boolean chainBroken = false;
        boolean batchImported = false;
        for (int i = 0; i < count; i++)
        {
            if (i % Lookahead.WINDOW == 0)
            {
                lookAhead(i, count - i, chainStart != NO_CHAIN);
            }
            next();
            final long stamp = firstStamp + i;
            final boolean linked = isLinked();
            if (i == 0)
            {
                batchImported = isImported();
            }
            if (linked && chainStart == NO_CHAIN)
            {
                chainStart = i;
                undo.begin();
            }
            int status;
            long timestamp = stamp;
            if (linked && i == count - 1)
            {
                status = LINKED_EVENT_CHAIN_OPEN;
            }
            else if (chainBroken)
            {
                status = LINKED_EVENT_FAILED;
            }
            else
            {
                status = checkTimes(batchImported, firstStamp);
                if (status == CREATED)
                {
                    status = create(stamp);
                    timestamp = resultTimestamp();
                }
            }
            if (status != CREATED && chainStart != NO_CHAIN && !chainBroken)
            {
                chainBroken = true;
                undo.rollback();
                for (int j = chainStart; j < i; j++)
                {
                    putResult(results, offset, j, firstStamp + j, LINKED_EVENT_FAILED);
                }
            }
            if (status != CREATED)
            {
                onRefused(status, stamp);
            }
            putResult(results, offset, i, timestamp, status);
            if (chainStart != NO_CHAIN && (!linked || status == LINKED_EVENT_CHAIN_OPEN))
            {
                if (!chainBroken)
                {
                    undo.commit();
                }
                chainStart = NO_CHAIN;
                chainBroken = false;
            }
        }
    }

    private int checkTimes(final boolean batchImported, final long firstStamp)
    {
        final boolean imported = isImported();
        if (imported != batchImported)
        {
            return batchImported ? IMPORTED_EVENT_EXPECTED : IMPORTED_EVENT_NOT_EXPECTED;
        }
        final long given = givenTimestamp();
        if (!imported)
        {
            return given == 0 ? CREATED : TIMESTAMP_MUST_BE_ZERO;
        }
        if (given < 1 || given == Long.MAX_VALUE)
        {
            return IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE;
        }
        return given < firstStamp ? CREATED : IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE;
    }

    private static void putResult(
        final MutableDirectBuffer results, final int offset, final int index, final long timestamp, final int status)
    {
        final int at = offset + index * RESULT_LENGTH;
        results.putLong(at, timestamp, LITTLE_ENDIAN);
        results.putLong(at + Long.BYTES, status, LITTLE_ENDIAN);
    }
}
