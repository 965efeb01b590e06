package io.suuupra.bench.load;

import io.suuupra.bench.workload.AccountChoice;
import io.suuupra.bench.workload.MixedIds;
import io.suuupra.bench.workload.Popularity;
import io.suuupra.client.ClientOptions;
import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.generated.CreateTransfersReplyDecoder;
import io.suuupra.codecs.generated.CreateTransfersReplyDecoder.ResultsDecoder;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.FailureDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Puts more on a node than it can take: frames that were encoded before, on many connections, at a rate that waits for
 * nothing. A frame for which no connection has room in its socket, or in what the node lets it have under way, is not
 * sent, as if its caller had gone away; a frame
 * that the node refuses because it is busy is not sent again. Confined to one thread.
 */
public final class OverloadRun implements AutoCloseable
{
    /** Transfers of a frame where nothing else is asked for. */
    public static final int BATCH = 1_000;

    /** Connections: more than the node's buffer has room for, each with all that it may have under way. */
    public static final int CONNECTIONS = 16;

    // More than a node lets a connection have under way.
    private static final int UNANSWERED_MAX = 1 << 14;
    private static final long ANSWER_NS = 30 * Pace.SECOND_NS;
    private static final long SELECT_MAX_MS = 100;
    private static final int DIGITS = 3;

    private final int batch;
    private final MixedIds transferIds;
    private final RigClock clock = RigClock.SYSTEM;
    private final Selector selector;
    private final List<Lane> lanes = new ArrayList<>();
    private long frames;
    private int nextLane;

    // Of the phase that runs.
    private Pace pace;
    private Tally tally;
    private Histogram busyLatency;
    private long busy;
    private long unsent;
    private int waiting;

    /**
     * What a phase came to.
     *
     * @param load   what was created, with its latency from the intended start of each frame.
     * @param busy   frames that the node refused because it was busy, in the measured time.
     * @param times  of these refusals, from the intended start of each frame.
     * @param unsent frames in the measured time for which no connection had room.
     */
    public record Phase(LoadFigures load, long busy, Percentiles times, long unsent)
    {
    }

    /** One connection with its frame and what it waits for. */
    private final class Lane
    {
        private final RawConnection connection;
        private final FramePattern frame;
        private final int framesMax;
        private final long[] intendedNs = new long[UNANSWERED_MAX];
        private long request;
        private int unanswered;
        private boolean isBusy;

        Lane(final RawConnection connection, final FramePattern frame)
        {
            this.connection = connection;
            this.frame = frame;
            framesMax = Math.min(UNANSWERED_MAX, connection.framesMax(frame.length()));
        }

        boolean hasRoom()
        {
            return connection.isFree() && unanswered < framesMax;
        }

        void send(final long intended) throws IOException
        {
            request++;
            intendedNs[(int)(request & UNANSWERED_MAX - 1)] = intended;
            unanswered++;
            waiting++;
            connection.send(frame.with(request, transferIds, frames++ * batch), isBusy);
            isBusy = false;
        }

        void onMessage(final long number, final DirectBuffer buffer, final int offset) throws IOException
        {
            final int templateId = RawConnection.templateId(buffer, offset);
            if (number == 0)
            {
                // A heartbeat: it asks for nothing.
                return;
            }
            unanswered--;
            waiting--;
            final long nowNs = clock.nowNs();
            final long intended = intendedNs[(int)(number & UNANSWERED_MAX - 1)];
            if (templateId == CreateTransfersReplyDecoder.TEMPLATE_ID)
            {
                onResults(intended, nowNs, buffer, offset);
            }
            else if (templateId == FailureDecoder.TEMPLATE_ID)
            {
                onFailure(intended, nowNs, buffer, offset);
            }
            else
            {
                throw new IOException("the node answered with message " + templateId);
            }
        }

        private void onFailure(
            final long intended, final long nowNs, final DirectBuffer buffer, final int offset)
        {
            final FailureCode code =
                new FailureDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder()).code();
            if (code != FailureCode.BUSY)
            {
                tally.failed(batch, code.name().toLowerCase(Locale.ROOT));
                return;
            }
            isBusy = true;
            if (pace.isMeasured(intended, nowNs))
            {
                busy++;
                busyLatency.recordValue(Math.max(0, nowNs - intended));
            }
        }
    }

    /**
     * Connects, and creates the accounts.
     *
     * @param options  how to reach the node.
     * @param accounts 2 or more.
     * @param seed     of ids and accounts.
     * @param batch    transfers of a frame, 1 or more.
     * @throws IOException if the node does not do it.
     */
    public OverloadRun(final ClientOptions options, final int accounts, final long seed, final int batch)
        throws IOException
    {
        this.batch = batch;
        try (SuuupraClient client = SuuupraClient.connect(options))
        {
            LoadRun.createAccounts(client, seed, accounts);
        }
        transferIds = new MixedIds(seed + 1);
        final AccountChoice choice = new AccountChoice(Popularity.uniform(accounts), seed + 2);
        selector = Selector.open();
        boolean opened = false;
        try
        {
            for (int i = 0; i < CONNECTIONS; i++)
            {
                final RawConnection connection =
                    RawConnection.open(new InetSocketAddress(options.host(), options.port()), options.key());
                final Lane lane =
                    new Lane(connection, new FramePattern(batch, TransferSource.accountIds(seed), choice));
                lanes.add(lane);
                connection.channel().register(selector, SelectionKey.OP_READ, lane);
            }
            opened = true;
        }
        finally
        {
            if (!opened)
            {
                close();
            }
        }
    }

    /**
     * Some frames at a time on each connection, the next when one is answered: what the node can take.
     *
     * @param inFlight frames of a connection without an answer, at least one.
     * @param warmup   seconds that do not count.
     * @param seconds  that count.
     * @return what it came to.
     * @throws IOException if the node is lost.
     */
    public Phase saturate(final int inFlight, final int warmup, final int seconds) throws IOException
    {
        begin(new Pace.Saturation(clock.nowNs(), warmup * Pace.SECOND_NS, seconds * Pace.SECOND_NS));
        while (!pace.isOver(0, clock.nowNs()))
        {
            for (final Lane lane : lanes)
            {
                while (lane.unanswered < inFlight && lane.hasRoom())
                {
                    final long nowNs = clock.nowNs();
                    tally.sent(nowNs, nowNs, batch);
                    lane.send(nowNs);
                }
            }
            turn(SELECT_MAX_MS);
        }
        return end();
    }

    /**
     * Frames at a constant rate.
     *
     * @param rate    transfers a second, at least one frame.
     * @param warmup  seconds that do not count.
     * @param seconds that count.
     * @return what it came to.
     * @throws IOException if the node is lost.
     */
    public Phase atRate(final long rate, final int warmup, final int seconds) throws IOException
    {
        begin(new Pace.OpenLoop(
            clock.nowNs(), Math.max(batch, rate), batch, warmup * Pace.SECOND_NS, seconds * Pace.SECOND_NS));
        long scheduled = 0;
        while (!pace.isOver(scheduled, clock.nowNs()))
        {
            final long intended = pace.intendedNs(scheduled, 0);
            final long untilNs = intended - clock.nowNs();
            if (untilNs > 0)
            {
                turn(TimeUnit.NANOSECONDS.toMillis(untilNs));
                continue;
            }
            offer(intended);
            scheduled++;
            // Answers must not wait for the schedule, which may be far behind.
            turn(0);
        }
        return end();
    }

    private void offer(final long intended) throws IOException
    {
        final long nowNs = clock.nowNs();
        for (int tried = 0; tried < lanes.size(); tried++)
        {
            final Lane lane = lanes.get(nextLane);
            nextLane = (nextLane + 1) % lanes.size();
            if (lane.hasRoom())
            {
                tally.sent(intended, nowNs, batch);
                lane.send(intended);
                return;
            }
        }
        if (pace.isMeasured(intended, nowNs))
        {
            unsent++;
        }
    }

    private void begin(final Pace next)
    {
        pace = next;
        tally = new Tally(next);
        busyLatency = new Histogram(DIGITS);
        busy = 0;
        unsent = 0;
    }

    private Phase end() throws IOException
    {
        final long giveUpNs = clock.nowNs() + ANSWER_NS;
        while (waiting > 0)
        {
            if (clock.nowNs() - giveUpNs > 0)
            {
                throw new IOException("the node left " + waiting + " frames without an answer");
            }
            turn(SELECT_MAX_MS);
        }
        return new Phase(tally.figures(), busy, Percentiles.of(busyLatency), unsent);
    }

    // Waits for what comes, and sends what has room again.
    private void turn(final long maxMs) throws IOException
    {
        for (final Lane lane : lanes)
        {
            final int wanted = lane.connection.isFree() ? SelectionKey.OP_READ :
                SelectionKey.OP_READ | SelectionKey.OP_WRITE;
            final SelectionKey key = lane.connection.channel().keyFor(selector);
            if (key.interestOps() != wanted)
            {
                key.interestOps(wanted);
            }
        }
        if (maxMs > 0)
        {
            selector.select(Math.min(maxMs, SELECT_MAX_MS));
        }
        else
        {
            selector.selectNow();
        }
        for (final SelectionKey key : selector.selectedKeys())
        {
            final Lane lane = (Lane)key.attachment();
            if (key.isWritable())
            {
                lane.connection.flush();
            }
            if (key.isReadable())
            {
                lane.connection.receive(lane::onMessage);
            }
        }
        selector.selectedKeys().clear();
    }

    private void onResults(final long intended, final long nowNs, final DirectBuffer buffer, final int offset)
    {
        final ResultsDecoder results = new CreateTransfersReplyDecoder()
            .wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder()).results();
        int created = 0;
        int others = 0;
        while (results.hasNext())
        {
            if (results.next().statusRaw() == 0)
            {
                created++;
            }
            else
            {
                others++;
            }
        }
        tally.answered(intended, nowNs, created);
        if (others > 0)
        {
            tally.failed(others, "not created");
        }
    }

    @Override
    public void close() throws IOException
    {
        for (final Lane lane : lanes)
        {
            lane.connection.close();
        }
        selector.close();
    }
}
