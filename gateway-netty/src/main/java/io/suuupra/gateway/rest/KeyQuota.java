package io.suuupra.gateway.rest;

import java.util.concurrent.ConcurrentHashMap;

/**
 * How many requests of each key are under way, so that one key cannot take all connections' worth of the ring. Any
 * thread.
 */
public final class KeyQuota
{
    private final ConcurrentHashMap<Long, Integer> underWay = new ConcurrentHashMap<>();
    private final int max;

    /**
     * @param max requests of one key at a time.
     */
    public KeyQuota(final int max)
    {
        this.max = max;
    }

    /**
     * @param key id.
     * @return true if one more may go; it counts until {@link #give}.
     */
    boolean take(final long key)
    {
        final boolean[] taken = new boolean[1];
        underWay.compute(key, (id, count) ->
        {
            final int before = count == null ? 0 : count;
            taken[0] = before < max;
            return taken[0] ? Integer.valueOf(before + 1) : count;
        });
        return taken[0];
    }

    /**
     * @param key id, of a request that has ended.
     */
    void give(final long key)
    {
        underWay.computeIfPresent(key, (id, count) -> count == 1 ? null : count - 1);
    }
}
