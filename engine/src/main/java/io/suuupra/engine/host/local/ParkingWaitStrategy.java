package io.suuupra.engine.host.local;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import io.suuupra.journal.machine.Machine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Never spins: parks until something is published, for a machine on which a thread that spins keeps all others waiting.
 */
final class ParkingWaitStrategy implements WaitStrategy
{
    /** Who waits looks up that often, whoever may have forgotten it. */
    private static final long PARK_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Machine machine;
    private final List<Machine.Work> parked = new CopyOnWriteArrayList<>();

    ParkingWaitStrategy(final Machine machine)
    {
        this.machine = machine;
    }

    @Override
    public long waitFor(
        final long sequence, final Sequence cursor, final Sequence dependentSequence, final SequenceBarrier barrier)
        throws AlertException
    {
        long available = dependentSequence.get();
        if (available >= sequence)
        {
            return available;
        }
        final Machine.Work self = machine.self();
        parked.add(self);
        try
        {
            while (available < sequence)
            {
                barrier.checkAlert();
                machine.park(PARK_NS);
                available = dependentSequence.get();
            }
            return available;
        }
        finally
        {
            parked.remove(self);
        }
    }

    @Override
    public void signalAllWhenBlocking()
    {
        parked.forEach(machine::wake);
    }
}
