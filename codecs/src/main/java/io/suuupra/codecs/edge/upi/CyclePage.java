package io.suuupra.codecs.edge.upi;

import java.util.List;

/**
 * Some of the payments of a cycle. Immutable.
 *
 * @param next     what the next page is asked for with; 0 = this is the last one.
 * @param payments in the order in which they were posted; may be empty where more follow.
 */
public record CyclePage(long next, List<CyclePayment> payments)
{
    /** Copies the list. */
    public CyclePage
    {
        payments = List.copyOf(payments);
    }
}
