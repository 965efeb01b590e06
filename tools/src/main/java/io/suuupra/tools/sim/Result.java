package io.suuupra.tools.sim;

import java.util.Map;

/**
 * What came of a run.
 *
 * @param plan         of the run.
 * @param violation    what was wrong; null = nothing.
 * @param simulatedNs  time that passed in it.
 * @param steps        things that happened one after the other.
 * @param trace        a number that tells runs apart: equal for equal runs.
 * @param commands     in the journal at its end.
 * @param events       accounts and transfers in them.
 * @param acknowledged answers to commands.
 * @param starts       of the node.
 * @param halts        of the node.
 * @param images       of losses of power that a node was started on besides.
 * @param faults       that happened, by kind.
 */
record Result(
    Plan plan,
    String violation,
    long simulatedNs,
    long steps,
    long trace,
    long commands,
    long events,
    long acknowledged,
    int starts,
    int halts,
    int images,
    Map<Fault.Kind, Integer> faults)
{
}
