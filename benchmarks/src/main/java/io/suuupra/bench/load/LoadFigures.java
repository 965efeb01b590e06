package io.suuupra.bench.load;

import java.util.Locale;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param asked      transfers that were to be sent in the measured time.
 * @param created    of those, the ones that were created; of a closed loop, the ones created in the measured time.
 * @param inTime     transfers created over {@code measuredNs}, whenever they were asked for.
 * @param measuredNs from the end of the warm-up to the end of the schedule, or to the last answer if that is later.
 * @param latency    from the intended start of a request to its answer; requests that failed have none.
 * @param lateness   from the intended start to the sending: the rig's own share of the latency, and the wait of those
 *                   held back.
 * @param refused    transfers by the status that is not {@code created}, warm-up included.
 * @param failed     transfers without an answer by the reason, warm-up included.
 * @param unsent     transfers that were never sent, warm-up included.
 * @param heldBack   requests that waited because too many others had no answer yet, warm-up included.
 * @param ever       transfers created, warm-up included.
 * @param trace      of the measured time.
 */
public record LoadFigures(
    long asked,
    long created,
    long inTime,
    long measuredNs,
    Percentiles latency,
    Percentiles lateness,
    Map<String, Long> refused,
    Map<String, Long> failed,
    long unsent,
    long heldBack,
    long ever,
    Trace trace)
{
    /** @return transfers a second. */
    public double perSecond()
    {
        return (double)inTime * Pace.SECOND_NS / measuredNs;
    }

    /** @return true if every transfer was created. */
    public boolean isClean()
    {
        return refused.isEmpty() && failed.isEmpty() && unsent == 0;
    }

    /** @return how many transfers were refused, failed or never sent, and why; one line. */
    public String errors()
    {
        if (isClean())
        {
            return "none: every transfer was created";
        }
        final StringBuilder text = new StringBuilder();
        refused.forEach((status, count) -> part(text, count, "refused: " + status));
        failed.forEach((reason, count) -> part(text, count, "failed: " + reason));
        if (unsent > 0)
        {
            part(text, unsent, "never sent: " +
                (heldBack > 0 ? "the node did not keep up" : "the rig did not keep up"));
        }
        return text.toString();
    }

    private static void part(final StringBuilder text, final long count, final String what)
    {
        text.append(text.isEmpty() ? "" : "; ").append(String.format(Locale.ROOT, "%,d %s", count, what));
    }
}
