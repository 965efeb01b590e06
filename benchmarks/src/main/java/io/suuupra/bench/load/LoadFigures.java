package io.suuupra.bench.load;

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
 */
record LoadFigures(
    long asked,
    long created,
    long inTime,
    long measuredNs,
    Percentiles latency,
    Percentiles lateness,
    Map<String, Long> refused,
    Map<String, Long> failed,
    long unsent,
    long heldBack)
{
    /** @return transfers a second. */
    double perSecond()
    {
        return (double)inTime * Pace.SECOND_NS / measuredNs;
    }

    /** @return true if every transfer was created. */
    boolean isClean()
    {
        return refused.isEmpty() && failed.isEmpty() && unsent == 0;
    }
}
