package io.suuupra.bench.micro;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * UPI payments in the engine alone, on one thread: messages in, acknowledgements and requests out, both banks' answers
 * included. Time per payment; the encoding of its four messages is part of it.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 8)
@Measurement(iterations = 12)
@State(Scope.Thread)
public class PaymentBenchmark
{
    private static final int OPEN = 1_000;
    private static final int ROUNDS = 16;

    private PaymentRun run;

    /** Makes the engine and its participants. */
    @Setup(Level.Trial)
    public void makeEngine()
    {
        run = new PaymentRun(OPEN);
    }

    /** Makes room. */
    @Setup(Level.Iteration)
    public void reserve()
    {
        run.reserve(OPEN * ROUNDS);
    }

    /** Fails the run if a payment was not made. */
    @TearDown(Level.Iteration)
    public void check()
    {
        run.check();
    }

    /** Payments between two banks that both say yes, a thousand open at a time. */
    @Benchmark
    @OperationsPerInvocation(OPEN * ROUNDS)
    public void upiPay()
    {
        for (int round = 0; round < ROUNDS; round++)
        {
            run.run();
        }
    }
}
