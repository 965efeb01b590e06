package io.suuupra.tools.sim;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.suuupra.client.Transport;
import io.suuupra.codecs.generated.AuthenticateDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.WireFrameHeaderDecoder;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the Java client stands on in a simulation: a thread, a clock and a network that are not real. What it sends is
 * looked at on its way, so that the oracle knows what was asked for.
 */
final class SimTransport implements Transport
{
    private static final int HEADER = WireFrameHeaderDecoder.BLOCK_LENGTH;
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final Simulation simulation;
    private final SimMachine machine;
    private final SplittableRandom random;
    private final SecureRandom secure;
    private final SimTicker ticker;
    private final SimExecutor executor;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private Wire wire;
    private long session;

    SimTransport(final Simulation simulation, final SplittableRandom random)
    {
        this.simulation = simulation;
        this.random = random;
        machine = simulation.machine();
        secure = machine.random();
        ticker = new SimTicker(machine);
        executor = new SimExecutor(machine, random.split(), () ->
        {
            if (wire != null)
            {
                wire.work();
            }
        });
    }

    @Override
    public EventExecutor executor()
    {
        return executor;
    }

    @Override
    public long nanoTime()
    {
        return machine.nanoTime();
    }

    @Override
    public SecureRandom random()
    {
        return secure;
    }

    @Override
    public void connect(final ChannelHandler connection, final Consumer<Throwable> failed)
    {
        machine.after(random.nextLong(5 * MILLI), () ->
        {
            final Wire next = new Wire();
            if (!executor.isShutdown() && next.open(connection))
            {
                wire = next;
            }
            else
            {
                executor.execute(() -> failed.accept(new IOException("nobody listens")));
            }
        });
    }

    @Override
    public Future<?> close()
    {
        final Future<?> ended = executor.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        drop();
        return ended;
    }

    /** The connection breaks. */
    void drop()
    {
        if (wire != null)
        {
            wire.ended();
        }
    }

    /** The client has sent a frame. */
    private void sent(final byte[] frame)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(frame);
        final long request = new WireFrameHeaderDecoder().wrap(
            buffer, 0, HEADER, WireFrameHeaderDecoder.SCHEMA_VERSION).request();
        header.wrap(buffer, HEADER);
        if (header.templateId() == AuthenticateDecoder.TEMPLATE_ID)
        {
            session = new AuthenticateDecoder().wrapAndApplyHeader(buffer, HEADER, header).session().low();
        }
        if (request != 0)
        {
            simulation.oracle().sent(session, request, Arrays.copyOfRange(frame, HEADER, frame.length));
        }
    }

    /** One connection, from its first byte to its last. */
    private final class Wire implements ClientEnd
    {
        private EmbeddedChannel channel;
        private SimConnection connection;
        private boolean ended;
        private final Deque<Runnable> deferred = new ArrayDeque<>();
        private boolean busy;
        private final SimTimer timer = new SimTimer(machine, this::work);

        boolean open(final ChannelHandler handler)
        {
            connection = simulation.connect(this);
            if (connection == null)
            {
                return false;
            }
            channel = EmbeddedChannel.builder().ticker(ticker).handlers(handler).build();
            connection.open();
            work();
            return true;
        }

        @Override
        public void take(final byte[] bytes)
        {
            if (!ended)
            {
                busily(() -> channel.writeInbound(Unpooled.wrappedBuffer(bytes)));
            }
        }

        @Override
        public void ended()
        {
            if (!ended)
            {
                busily(() ->
                {
                    final var _ = channel.close();
                });
            }
        }

        /** What the channel calls may want something of it: that is done when the channel is through with this. */
        private void busily(final Runnable deed)
        {
            deferred.add(deed);
            work();
        }

        void work()
        {
            if (ended || busy)
            {
                return;
            }
            busy = true;
            Runnable deed;
            while ((deed = deferred.poll()) != null)
            {
                deed.run();
            }
            final long timerNs = channel.runScheduledPendingTasks();
            channel.runPendingTasks();
            busy = false;
            if (!deferred.isEmpty())
            {
                work();
                return;
            }
            ByteBuf written;
            while ((written = channel.readOutbound()) != null)
            {
                final byte[] frame = new byte[written.readableBytes()];
                written.readBytes(frame);
                written.release();
                sent(frame);
                connection.toNode(frame);
            }
            if (!channel.isOpen())
            {
                ended = true;
                channel.finishAndReleaseAll();
                connection.breakOff();
                return;
            }
            timer.within(timerNs);
        }
    }
}
