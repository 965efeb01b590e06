package io.suuupra.bench.micro;

import io.suuupra.bench.workload.MixedIds;
import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.engine.SegmentSource;

import java.util.function.LongConsumer;

/**
 * UPI payments through an engine alone, a number of them open at a time: each with ReqPay, RespAuthDetails and the
 * answers of both banks, and with what the switch asks and tells in between.
 */
final class PaymentRun
{
    private static final long SEED = 20_260_102;

    /** Records that a payment of {@link PaymentFrames} leaves in the store, transfers between positions included. */
    static final int ROWS = 14;

    private final BareEngine engine;
    private final PaymentFrames frames = new PaymentFrames();
    private final long[] requests;
    private long payments;

    /**
     * @param open payments at a time.
     */
    PaymentRun(final int open)
    {
        final MixedIds accountIds = new MixedIds(SEED);
        engine = new BareEngine(PaymentFrames.BANKS, accountIds);
        requests = new long[open];
        frames.register(engine, accountIds);
    }

    /**
     * Payments that are settled in cycles.
     *
     * @param open     payments at a time.
     * @param segments memory of the store.
     * @param stepNs   between two commands.
     */
    PaymentRun(final int open, final SegmentSource segments, final long stepNs)
    {
        final MixedIds accountIds = new MixedIds(SEED);
        engine = new BareEngine(PaymentFrames.BANKS + 1, accountIds, segments, stepNs);
        requests = new long[open];
        frames.register(engine, accountIds);
        frames.settle(engine, accountIds);
    }

    BareEngine engine()
    {
        return engine;
    }

    /** Lets time pass to the end of the running cycle, and closes it: nanoseconds that the engine was busy with it. */
    long close()
    {
        engine.passTo(engine.engine().upi().cycleEnd(UpiCycleKind.AUTHORISED));
        frames.closeCycle();
        final long startNs = System.nanoTime();
        frames.run(engine);
        return System.nanoTime() - startNs;
    }

    /** Memory for so many more. */
    void reserve(final long more)
    {
        engine.reserve((payments + more) * ROWS);
    }

    long payments()
    {
        return payments;
    }

    /** Each payment holds and posts. */
    void check()
    {
        check(0);
    }

    /** The same, with so many transfers besides. */
    void check(final int more)
    {
        if (engine.transfers() != 2 * payments + more)
        {
            throw new IllegalStateException(
                engine.transfers() + " transfers between positions for " + payments + " payments");
        }
    }

    double rowsEach()
    {
        return (double)engine.rows() / payments;
    }

    /** Runs as many payments as may be open, from the first message to the last. */
    void run()
    {
        run(null);
    }

    /**
     * The same.
     *
     * @param times told how long the engine was busy with each command, in nanoseconds; null = nobody is.
     */
    void run(final LongConsumer times)
    {
        for (int i = 0; i < requests.length; i++)
        {
            frames.pay(payments + i);
            command(times);
            requests[i] = engine.rows() - 1;
        }
        for (int i = 0; i < requests.length; i++)
        {
            frames.authorise(payments + i, requests[i]);
            command(times);
            requests[i] = engine.rows() - 1;
        }
        for (int i = 0; i < requests.length; i++)
        {
            frames.debited(payments + i, requests[i]);
            command(times);
            requests[i] = engine.rows() - 1;
        }
        for (int i = 0; i < requests.length; i++)
        {
            frames.credited(payments + i, requests[i]);
            command(times);
        }
        payments += requests.length;
    }

    private void command(final LongConsumer times)
    {
        if (times == null)
        {
            frames.run(engine);
            return;
        }
        final long startNs = System.nanoTime();
        frames.run(engine);
        times.accept(System.nanoTime() - startNs);
    }
}
