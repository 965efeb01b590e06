package io.suuupra.bench.load;

import java.util.Map;

/**
 * What a run came to.
 *
 * @param asked      transfers that were to be sent in the measured time.
 * @param created    of those, or in that time, the ones that were created.
 * @param measuredNs time in which that was done.
 * @param latency    from the intended start of a request to its answer; requests that failed have none.
 * @param lateness   from the intended start to the sending: the rig's own share of the latency.
 * @param refused    transfers by the status that is not {@code created}, warm-up included.
 * @param failed     transfers without an answer by the reason, warm-up included.
 * @param unsent     transfers that were never sent, warm-up included.
 */
record LoadFigures(
    long asked,
    long created,
    long measuredNs,
    Percentiles latency,
    Percentiles lateness,
    Map<String, Long> refused,
    Map<String, Long> failed,
    long unsent)
{
    /** @return transfers a second. */
    double perSecond()
    {
        return (double)created * Pace.SECOND_NS / measuredNs;
    }

    /** @return true if every transfer was created. */
    boolean isClean()
    {
        return refused.isEmpty() && failed.isEmpty() && unsent == 0;
    }
}
