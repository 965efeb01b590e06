package io.suuupra.bench.micro;

import io.suuupra.codecs.frame.Limits;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * The engine alone: frames in, replies out, on one thread. Time per transfer.
 *
 * <p>Each iteration is one run over frames that were encoded before, a fixed number of transfers and not a fixed time:
 * the store keeps every one of them.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 6)
@Measurement(iterations = 12)
public class EngineBenchmark
{
    /** Full batches in an iteration: even, and within the rows of a segment. */
    static final int BATCHES = 32;

    /** Frames of one transfer in an iteration. */
    static final int SINGLES = 1 << 17;

    /**
     * Transfers that post at once, in full batches.
     *
     * @param load engine and frames.
     */
    @Benchmark
    @OperationsPerInvocation(BATCHES * Limits.EVENTS_MAX)
    public void singlePhase(final EngineLoad.SinglePhase load)
    {
        load.run();
    }

    /**
     * Holds and their posts, in full batches; each counts as a transfer.
     *
     * @param load engine and frames.
     */
    @Benchmark
    @OperationsPerInvocation(BATCHES * Limits.EVENTS_MAX)
    public void holdsThenPosts(final EngineLoad.HoldsThenPosts load)
    {
        load.run();
    }

    /**
     * Transfers that post at once, one to a frame.
     *
     * @param load engine and frames.
     */
    @Benchmark
    @OperationsPerInvocation(SINGLES)
    public void singleTransferFrames(final EngineLoad.SingleFrames load)
    {
        load.run();
    }
}
