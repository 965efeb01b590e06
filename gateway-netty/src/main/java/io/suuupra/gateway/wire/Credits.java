package io.suuupra.gateway.wire;

/**
 * The requests of one connection that are with the host, and how much more it may take. A correlation is the request's
 * slot with the count of the slot's uses above it, so that a reply that comes late cannot be taken for another's.
 * Confined to one thread.
 */
final class Credits
{
    private static final long STALE = -1;

    private final long[] requests;
    private final long[] correlations;
    private final int[] charges;
    private final int[] free;
    private final int bytesMax;
    private int freeCount;
    private int bytes;

    Credits(final int requestsMax, final int bytesMax)
    {
        this.bytesMax = bytesMax;
        requests = new long[requestsMax];
        correlations = new long[requestsMax];
        charges = new int[requestsMax];
        free = new int[requestsMax];
        for (int i = 0; i < requestsMax; i++)
        {
            free[i] = requestsMax - 1 - i;
            correlations[i] = i;
        }
        freeCount = requestsMax;
    }

    /**
     * @param charge bytes, at most all that there are.
     * @return true if there is credit for one more such request.
     */
    boolean covers(final int charge)
    {
        return freeCount > 0 && bytes + charge <= bytesMax;
    }

    /**
     * @param request number of it.
     * @param charge  bytes, for which there is credit.
     * @return its correlation.
     */
    long take(final long request, final int charge)
    {
        final int slot = free[--freeCount];
        requests[slot] = request;
        charges[slot] = charge;
        bytes += charge;
        return correlations[slot];
    }

    /**
     * @param correlation of a request.
     * @return true while the request waits for its reply.
     */
    boolean isTaken(final long correlation)
    {
        final int slot = (int)correlation;
        return slot >= 0 && slot < charges.length && correlations[slot] == correlation && charges[slot] != 0;
    }

    /**
     * @param correlation of a request that waits.
     * @return its number.
     */
    long request(final long correlation)
    {
        return requests[(int)correlation];
    }

    /**
     * Gives the credit back.
     *
     * @param correlation of a request that waits.
     */
    void give(final long correlation)
    {
        final int slot = (int)correlation;
        bytes -= charges[slot];
        charges[slot] = 0;
        correlations[slot] += 1L << Integer.SIZE;
        free[freeCount++] = slot;
    }

    /**
     * @return requests that wait.
     */
    int outstanding()
    {
        return requests.length - freeCount;
    }

    /**
     * @return correlation of any request that waits; -1 = none does.
     */
    long any()
    {
        for (int slot = 0; slot < charges.length; slot++)
        {
            if (charges[slot] != 0)
            {
                return correlations[slot];
            }
        }
        return STALE;
    }
}
