package io.suuupra.bench.micro;

import io.suuupra.bench.workload.AccountChoice;
import io.suuupra.bench.workload.MixedIds;
import io.suuupra.bench.workload.Popularity;
import io.suuupra.codecs.frame.Limits;
import org.agrona.DirectBuffer;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * An engine and the frames of one iteration. The engine lives as long as its JVM and each iteration adds the same
 * number of transfers with new ids: the memory of a run is bounded by the number of its iterations.
 */
@State(Scope.Thread)
public abstract class EngineLoad
{
    private static final long SEED = 20_260_101;

    /** Accounts that the engine holds; each transfer picks two of them, all alike often. */
    @Param({"10000", "1000000"})
    public int accounts;

    private final int frameCount;
    private final int transfersEach;
    private BareEngine engine;
    private TransferFrames frames;
    private long firstSequence;
    private long firstTimeNs;
    private long transfers;

    EngineLoad(final int frameCount, final int transfersEach)
    {
        this.frameCount = frameCount;
        this.transfersEach = transfersEach;
    }

    abstract TransferKind kind(int frame);

    /** Makes the engine and its accounts. */
    @Setup(Level.Trial)
    public final void makeEngine()
    {
        final MixedIds accountIds = new MixedIds(SEED);
        engine = new BareEngine(accounts, accountIds);
        frames = new TransferFrames(
            frameCount, transfersEach, accountIds, new MixedIds(SEED + 1),
            new AccountChoice(Popularity.uniform(accounts), SEED));
    }

    /** Encodes the frames of the next iteration, with ids that were not used before. */
    @Setup(Level.Iteration)
    public final void fillFrames()
    {
        engine.reserve(transfers + (long)frameCount * transfersEach);
        firstSequence = engine.nextSequence();
        firstTimeNs = engine.nextTimeNs();
        for (int frame = 0; frame < frameCount; frame++)
        {
            frames.fill(
                frame, firstSequence + frame, timeNs(frame), kind(frame), transfers + (long)frame * transfersEach);
        }
    }

    /** Fails the benchmark if the engine refused anything, which would have been faster. */
    @TearDown(Level.Iteration)
    public final void checkAllCreated()
    {
        transfers += (long)frameCount * transfersEach;
        if (engine.transfers() != transfers)
        {
            throw new IllegalStateException("the engine refused " + (transfers - engine.transfers()) + " transfers");
        }
    }

    /** What is measured: every frame through the engine. */
    final void run()
    {
        final DirectBuffer buffer = frames.buffer();
        final int length = frames.length();
        for (int frame = 0; frame < frameCount; frame++)
        {
            engine.run(firstSequence + frame, timeNs(frame), buffer, frames.offset(frame), length);
        }
    }

    private long timeNs(final int frame)
    {
        // Events are stamped 1 ns apart, so this clock never runs behind the stamps.
        return firstTimeNs + (long)frame * transfersEach;
    }

    /** Full batches that post at once. */
    public static class SinglePhase extends EngineLoad
    {
        /** Made by JMH. */
        public SinglePhase()
        {
            super(EngineBenchmark.BATCHES, Limits.EVENTS_MAX);
        }

        @Override
        TransferKind kind(final int frame)
        {
            return TransferKind.SINGLE_PHASE;
        }
    }

    /** A full batch of holds, then the batch that posts them, in turn. */
    public static class HoldsThenPosts extends EngineLoad
    {
        /** Made by JMH. */
        public HoldsThenPosts()
        {
            super(EngineBenchmark.BATCHES, Limits.EVENTS_MAX);
        }

        @Override
        TransferKind kind(final int frame)
        {
            return (frame & 1) == 0 ? TransferKind.HOLD : TransferKind.POST;
        }
    }

    /** One transfer to a frame. */
    public static class SingleFrames extends EngineLoad
    {
        /** Made by JMH. */
        public SingleFrames()
        {
            super(EngineBenchmark.SINGLES, 1);
        }

        @Override
        TransferKind kind(final int frame)
        {
            return TransferKind.SINGLE_PHASE;
        }
    }
}
