package io.suuupra.engine.ledger;

/**
 * Mixing of 64-bit words: for the index, and for the state hash. It guards against accident, not against an attacker.
 */
public final class Hashing
{
    private static final long K0 = 0x9E3779B97F4A7C15L;
    private static final long K1 = 0xC2B2AE3D27D4EB4FL;

    private Hashing()
    {
    }

    /**
     * @param hash so far.
     * @param word to add.
     * @return the hash with the word.
     */
    public static long mix(final long hash, final long word)
    {
        final long x = (hash ^ word) * K0;
        return Long.rotateLeft(x ^ (x >>> 32), 27) * K1;
    }

    /**
     * @param low  lower half of an id.
     * @param high upper half of an id.
     * @return a hash with every bit depending on every bit.
     */
    public static long ofId(final long low, final long high)
    {
        long x = (low ^ Long.rotateLeft(high * K1, 31)) * K0;
        x ^= x >>> 32;
        x = (x + high) * K1;
        x ^= x >>> 29;
        x *= K0;
        return x ^ (x >>> 32);
    }
}
