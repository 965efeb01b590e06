package io.suuupra.tools.sim;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.suuupra.gateway.wire.WireInitializer;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * A connection between a client and a session of the node: in each direction what is sent arrives later, in order, in
 * pieces, or not at all.
 */
final class SimConnection
{
    private static final long MICRO = TimeUnit.MICROSECONDS.toNanos(1);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final SimMachine machine;
    private final SplittableRandom random;
    private final ClientEnd client;
    private final EmbeddedChannel channel;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int slowness = 1;
    private long lastToNode;
    private long lastToClient;
    private long brokenAtNode = Long.MAX_VALUE;
    private boolean brokenAtClient;
    private boolean toldClient;
    private boolean cut;
    private final SimTimer timer;

    /**
     * @param machine that both run on.
     * @param random  decides how long everything takes.
     * @param gateway that accepts it.
     * @param client  what the client makes of the bytes that come.
     */
    SimConnection(
        final SimMachine machine, final SplittableRandom random, final SimGateway gateway, final ClientEnd client)
    {
        this.machine = machine;
        timer = new SimTimer(machine, this::work);
        this.random = random;
        this.client = client;
        channel = EmbeddedChannel.builder().ticker(gateway.ticker()).register(false).build();
        WireInitializer.open(channel, gateway.context(this));
        gateway.accept(this);
    }

    /** Begins. */
    void open()
    {
        try
        {
            channel.register();
        }
        catch (final Exception failed)
        {
            throw new IllegalStateException("a channel cannot begin", failed);
        }
        work();
    }

    void slowness(final int factor)
    {
        slowness = factor;
    }

    /** Bytes leave the client. */
    void toNode(final byte[] bytes)
    {
        if (bytes.length > 1 && random.nextInt(8) == 0)
        {
            final int split = 1 + random.nextInt(bytes.length - 1);
            pieceToNode(Arrays.copyOf(bytes, split));
            pieceToNode(Arrays.copyOfRange(bytes, split, bytes.length));
        }
        else
        {
            pieceToNode(bytes);
        }
    }

    private void pieceToNode(final byte[] bytes)
    {
        lastToNode = Math.max(lastToNode + 1, machine.now() + delay());
        machine.after(lastToNode - machine.now(), () ->
        {
            if (machine.now() < brokenAtNode && !cut)
            {
                waiting.add(bytes);
                work();
            }
        });
    }

    /** Has the session do what there is to do, and sends what it says on its way. */
    void work()
    {
        if (cut)
        {
            return;
        }
        channel.runPendingTasks();
        while (channel.isOpen() && channel.config().isAutoRead() && !waiting.isEmpty())
        {
            channel.writeInbound(Unpooled.wrappedBuffer(waiting.poll()));
            channel.runPendingTasks();
        }
        ByteBuf written;
        while ((written = channel.readOutbound()) != null)
        {
            final byte[] bytes = new byte[written.readableBytes()];
            written.readBytes(bytes);
            written.release();
            toClient(() -> client.take(bytes));
        }
        if (!channel.isOpen())
        {
            endForClient();
            return;
        }
        timer.within(channel.runScheduledPendingTasks());
    }

    private void endForClient()
    {
        if (!toldClient)
        {
            toldClient = true;
            toClient(client::ended);
        }
    }

    /** Something arrives at the client, unless the connection breaks before. */
    private void toClient(final Runnable arrival)
    {
        lastToClient = Math.max(lastToClient + 1, machine.now() + delay());
        machine.after(lastToClient - machine.now(), () ->
        {
            if (!brokenAtClient)
            {
                arrival.run();
            }
        });
    }

    private long delay()
    {
        return slowness * switch (random.nextInt(32))
        {
            case 0 -> random.nextLong(200 * MILLI);
            case 1, 2 -> random.nextLong(10 * MILLI);
            default -> 20 * MICRO + random.nextLong(300 * MICRO);
        };
    }

    /** Ends it for the client. What is on its way to the node may still arrive for some time. */
    void breakOff()
    {
        brokenAtClient = true;
        final long later = random.nextBoolean() ? 0 : random.nextLong(50 * MILLI);
        brokenAtNode = Math.min(brokenAtNode, machine.now() + later);
        machine.after(later, () ->
        {
            if (!cut && channel.isOpen())
            {
                final var _ = channel.close();
                channel.runPendingTasks();
            }
        });
    }

    /** Has the session answer what it took, and then end. */
    void finish()
    {
        WireInitializer.finish(channel);
        work();
    }

    boolean isClosed()
    {
        return !channel.isOpen();
    }

    /** The process of the node has ended: nobody is there any more. */
    void cut()
    {
        cut = true;
        channel.config().setAutoRead(true);
        channel.finishAndReleaseAll();
        endForClient();
    }
}
