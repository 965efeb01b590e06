package io.suuupra.bench.load;

import io.suuupra.bench.workload.Popularity;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.generated.CreateTransferStatus;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The sender against a node and a clock that do as they are told. */
final class SenderTest
{
    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;
    private static final long ANSWER_NS = 100 * MS;
    private static final int RATE = 1_000;

    private final HandClock clock = new HandClock();

    @Test
    void shouldShowAStallInTheLatencyOfEveryRequestThatFellIntoIt() throws Exception
    {
        // Answers at once, but for half a second in which the node takes nothing: a quarter of the 2 s.
        final StallingNode node = new StallingNode(500 * MS, SECOND);
        final LoadFigures figures = run(openLoop(0, 2 * SECOND, 1), node, 1_000, 10 * SECOND);

        assertEquals(2_000, figures.asked());
        assertEquals(2_000, figures.created());
        assertTrue(figures.isClean());
        assertEquals(2_000, figures.latency().count());
        // Requests meant for the stall wait 500, 499, 498... ms: 15 % of all wait longer than 200 ms, 10 % longer than
        // 300 ms.
        assertEquals(0, figures.latency().p50() / MS);
        assertEquals(300.0, (double)figures.latency().p90() / MS, 5.0);
        assertEquals(480.0, (double)figures.latency().p99() / MS, 5.0);
        assertEquals(500.0, (double)figures.latency().max() / MS, 5.0);
        assertEquals(300.0, (double)figures.lateness().p90() / MS, 5.0);
    }

    @Test
    void shouldKeepToTheScheduleWhileAnswersAreLate() throws Exception
    {
        final SilentNode node = new SilentNode();
        final Tally tally = new Tally(openLoop(0, SECOND, 1));
        sender(openLoop(0, SECOND, 1), node, tally, 2_000, new Sender.Lane(0, 1, 1), 10 * SECOND).call();

        assertEquals(RATE, node.sentNs.size());
        for (int request = 0; request < RATE; request++)
        {
            assertEquals(request * MS, node.sentNs.get(request));
        }
        final LoadFigures figures = tally.figures();
        assertEquals(Map.of(Sender.UNANSWERED, 1_000L), figures.failed());
        assertFalse(figures.isClean());
    }

    @Test
    void shouldCountWhatWasNeverSentWithTheTimeThatItWaited() throws Exception
    {
        // From 1 s on the node takes nothing for 30 s: the rig gives up 10 s after the end of the schedule.
        final LoadFigures figures =
            run(openLoop(0, 2 * SECOND, 1), new StallingNode(30 * SECOND, SECOND), 1_000, 10 * SECOND);

        assertEquals(2_000, figures.asked());
        assertEquals(1_001, figures.created());
        assertEquals(999, figures.unsent());
        assertFalse(figures.isClean());
        assertEquals(2_000, figures.latency().count());
        assertTrue(figures.latency().p90() > 29 * SECOND, "those that were never sent have waited for most of 30 s");
    }

    @Test
    void shouldLeaveTheWarmUpOutOfTheFigures() throws Exception
    {
        final LoadFigures figures =
            run(openLoop(SECOND, 2 * SECOND, 1), new StallingNode(400 * MS, 200 * MS), 1_000, 10 * SECOND);

        assertEquals(2_000, figures.asked());
        assertEquals(2_000, figures.latency().count());
        assertEquals(0, figures.latency().max() / MS, "the stall was over before the measured time began");
        assertEquals(1_000.0, figures.perSecond(), 1.0);
    }

    @Test
    void shouldHoldBackRequestsWhenTooManyAreUnansweredAndCountTheWait() throws Exception
    {
        final Pace pace = openLoop(0, SECOND, 1);
        final Tally tally = new Tally(pace);
        final SilentNode node = new SilentNode();
        sender(pace, node, tally, 10, new Sender.Lane(0, 1, 1), 10 * MS).call();

        final LoadFigures figures = tally.figures();
        assertEquals(10, node.sentNs.size());
        assertEquals(1, figures.heldBack());
        assertEquals(990, figures.unsent());
        assertEquals(Map.of(Sender.UNANSWERED, 10L), figures.failed());
    }

    @Test
    void shouldCountRefusalsByStatusAndFailuresByReason() throws Exception
    {
        final Target node = (transfers, answer) ->
        {
            final long number = transfers.getFirst().amount();
            if (number % 10 == 1)
            {
                answer.accept(null, new IllegalStateException("broken"));
            }
            else
            {
                answer.accept(List.of(new CreateResult<>(1,
                    number % 10 == 2 ? CreateTransferStatus.EXISTS : CreateTransferStatus.CREATED)), null);
            }
        };
        final LoadFigures figures = run(openLoop(0, SECOND, 1), node, 10, SECOND);

        assertEquals(Map.of("exists", 100L), figures.refused());
        assertEquals(Map.of("IllegalStateException: broken", 100L), figures.failed());
        assertEquals(800, figures.created());
        assertEquals(1_000, figures.asked());
        assertEquals(900, figures.latency().count());
    }

    @Test
    void shouldShareTheRequestsAmongConnectionsWithoutUsingAnIdTwice() throws Exception
    {
        final Pace pace = openLoop(0, SECOND, 10);
        final Tally tally = new Tally(pace);
        final HashSet<Object> ids = new HashSet<>();
        final Target node = (transfers, answer) ->
        {
            transfers.forEach(transfer -> assertTrue(ids.add(transfer.id()), "an id was used twice"));
            answer.accept(created(transfers), null);
        };
        for (int connection = 0; connection < 3; connection++)
        {
            sender(pace, node, tally, 100, new Sender.Lane(connection, 3, 10), SECOND).call();
            clock.nowNs = 0;
        }
        assertEquals(1_000, ids.size());
        assertEquals(1_000, tally.figures().created());
        assertEquals(100, tally.figures().latency().count());
    }

    @Test
    void shouldSendAsManyAsAreAnsweredWhenItSaturates() throws Exception
    {
        // Each request takes the node 10 ms, one after the other.
        final Target node = (transfers, answer) ->
        {
            clock.nowNs += 10 * MS;
            answer.accept(created(transfers), null);
        };
        final Pace pace = new Pace.Saturation(0, SECOND, 2 * SECOND);
        final LoadFigures figures = run(pace, node, 4, SECOND);

        assertEquals(100.0, figures.perSecond(), 1.0);
        assertEquals(10.0, (double)figures.latency().p50() / MS, 0.1);
        assertTrue(figures.isClean());
    }

    private LoadFigures run(
        final Pace pace, final Target target, final int inFlightMax, final long lateNs) throws Exception
    {
        final Tally tally = new Tally(pace);
        sender(pace, target, tally, inFlightMax, new Sender.Lane(0, 1, 1), lateNs).call();
        return tally.figures();
    }

    private Sender sender(
        final Pace pace,
        final Target target,
        final Tally tally,
        final int inFlightMax,
        final Sender.Lane lane,
        final long lateNs)
    {
        final TransferSource source = new TransferSource(
            Popularity.uniform(10), 1, lane.connection(), lane.batch(), false);
        return new Sender(pace, target, source, tally, clock, lane, new Sender.Bounds(inFlightMax, lateNs, ANSWER_NS));
    }

    private static Pace openLoop(final long warmupNs, final long countNs, final int batch)
    {
        return new Pace.OpenLoop(0, RATE, batch, warmupNs, countNs);
    }

    private static List<CreateResult<CreateTransferStatus>> created(final List<Transfer> transfers)
    {
        return transfers.stream().map(transfer -> new CreateResult<>(1, CreateTransferStatus.CREATED)).toList();
    }

    /** Stands still but for who moves it. */
    private static final class HandClock implements RigClock
    {
        private long nowNs;

        @Override
        public long nowNs()
        {
            return nowNs;
        }

        @Override
        public void await(final long timeNs)
        {
            nowNs = Math.max(nowNs, timeNs);
        }
    }

    /** Takes no request during its one stall: the sender stands still as it would on a full socket. */
    private final class StallingNode implements Target
    {
        private final long stallNs;
        private final long fromNs;
        private boolean stalled;

        StallingNode(final long stallNs, final long fromNs)
        {
            this.stallNs = stallNs;
            this.fromNs = fromNs;
        }

        @Override
        public void send(
            final List<Transfer> transfers,
            final BiConsumer<List<CreateResult<CreateTransferStatus>>, Throwable> answer)
        {
            if (!stalled && clock.nowNs >= fromNs)
            {
                stalled = true;
                clock.nowNs += stallNs;
            }
            answer.accept(created(transfers), null);
        }
    }

    /** Takes everything and answers nothing. */
    private final class SilentNode implements Target
    {
        private final List<Long> sentNs = new ArrayList<>();

        @Override
        public void send(
            final List<Transfer> transfers,
            final BiConsumer<List<CreateResult<CreateTransferStatus>>, Throwable> answer)
        {
            sentNs.add(clock.nowNs);
        }
    }
}
