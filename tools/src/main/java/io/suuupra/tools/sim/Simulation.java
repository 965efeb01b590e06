package io.suuupra.tools.sim;

import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.FailureDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One run: a node, its clients, the faults of a plan, and an oracle that looks at all of it. Everything happens in the
 * thread that calls, and only the plan decides what.
 */
final class Simulation
{
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long CLOSE_NS = 5 * SECOND;
    private static final long LOOK_NS = 1_000 * MILLI;

    private final Plan plan;
    private final SimMachine machine;
    private final SplittableRandom random;
    private final SimNode node;
    private final SimGateway gateway;
    private final Oracle oracle = new Oracle(this::violated);
    private final List<SimClient> clients = new ArrayList<>();
    private final SimApplication application;
    private final Probe probe;
    private final EdgeMapper mapper = new EdgeMapper();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Map<Fault.Kind, Integer> happened = new EnumMap<>(Fault.Kind.class);
    private int networkSlowness = 1;
    private boolean overloaded;
    private boolean clockHasJumped;
    private boolean restarting;
    private boolean closing;
    private boolean dying;
    private int halts;
    private int starts;
    private String violation;

    /**
     * @param plan of the run.
     * @param root an empty folder, best in memory.
     */
    Simulation(final Plan plan, final Path root) throws IOException
    {
        this.plan = plan;
        random = new SplittableRandom(plan.seed() ^ 0x5EED_0F_A_1234_5678L);
        machine = new SimMachine(random.split(), plan.slowness());
        node = new SimNode(this, root, random.split());
        gateway = new SimGateway(machine, random.split(), root.resolve("keys"), this::replied);
        for (int i = 0; i < plan.clients(); i++)
        {
            clients.add(new SimClient(this, i + 1, random.split()));
        }
        probe = new Probe(this, node, random.split());
        application = plan.application() ? new SimApplication(this, plan.clients() + 1, random.split()) : null;
    }

    /** @return what came of it. */
    Result run() throws IOException
    {
        try
        {
            clients.forEach(SimClient::start);
            if (application != null)
            {
                application.start();
            }
            scheduleFaults();
            restart(0);
            look();
            steps(plan.durationNs(), () -> false);
            rest();
        }
        catch (final RuntimeException broken)
        {
            violated("broke off with " + broken + " at " + broken.getStackTrace()[0]);
        }
        finally
        {
            end();
        }
        return new Result(plan, violation, machine.now(), machine.steps(), machine.trace(), oracle.sequence(),
            oracle.events(), oracle.acknowledged(), starts, halts, probe.images(), happened);
    }

    /** Those that were left out of the plan are due, too, and do nothing: so all else stays as it is with them. */
    private void scheduleFaults()
    {
        for (final Fault fault : Plan.of(plan.seed()).faults())
        {
            machine.after(fault.atNs(), () ->
            {
                if (plan.faults().contains(fault))
                {
                    guarded(() -> happen(fault));
                }
            });
        }
    }

    /** Something that may touch the disk. */
    interface Deed
    {
        void run() throws IOException;
    }

    /** The run goes wrong where the journal cannot be read. */
    void guarded(final Deed deed)
    {
        try
        {
            deed.run();
        }
        catch (final IOException failed)
        {
            violated("the journal cannot be read: " + failed.getMessage());
        }
    }

    private void steps(final long untilNs, final BooleanSupplier done)
    {
        while (violation == null && !done.getAsBoolean() && machine.step(untilNs))
        {
            for (final SimMachine.Death death : machine.deaths())
            {
                // Of a start that fails, because the disk does, nobody can ask whether it has halted.
                if (node.halted().isEmpty() && (node.isUp() || node.disk().failures() == 0))
                {
                    violated(death.task() + " died of " + death.cause());
                }
            }
            if (!node.halted().isEmpty() && !restarting && !closing && !dying)
            {
                halted();
            }
            if (!restarting && !node.isStarting() && node.refusal() != null)
            {
                refused();
            }
        }
    }

    /** Faults are over: everything has to come to rest, and must be as it should. */
    private void rest() throws IOException
    {
        if (violation != null)
        {
            return;
        }
        node.disk().heal();
        networkSlowness = 1;
        overloaded = false;
        clients.forEach(SimClient::stop);
        if (application != null)
        {
            application.stop();
        }
        final long deadline = machine.now() + Plan.REST_NS;
        steps(deadline, () -> isServing() && !isAwaited());
        if (violation == null && !isServing())
        {
            violated("the node is not up " + Plan.REST_NS / SECOND + " s after the last fault");
        }
        clients.stream().filter(SimClient::hasOpen).findFirst().ifPresent(client ->
            violated(client.openOnes() + " " + Plan.REST_NS / SECOND + " s after the last fault"));
        if (application != null && application.hasOpen())
        {
            violated(application.openOnes() + " " + Plan.REST_NS / SECOND + " s after the last fault");
        }
        settle();
        if (application != null)
        {
            application.check(oracle);
        }
        if (violation == null)
        {
            closing = true;
            final boolean[] closed = new boolean[1];
            gateway.finish();
            closeWhenIdle(machine.now() + CLOSE_NS, starts, () -> closed[0] = true);
            steps(machine.now() + 100 * SECOND, () -> closed[0]);
            closing = false;
            if (!closed[0])
            {
                violated("the node does not end");
            }
        }
        if (violation == null)
        {
            restart(0);
            steps(machine.now() + Plan.REST_NS, this::isServing);
            settle();
        }
    }

    private boolean isAwaited()
    {
        return clients.stream().anyMatch(SimClient::hasOpen) || application != null && application.hasOpen();
    }

    /** Waits until the oracle has seen all, and compares what is only comparable then. */
    private void settle() throws IOException
    {
        if (violation != null || !isServing())
        {
            return;
        }
        final long sequence = node.durableSequence();
        askState();
        final long deadline = machine.now() + 5 * SECOND;
        boolean seen = false;
        while (violation == null && !seen && machine.now() < deadline)
        {
            steps(machine.now() + 20 * MILLI, () -> false);
            follow();
            seen = oracle.sequence() >= sequence && oracle.eventsLeft() == 0 && !oracle.hasUncompared();
        }
        if (violation == null && (oracle.sequence() < sequence || oracle.eventsLeft() > 0))
        {
            violated("the journal shows " + oracle.sequence() + " of " + sequence + ", the node keeps back " +
                oracle.eventsLeft() + " changes");
        }
        if (violation == null)
        {
            oracle.checkAllAcknowledgedAreDurable();
        }
    }

    private void end() throws IOException
    {
        closing = true;
        if (application != null)
        {
            application.close();
        }
        node.crash(false);
        oracle.close();
    }

    /** Looks at all now and then. */
    private void look()
    {
        machine.after(random.nextLong(2 * LOOK_NS), () ->
        {
            if (node.isUp() && !restarting && node.halted().isEmpty())
            {
                guarded(this::follow);
                askState();
            }
            look();
        });
    }

    /** Reads what is new in the journal, and holds what the node tells against it. */
    void follow() throws IOException
    {
        if (node.isUp() && !restarting)
        {
            final Oracle watching = watching();
            watching.follow(node.durableSequence());
            node.tellChanges();
            watching.follow(node.durableSequence());
            final long due = watching.nextDue();
            // The host leaves room for as many expiries as one command may have.
            machine.boundary(due == Long.MAX_VALUE ? due : due + Limits.EXPIRY_MAX - 1);
        }
    }

    /** Asks the node where it stands; what it says is compared. */
    private void askState()
    {
        askState(() ->
        {
        });
    }

    /** The same, and does something once it is told. */
    void askState(final Runnable told)
    {
        final Oracle watching = watching();
        node.ask((correlation, buffer, offset, length) ->
        {
            watching.told(mapper.decodeState(buffer, offset));
            told.run();
        });
    }

    /** Starts the node after a time. */
    void restart(final long afterNs)
    {
        restarting = true;
        machine.after(afterNs, () ->
        {
            restarting = false;
            clockHasJumped = false;
            starts++;
            node.start();
        });
    }

    private void halted()
    {
        halts++;
        if (probe.isRunning())
        {
            guarded(probe::failed);
            return;
        }
        final String reason = node.halted();
        if (node.disk().failures() == 0 && !clockHasJumped)
        {
            violated("the node halted for no reason: " + reason);
            return;
        }
        clockHasJumped = false;
        // Its process ends soon; until then its sessions tell their clients.
        dying = true;
        final int life = starts;
        machine.after(random.nextBoolean() ? 0 : random.nextLong(2 * SECOND), () ->
        {
            if (dying && life == starts)
            {
                guarded(() -> crash(random.nextBoolean()));
            }
        });
    }

    private void refused()
    {
        if (probe.isRunning())
        {
            guarded(probe::failed);
            return;
        }
        if (node.disk().failures() == 0)
        {
            violated("the node does not start: " + node.refusal().getMessage());
            return;
        }
        guarded(() -> crash(random.nextBoolean()));
    }

    private void crash(final boolean power) throws IOException
    {
        dying = false;
        closing = false;
        if (probe.isRunning())
        {
            probe.end();
        }
        else if (power && plan.images() > 0)
        {
            probe.images(plan.images());
        }
        else
        {
            node.crash(power);
            restart(random.nextLong(2 * SECOND));
        }
    }

    private boolean isServing()
    {
        return node.isUp() && !restarting && !dying && !probe.isRunning();
    }

    private void happen(final Fault fault) throws IOException
    {
        happened.merge(fault.kind(), 1, Integer::sum);
        switch (fault.kind())
        {
            case KILL, POWER ->
            {
                if (!restarting)
                {
                    crash(fault.kind() == Fault.Kind.POWER);
                }
            }
            case FLIP ->
            {
                if (!restarting && !probe.isRunning())
                {
                    closing = false;
                    dying = false;
                    probe.flip(fault.number());
                }
            }
            case RESTART ->
            {
                if (isServing() && !closing)
                {
                    closing = true;
                    gateway.finish();
                    closeWhenIdle(machine.now() + CLOSE_NS, starts, () -> guarded(() ->
                    {
                        closing = false;
                        oracle.stopped();
                        restart(random.nextLong(SECOND));
                    }));
                }
            }
            case DISK_ERROR, DISK_FULL, DISK_LOW, DISK_SLOW -> disturbDisk(fault);
            case CLOCK ->
            {
                clockHasJumped |= Math.abs(fault.number()) >= TimeUnit.HOURS.toNanos(1);
                machine.moveWallClock(fault.number());
            }
            case DROP, DROP_ONE, NETWORK_SLOW, OVERLOAD -> disturbNetwork(fault);
        }
    }

    private void disturbDisk(final Fault fault)
    {
        final SimDisk disk = node.disk();
        switch (fault.kind())
        {
            case DISK_ERROR -> disk.failNext(operation(fault.number()));
            case DISK_FULL ->
            {
                disk.full(true);
                machine.after(fault.lengthNs(), () -> disk.full(false));
            }
            case DISK_LOW ->
            {
                disk.low(true);
                machine.after(fault.lengthNs(), () -> disk.low(false));
            }
            case DISK_SLOW ->
            {
                disk.slowness((int)fault.number());
                machine.after(fault.lengthNs(), () -> disk.slowness(1));
            }
            default -> throw new IllegalArgumentException(fault.toString());
        }
    }

    private void disturbNetwork(final Fault fault)
    {
        switch (fault.kind())
        {
            case DROP ->
            {
                clients.forEach(SimClient::drop);
                if (application != null)
                {
                    application.drop();
                }
            }
            case DROP_ONE -> clients.get((int)(fault.number() % clients.size())).drop();
            case NETWORK_SLOW ->
            {
                networkSlowness = 10;
                gateway.slowness(networkSlowness);
                machine.after(fault.lengthNs(), () ->
                {
                    networkSlowness = 1;
                    gateway.slowness(1);
                });
            }
            case OVERLOAD ->
            {
                overloaded = true;
                machine.after(fault.lengthNs(), () -> overloaded = false);
            }
            default -> throw new IllegalArgumentException(fault.toString());
        }
    }

    /** As the node's process does: sessions may end what they have begun, but not for ever. */
    private void closeWhenIdle(final long deadline, final int life, final Runnable closed)
    {
        machine.after(MILLI, () ->
        {
            if (life != starts || !closing || !node.isUp())
            {
                return;
            }
            if (gateway.isIdle() || machine.now() >= deadline)
            {
                node.close(closed);
            }
            else
            {
                closeWhenIdle(deadline, life, closed);
            }
        });
    }

    private static String operation(final long number)
    {
        final String[] names = {"any", "write", "force", "create", "rename", "force directory", "zero", "reserve",
            "delete", "open"};
        return names[(int)(number % names.length)];
    }

    /**
     * Makes a connection, which is not open yet.
     *
     * @param client its other end.
     * @return the connection; null if nobody listens.
     */
    SimConnection connect(final ClientEnd client)
    {
        if (!node.isUp() || restarting || closing || probe.isRunning())
        {
            return null;
        }
        final SimConnection connection = new SimConnection(machine, random.split(), gateway, client);
        connection.slowness(networkSlowness);
        return connection;
    }

    /** The host has given a reply out. */
    private void replied(final long session, final long number, final DirectBuffer reply, final int offset)
    {
        header.wrap(reply, offset);
        machine.note(number * 31 + header.templateId());
        if (header.templateId() == FailureDecoder.TEMPLATE_ID)
        {
            return;
        }
        if (!node.halted().isEmpty())
        {
            violated("the node answers, but it has halted: " + node.halted());
        }
        oracle.answered(session, number, reply, offset);
    }

    /** Something is wrong. The first finding counts. */
    void violated(final String what)
    {
        if (violation == null)
        {
            violation = machine + ": " + what;
        }
    }

    Plan plan()
    {
        return plan;
    }

    SimMachine machine()
    {
        return machine;
    }

    Oracle oracle()
    {
        return oracle;
    }

    /** @return the oracle for what the node says now: its own one while it runs on a bit that turned. */
    Oracle watching()
    {
        return probe.isRunning() ? probe.oracle() : oracle;
    }

    SimGateway gateway()
    {
        return gateway;
    }

    boolean isRestarting()
    {
        return restarting;
    }

    /** @return whether the wall clock has jumped so far, since the node was started, that it may halt. */
    boolean clockHasJumped()
    {
        return clockHasJumped;
    }

    boolean isOverloaded()
    {
        return overloaded;
    }
}
