package io.suuupra.tools.sim;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Starts of the node on what a loss of power may leave, beside the one that the run goes on with. No client sees them,
 * and when they are over all is as if they had not been, but for the time that passed.
 *
 * <p>On an image that some of what was not forced is missing from, a node must start and stand by everything. One on
 * which a bit has turned, too, may refuse to start, may halt, or may work on with all that the journal still holds; it
 * must not show anything that is wrong.
 */
final class Probe
{
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    /** Time in which a node that has started on a bit that turned has to find it, or show that it does not matter. */
    private static final long FLIP_NS = TimeUnit.SECONDS.toNanos(3);

    private final Simulation simulation;
    private final SimMachine machine;
    private final SimNode node;
    private final SplittableRandom random;
    private Oracle oracle;
    private int imagesLeft;
    private int images;
    private int begun;
    private long endAt;

    /**
     * @param simulation that it is a part of.
     * @param node       that is started.
     * @param random     decides how long things take.
     */
    Probe(final Simulation simulation, final SimNode node, final SplittableRandom random)
    {
        this.simulation = simulation;
        this.machine = simulation.machine();
        this.node = node;
        this.random = random;
    }

    /** @return whether the node runs on something that will not have been. */
    boolean isRunning()
    {
        return oracle != null;
    }

    /** @return what it says is held against; null if none is running. */
    Oracle oracle()
    {
        return oracle;
    }

    /** @return images that a node was started on so far, and was as it should be. */
    int images()
    {
        return images;
    }

    /**
     * The power fails, and a bit of what the disk has kept turns.
     *
     * @param number decides which.
     */
    void flip(final long number) throws IOException
    {
        node.crashAndFlip(number);
        begin(simulation.oracle().anew(), random.nextLong(TimeUnit.SECONDS.toNanos(1)));
        final int mine = begun;
        machine.after(FLIP_NS, () -> simulation.guarded(() ->
        {
            if (isRunning() && begun == mine)
            {
                simulation.follow();
                end();
            }
        }));
    }

    /**
     * The power fails.
     *
     * @param count of images that are tried before the one that the run goes on with.
     */
    void images(final int count) throws IOException
    {
        imagesLeft = count;
        node.crashAndKeep();
        image();
    }

    private void image()
    {
        begin(simulation.oracle().anew(), 0);
        endAt = machine.now() + Plan.REST_NS;
        look(begun, null);
    }

    private void begin(final Oracle with, final long afterNs)
    {
        oracle = with;
        begun++;
        simulation.restart(afterNs);
    }

    /** Looks again and again until the node is up, has said where it stands, and that was compared. */
    private void look(final int mine, final boolean[] told)
    {
        machine.after(MILLI, () -> simulation.guarded(() ->
        {
            if (!isRunning() || begun != mine)
            {
                return;
            }
            if (machine.now() > endAt)
            {
                simulation.violated("the node does not start on image " + (images + 1) + " of a loss of power");
            }
            else if (!node.isUp() || simulation.isRestarting())
            {
                look(mine, told);
            }
            else if (told == null)
            {
                final boolean[] answered = new boolean[1];
                simulation.askState(() -> answered[0] = true);
                look(mine, answered);
            }
            else
            {
                simulation.follow();
                if (told[0] && !oracle.hasUncomparedState())
                {
                    simulation.oracle().requireAllIn(oracle);
                    images++;
                    next();
                }
                else
                {
                    look(mine, told);
                }
            }
        }));
    }

    private void next() throws IOException
    {
        imagesLeft--;
        if (imagesLeft <= 0)
        {
            end();
            return;
        }
        node.crashAgain();
        oracle.close();
        image();
    }

    /** What the node runs on has made it halt or refuse, for a reason that the caller has not told. */
    void failed() throws IOException
    {
        if (imagesLeft > 0 && node.disk().failures() == 0 && !simulation.clockHasJumped())
        {
            simulation.violated("on image " + (images + 1) + " of a loss of power the node " +
                (node.halted().isEmpty() ? "does not start: " + node.refusal().getMessage() :
                "halted: " + node.halted()));
        }
        end();
    }

    /** Goes back to what the disk has kept. */
    void end() throws IOException
    {
        imagesLeft = 0;
        node.crashBack();
        oracle.close();
        oracle = null;
        simulation.restart(random.nextLong(TimeUnit.SECONDS.toNanos(1)));
    }
}
