package io.suuupra.bench.micro;

import io.suuupra.bench.workload.MixedIds;

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
        if (engine.transfers() != 2 * payments)
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
        for (int i = 0; i < requests.length; i++)
        {
            frames.pay(payments + i);
            frames.run(engine);
            requests[i] = engine.rows() - 1;
        }
        for (int i = 0; i < requests.length; i++)
        {
            frames.authorise(payments + i, requests[i]);
            frames.run(engine);
            requests[i] = engine.rows() - 1;
        }
        for (int i = 0; i < requests.length; i++)
        {
            frames.debited(payments + i, requests[i]);
            frames.run(engine);
            requests[i] = engine.rows() - 1;
        }
        for (int i = 0; i < requests.length; i++)
        {
            frames.credited(payments + i, requests[i]);
            frames.run(engine);
        }
        payments += requests.length;
    }
}
