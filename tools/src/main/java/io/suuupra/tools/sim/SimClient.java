package io.suuupra.tools.sim;

import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.FailureCode;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * A client: asks, waits, asks again when the connection breaks, and remembers what it was told.
 */
final class SimClient
{
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int ASKED_AT_ONCE = 20;
    private static final int REMEMBERED = 200;

    /** What was asked for and is not answered. */
    private static final class Open
    {
        private final long number;
        private final byte[] message;
        private final List<Transfer> transfers;
        private final List<Transfer> expected;

        private Open(
            final long number, final byte[] message, final List<Transfer> transfers, final List<Transfer> expected)
        {
            this.number = number;
            this.message = message;
            this.transfers = transfers;
            this.expected = expected;
        }
    }

    private final Simulation simulation;
    private final int id;
    private final SplittableRandom random;
    private final Workload workload;
    private final EdgeMapper mapper = new EdgeMapper();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64 * 1024]);
    private final Map<Long, Open> open = new LinkedHashMap<>();
    private final List<Transfer> created = new ArrayList<>();
    private SimWire wire;
    private boolean isOpen;
    private long next = 1;
    private boolean stopped;
    private boolean goesOn;

    SimClient(final Simulation simulation, final int id, final SplittableRandom random)
    {
        this.simulation = simulation;
        this.id = id;
        this.random = random;
        this.workload = new Workload(id, random.split());
    }

    void start()
    {
        connect();
        think();
    }

    /** Asks for nothing new. */
    void stop()
    {
        stopped = true;
    }

    boolean hasOpen()
    {
        return !open.isEmpty();
    }

    String openOnes()
    {
        return "client " + id + " waits for " + open.keySet();
    }

    private void think()
    {
        final long mean = simulation.isOverloaded() ? MILLI / 4 : simulation.plan().thinkNs();
        simulation.machine().after(1 + random.nextLong(2 * mean), () ->
        {
            if (!stopped)
            {
                if (open.size() < (simulation.isOverloaded() ? 64 : simulation.plan().window()))
                {
                    ask();
                }
                think();
            }
        });
    }

    private void connect()
    {
        simulation.machine().after(MILLI + random.nextLong(100 * MILLI), () ->
        {
            if (wire == null)
            {
                final SimWire next = new SimWire(new Ears(), id, random.split());
                final SimConnection connection = simulation.connect(next);
                if (connection == null)
                {
                    connect();
                    return;
                }
                wire = next;
                next.over(connection);
                connection.open();
            }
        });
    }

    /** The connection breaks. */
    void drop()
    {
        if (wire != null)
        {
            wire.ended();
        }
    }

    /** What comes over one connection; of an earlier one nothing comes any more. */
    private final class Ears implements SimWire.Peer
    {
        @Override
        public void opened()
        {
            isOpen = true;
            open.values().forEach(SimClient.this::send);
        }

        @Override
        public void answered(final long request, final DirectBuffer reply)
        {
            simulation.machine().note(request);
            SimClient.this.answered(request, reply);
        }

        @Override
        public void refused(final long request, final FailureCode code)
        {
            simulation.machine().note(request * 31 + code.value());
            SimClient.this.refused(request, code);
        }

        @Override
        public void ended()
        {
            wire.breakOff();
            wire = null;
            isOpen = false;
            goesOn = false;
            connect();
        }

        @Override
        public void violated(final String what)
        {
            simulation.violated("client " + id + ": " + what);
        }
    }

    private void ask()
    {
        final long number = next++;
        final Open asked;
        final int kind = random.nextInt(100);
        if (number <= 2)
        {
            asked = new Open(
                number, bytes(mapper.encodeCreateAccounts(workload.firstAccounts(), buffer, 0)), null, null);
        }
        else if (kind < 5)
        {
            asked = new Open(number, bytes(mapper.encodeCreateAccounts(workload.accounts(), buffer, 0)), null, null);
        }
        else if (kind < 15 && !created.isEmpty())
        {
            final List<Transfer> some = new ArrayList<>();
            final int count = 1 + random.nextInt(Math.min(ASKED_AT_ONCE, created.size()));
            for (int i = 0; i < count; i++)
            {
                some.add(created.get(random.nextInt(created.size())));
            }
            final List<UInt128> ids = some.stream().map(Transfer::id).toList();
            asked = new Open(number, bytes(mapper.encodeLookupTransfers(ids, buffer, 0)), null, some);
        }
        else
        {
            final List<Transfer> batch = workload.transfers();
            asked = new Open(number, bytes(mapper.encodeCreateTransfers(batch, buffer, 0)), batch, null);
        }
        open.put(number, asked);
        simulation.oracle().sent(id, number, asked.message);
        send(asked);
        if (workload.chance(2))
        {
            // Whoever is in doubt asks twice.
            send(asked);
        }
    }

    private byte[] bytes(final int length)
    {
        final byte[] message = new byte[length];
        buffer.getBytes(0, message);
        return message;
    }

    private void send(final Open asked)
    {
        if (isOpen)
        {
            wire.send(asked.number, asked.message);
        }
    }

    private void answered(final long number, final DirectBuffer reply)
    {
        final Open asked = open.remove(number);
        if (asked == null)
        {
            return;
        }
        if (asked.expected != null)
        {
            checkFound(asked, mapper.decodeTransfers(reply, 0));
        }
        else if (asked.transfers != null)
        {
            learn(asked.transfers, mapper.decodeTransferResults(reply, 0));
        }
    }

    private void learn(final List<Transfer> asked, final List<CreateResult<CreateTransferStatus>> results)
    {
        for (int i = 0; i < asked.size(); i++)
        {
            if (results.get(i).status() == CreateTransferStatus.CREATED)
            {
                final Transfer transfer = stamped(asked.get(i), results.get(i).timestamp());
                if (created.size() < REMEMBERED)
                {
                    created.add(transfer);
                }
                else
                {
                    created.set(random.nextInt(REMEMBERED), transfer);
                }
            }
        }
    }

    private static Transfer stamped(final Transfer transfer, final long timestamp)
    {
        return new Transfer(transfer.id(), transfer.debitAccountId(), transfer.creditAccountId(), transfer.amount(),
            transfer.pendingId(), transfer.userData128(), transfer.userData64(), transfer.userData32(),
            transfer.timeout(), transfer.ledger(), transfer.code(), transfer.flags(), timestamp);
    }

    private void checkFound(final Open asked, final List<Transfer> found)
    {
        final List<String> wanted = asked.expected.stream().map(SimClient::known).toList();
        final List<String> told = found.stream().map(SimClient::known).toList();
        if (!wanted.equals(told))
        {
            simulation.violated("client " + id + " looked up what was created, " + wanted + ", and found " + told);
        }
    }

    private static String known(final Transfer transfer)
    {
        return transfer.id() + "@" + transfer.timestamp();
    }

    /** A request was refused; nothing of it has happened. */
    private void refused(final long number, final FailureCode code)
    {
        switch (code)
        {
            case BUSY -> resume();
            // The node that takes over knows by the number whether it has happened.
            case HALTED -> wire.ended();
            // It may have been taken the first time, with its answer lost: nobody knows, and nobody asks again.
            default -> open.remove(number);
        }
    }

    private void resume()
    {
        final SimWire over = wire;
        if (!goesOn)
        {
            goesOn = true;
            simulation.machine().after(MILLI + random.nextLong(20 * MILLI), () ->
            {
                if (over == wire)
                {
                    goesOn = false;
                    over.resume();
                    open.values().forEach(this::send);
                }
            });
        }
    }
}
