package io.suuupra.gateway.support;

import io.suuupra.engine.host.HostMetrics;
import io.suuupra.engine.host.LatencyRecorder;
import io.suuupra.engine.host.Stage;

import java.util.List;

/** A host's metrics with fixed numbers, and a state that the test sets. */
public final class FakeHost implements HostMetrics
{
    private volatile String shortage = "";
    private volatile String halted = "";

    public void shortage(final String why)
    {
        shortage = why;
    }

    public void halted(final String why)
    {
        halted = why;
    }

    @Override
    public long commands()
    {
        return 11;
    }

    @Override
    public long reads()
    {
        return 12;
    }

    @Override
    public long events()
    {
        return 13;
    }

    @Override
    public long sequence()
    {
        return 14;
    }

    @Override
    public long durableSequence()
    {
        return 15;
    }

    @Override
    public long journalBytes()
    {
        return 16;
    }

    @Override
    public long ringSlotsUsed()
    {
        return 17;
    }

    @Override
    public long ringSlots()
    {
        return 18;
    }

    @Override
    public long ringBytesUsed()
    {
        return 19;
    }

    @Override
    public long ringBytes()
    {
        return 20;
    }

    @Override
    public long accounts()
    {
        return 21;
    }

    @Override
    public long records()
    {
        return 22;
    }

    @Override
    public String shortage()
    {
        return shortage;
    }

    @Override
    public String halted()
    {
        return halted;
    }

    @Override
    public long snapshotAgeSeconds()
    {
        return 23;
    }

    @Override
    public LatencyRecorder.Snapshot syncTime()
    {
        return new LatencyRecorder.Snapshot(24, 1.5, 100_000, 200_000, 300_000, 400_000, 500_000);
    }

    @Override
    public LatencyRecorder.Snapshot replyTime()
    {
        return new LatencyRecorder.Snapshot(25, 2.5, 1_000_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000);
    }

    @Override
    public List<Stage> stages()
    {
        return List.of(new Stage("apply",
            new LatencyRecorder.Snapshot(26, 3.5, 1_000, 2_000, 3_000, 4_000, 5_000)));
    }
}
