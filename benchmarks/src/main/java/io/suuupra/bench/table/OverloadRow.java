package io.suuupra.bench.table;

import io.suuupra.bench.load.OverloadRun;

import java.io.IOException;
import java.util.Locale;

/** The row about more load than a node can take. */
final class OverloadRow
{
    private static final double NS_PER_MS = 1_000_000;
    private static final double PERCENT = 100;
    private static final long PER_SECOND_MAX = 1_200_000;
    private static final double[] TIMES = {0.5, 1, 2, 5};
    private static final Metric[] GOODPUT =
        {Metric.GOODPUT_HALF, Metric.GOODPUT_ONE, Metric.GOODPUT_TWO, Metric.GOODPUT_FIVE};

    private OverloadRow()
    {
    }

    static Outcome run(final Bench bench) throws IOException, InterruptedException
    {
        final Sizes sizes = bench.sizes();
        // Five phases, and each is to take no more of the disk than it must.
        final int seconds = Math.max(1, sizes.seconds() / 2);
        final int warmup = Math.max(1, sizes.warmup() / 5);
        final String noRoom = bench.noRoomFor(PER_SECOND_MAX * (sizes.warmup() + 5 * seconds + 4 * warmup));
        if (noRoom != null)
        {
            return Outcome.notMeasured(noRoom);
        }
        return bench.onNode(node ->
        {
            try (OverloadRun run = new OverloadRun(node.options(), sizes.accounts(), bench.seed(), OverloadRun.BATCH))
            {
                bench.say("one frame at a time on each connection");
                final OverloadRun.Phase peak = run.saturate(1, sizes.warmup(), seconds);
                final Outcome outcome = new Outcome().put(Metric.PEAK, peak.load().perSecond());
                error(outcome, peak);
                for (int i = 0; i < TIMES.length; i++)
                {
                    final long rate = Math.round(TIMES[i] * peak.load().perSecond());
                    bench.say(String.format(Locale.ROOT, "%.1f times that: %,d transfers/s", TIMES[i], rate));
                    final OverloadRun.Phase phase = run.atRate(rate, warmup, seconds);
                    tell(outcome, TIMES[i], phase);
                    outcome.put(GOODPUT[i], PERCENT * phase.load().perSecond() / peak.load().perSecond());
                    node.check();
                }
                return outcome.figures().containsKey(Metric.BUSY_P99) ? outcome :
                    outcome.note("no frame was refused as BUSY, so there is no latency of refusals");
            }
        });
    }

    private static void tell(final Outcome outcome, final double times, final OverloadRun.Phase phase)
    {
        error(outcome, phase);
        outcome.note(String.format(Locale.ROOT,
            "%.1fx: latency p50 %.1f, p99 %.1f ms; of %,d frames sent %,d BUSY; %,d not sent, no connection had room",
            times, phase.load().latency().p50() / NS_PER_MS, phase.load().latency().p99() / NS_PER_MS,
            phase.load().asked() / OverloadRun.BATCH, phase.busy(), phase.unsent()));
        outcome.figures().merge(Metric.BUSY, (double)phase.busy(), Double::sum);
        if (phase.busy() > 0)
        {
            outcome.figures().merge(Metric.BUSY_P99, phase.times().p99() / NS_PER_MS, Math::max);
        }
        if (times == 2)
        {
            outcome.trace(phase.load().trace());
        }
    }

    private static void error(final Outcome outcome, final OverloadRun.Phase phase)
    {
        if (!phase.load().failed().isEmpty())
        {
            outcome.error(phase.load().errors());
        }
    }
}
