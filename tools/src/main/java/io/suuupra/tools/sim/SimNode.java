package io.suuupra.tools.sim;

import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.engine.host.ChangeFeed;
import io.suuupra.engine.host.Offer;
import io.suuupra.engine.host.ReplyTo;
import io.suuupra.engine.host.local.LocalNode;
import io.suuupra.testkit.crash.DiskState;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The node of a simulation: the real one, on a machine and a disk that are not. It is started, ends in any way, and is
 * started again on what its disk has kept.
 */
final class SimNode
{
    private final Simulation simulation;
    private final SimMachine machine;
    private final SplittableRandom random;
    private final Path root;
    private final EdgeMapper mapper = new EdgeMapper();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
    private Path folder;
    private SimDisk disk;
    private LocalNode node;
    private ChangeFeed.Cursor changes;
    private IOException refusal;
    private boolean starting;
    private boolean ended;
    private int life;
    private DiskState sound;

    SimNode(final Simulation simulation, final Path root, final SplittableRandom random) throws IOException
    {
        this.simulation = simulation;
        this.machine = simulation.machine();
        this.root = root;
        this.random = random;
        folder = Files.createDirectory(root.resolve("0"));
        disk = new SimDisk(folder, machine, random.split());
    }

    SimDisk disk()
    {
        return disk;
    }

    /** Begins to start; {@link #isUp} or {@link #refusal} tell what became of it. */
    void start()
    {
        starting = true;
        ended = false;
        refusal = null;
        machine.start("start", false, () ->
        {
            try
            {
                final LocalNode opened = LocalNode.open(simulation.plan().node(folder, disk));
                node = opened;
                simulation.gateway().open(opened);
                changes = opened.changes().open(Principal.NODE, simulation.watching().comparedUpTo());
                simulation.watching().restarted(folder.resolve("journal"), opened.recoveredSequence());
            }
            catch (final IOException failed)
            {
                refusal = failed;
            }
            catch (final IllegalStateException halted)
            {
                refusal = new IOException(halted.getMessage(), halted);
            }
            starting = false;
        });
    }

    boolean isStarting()
    {
        return starting;
    }

    boolean isUp()
    {
        return node != null && !ended;
    }

    /** @return why the last start failed; null if it did not. */
    IOException refusal()
    {
        return refusal;
    }

    /** @return why it has halted; empty if it has not. */
    String halted()
    {
        return node == null ? "" : node.metrics().halted();
    }

    long durableSequence()
    {
        return node.metrics().durableSequence();
    }

    /** Asks where the engine stands. */
    Offer ask(final ReplyTo replyTo)
    {
        final int length = mapper.encodeGetState(buffer, 0);
        return node.ingress().offer(replyTo, 0, Principal.NODE, 0, 0, 0, buffer, 0, length);
    }

    /** Hands what has changed to the oracle. */
    void tellChanges()
    {
        final int length = changes.next(buffer, 0, Oracle.eventsAtATime());
        if (length > 0)
        {
            simulation.watching().told(mapper.decodeChangeEvents(buffer, 0));
        }
    }

    /** Ends as it should, and takes its time for that. */
    void close(final Runnable done)
    {
        ended = true;
        final LocalNode closing = node;
        machine.start("close", false, () ->
        {
            try
            {
                closing.close();
            }
            catch (final IOException failed)
            {
                if (disk.failures() == 0)
                {
                    simulation.violated("the node cannot be closed: " + failed.getMessage());
                }
            }
            node = null;
            simulation.gateway().gone();
            done.run();
        });
    }

    /** Ends at once, as its process would, and the machine with it where the power fails. */
    void crash(final boolean power) throws IOException
    {
        end(power, disk.state());
    }

    /**
     * The power fails, and a bit of what the disk has kept turns.
     *
     * @param number decides which.
     */
    void crashAndFlip(final long number) throws IOException
    {
        sound = disk.state();
        end(true, sound);
        BitFlip.turn(folder, new SplittableRandom(number));
    }

    /** The power fails; what the disk has kept can be gone back to. */
    void crashAndKeep() throws IOException
    {
        sound = disk.state();
        end(true, sound);
    }

    /** The power fails again, and the disk has kept another part of what was not forced the first time. */
    void crashAgain() throws IOException
    {
        end(true, sound);
    }

    /** Goes back to what the disk had kept, for good. */
    void crashBack() throws IOException
    {
        end(true, sound);
        sound = null;
    }

    private void end(final boolean power, final DiskState left) throws IOException
    {
        ended = true;
        simulation.watching().stopped();
        simulation.gateway().gone();
        disk.die();
        machine.killAll();
        if (node != null)
        {
            node.halt("the process is killed");
            node.close();
            node = null;
        }
        starting = false;
        final Path before = folder;
        life++;
        folder = Files.createDirectory(root.resolve(Integer.toString(life)));
        if (power)
        {
            left.compose(folder, random.split());
            disk = new SimDisk(folder, machine, random.split());
        }
        else
        {
            left.composeLatest(folder);
            disk = new SimDisk(folder, left, machine, random.split());
        }
        delete(before);
    }

    private static void delete(final Path folder) throws IOException
    {
        try (Stream<Path> paths = Files.walk(folder))
        {
            final List<Path> all = paths.sorted(Comparator.reverseOrder()).toList();
            for (final Path path : all)
            {
                Files.delete(path);
            }
        }
    }

    static DirectBuffer copy(final DirectBuffer from, final int offset, final int length)
    {
        final byte[] bytes = new byte[length];
        from.getBytes(offset, bytes);
        return new UnsafeBuffer(bytes);
    }
}
