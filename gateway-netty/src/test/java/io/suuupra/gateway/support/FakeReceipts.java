package io.suuupra.gateway.support;

import io.suuupra.engine.host.Receipts;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps the requests for receipts, for the test to answer. */
public final class FakeReceipts implements Receipts
{
    /** A request. */
    public record Asked(long timestamp, long idLow, long idHigh, Answer answer)
    {
    }

    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private volatile boolean full;

    public BlockingQueue<Asked> asked()
    {
        return asked;
    }

    /** @return the next request; waits for it. */
    public Asked next()
    {
        try
        {
            final Asked next = asked.poll(10, TimeUnit.SECONDS);
            if (next == null)
            {
                throw new AssertionError("no receipt was asked for");
            }
            return next;
        }
        catch (final InterruptedException interrupted)
        {
            throw new AssertionError("interrupted", interrupted);
        }
    }

    public void full(final boolean now)
    {
        full = now;
    }

    @Override
    public boolean request(final long timestamp, final long idLow, final long idHigh, final Answer answer)
    {
        return !full && asked.add(new Asked(timestamp, idLow, idHigh, answer));
    }

    @Override
    public long signedSequence()
    {
        return 9;
    }

    @Override
    public long signedRecords()
    {
        return 20;
    }
}
