package io.suuupra.bench.workload;

import io.suuupra.codecs.edge.UInt128;

/**
 * Ids of 128 bits that look random: distinct for distinct numbers, the same for the same seed. Counting ids would be
 * too kind to an index.
 *
 * @param seed of this set of ids; sets of different seeds do not meet but by chance.
 */
public record MixedIds(long seed)
{
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long HALVES_APART = 0xD1B54A32D192ED03L;

    /**
     * @param number of an id, any.
     * @return its lower half. The map is one to one, so two numbers never give the same.
     */
    public long low(final long number)
    {
        return mix(number * GOLDEN + seed);
    }

    /**
     * @param number of an id, any.
     * @return its upper half, never 0 and never all ones, so that the id is a valid one.
     */
    public long high(final long number)
    {
        return mix(number ^ seed * HALVES_APART) >>> 1 | 1;
    }

    /**
     * @param number of an id, any.
     * @return the id.
     */
    public UInt128 id(final long number)
    {
        return new UInt128(high(number), low(number));
    }

    /** Spreads every bit over all bits: two rounds of shift and multiplication, each of which can be undone. */
    static long mix(final long word)
    {
        long x = (word ^ word >>> 30) * 0xBF58476D1CE4E5B9L;
        x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
        return x ^ x >>> 31;
    }
}
