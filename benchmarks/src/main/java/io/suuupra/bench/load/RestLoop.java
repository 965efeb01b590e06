package io.suuupra.bench.load;

import io.suuupra.bench.workload.AccountChoice;
import io.suuupra.bench.workload.MixedIds;
import io.suuupra.bench.workload.Popularity;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Posts single transfers over REST in a closed loop: on each of its connections the next request leaves when the answer
 * to the one before it is complete. One thread for all connections, so that the rig leaves the cores to the node.
 */
final class RestLoop implements Callable<Void>
{
    private static final int SELECT_MS = 100;
    private static final int READ_BYTES = 16 * 1024;
    private static final long ANSWER_NS = 10 * Pace.SECOND_NS;

    private final InetSocketAddress address;
    private final int connections;
    private final Pace pace;
    private final Tally tally;
    private final RigClock clock;
    private final List<RestRequest> requests;
    private final MixedIds accountIds;
    private final MixedIds transferIds;
    private final AccountChoice choice;
    private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
    private long number;
    private int waiting;

    /** One connection. */
    private static final class Lane
    {
        private final SocketChannel channel;
        private final RestRequest request;
        private final RestResponse response = new RestResponse();
        private long sentNs;

        Lane(final SocketChannel channel, final RestRequest request)
        {
            this.channel = channel;
            this.request = request;
        }
    }

    /**
     * @param address     of the node.
     * @param requests    to be sent again and again; connections have them in turn.
     * @param connections 1 or more.
     * @param accounts    that exist.
     * @param seed        that their ids come from.
     * @param pace        of the run.
     * @param tally       that counts.
     * @param clock       of the run.
     */
    RestLoop(
        final InetSocketAddress address,
        final List<RestRequest> requests,
        final int connections,
        final int accounts,
        final long seed,
        final Pace pace,
        final Tally tally,
        final RigClock clock)
    {
        this.address = address;
        this.requests = List.copyOf(requests);
        this.connections = connections;
        this.pace = pace;
        this.tally = tally;
        this.clock = clock;
        accountIds = TransferSource.accountIds(seed);
        transferIds = new MixedIds(seed + 1);
        choice = new AccountChoice(Popularity.uniform(accounts), seed + 2);
    }

    @Override
    public Void call() throws IOException
    {
        final List<Lane> lanes = new ArrayList<>();
        try (Selector selector = Selector.open())
        {
            for (int i = 0; i < connections; i++)
            {
                final SocketChannel channel = SocketChannel.open(address);
                final Lane lane = new Lane(channel, requests.get(i % requests.size()));
                lanes.add(lane);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, lane);
            }
            for (final Lane lane : lanes)
            {
                send(lane);
            }
            final long giveUpNs = pace.endNs() + ANSWER_NS;
            while (waiting > 0)
            {
                selector.select(key -> readUnchecked((Lane)key.attachment()), SELECT_MS);
                if (clock.nowNs() - giveUpNs > 0)
                {
                    tally.failed(waiting, Sender.UNANSWERED);
                    return null;
                }
            }
            return null;
        }
        catch (final LaneFailure failure)
        {
            throw failure.why;
        }
        finally
        {
            for (final Lane lane : lanes)
            {
                lane.channel.close();
            }
        }
    }

    /** Carries an exception out of the selector. */
    private static final class LaneFailure extends RuntimeException
    {
        private static final long serialVersionUID = 1L;

        private final transient IOException why;

        LaneFailure(final IOException why)
        {
            super(why);
            this.why = why;
        }
    }

    private void readUnchecked(final Lane lane)
    {
        try
        {
            read(lane);
        }
        catch (final IOException failure)
        {
            throw new LaneFailure(failure);
        }
    }

    private void read(final Lane lane) throws IOException
    {
        in.clear();
        if (lane.channel.read(in) < 0)
        {
            throw new IOException("the node ended a connection");
        }
        if (!lane.response.add(in.flip()))
        {
            return;
        }
        final long nowNs = clock.nowNs();
        waiting--;
        if (lane.response.isCreated())
        {
            tally.answered(lane.sentNs, nowNs, 1);
        }
        else
        {
            tally.failed(1, lane.response.text());
        }
        if (!pace.isOver(number, nowNs))
        {
            send(lane);
        }
    }

    private void send(final Lane lane) throws IOException
    {
        lane.response.clear();
        final int debit = choice.next();
        final int credit = choice.nextBut(debit);
        final ByteBuffer bytes = lane.request.with(
            transferIds.high(number), transferIds.low(number),
            accountIds.high(debit), accountIds.low(debit),
            accountIds.high(credit), accountIds.low(credit));
        number++;
        lane.sentNs = clock.nowNs();
        tally.sent(lane.sentNs, lane.sentNs, 1);
        // Nothing of the request before is still in the socket: it was answered. So there is room for this one.
        if (lane.channel.write(bytes) < bytes.limit())
        {
            throw new IOException("a socket has no room for one request");
        }
        waiting++;
    }
}
