package io.suuupra.engine.ledger;

/**
 * Two hashes of 128 bits over the same words: the <em>state</em> hash takes every word, the <em>content</em> hash
 * leaves out what the clock assigned, so that two runs of the same input agree on it.
 */
public final class StateHash
{
    private static final long SEED_LOW = 0x243F6A8885A308D3L;
    private static final long SEED_HIGH = 0x13198A2E03707344L;

    private long stateLow = SEED_LOW;
    private long stateHigh = SEED_HIGH;
    private long contentLow = SEED_LOW;
    private long contentHigh = SEED_HIGH;

    /**
     * @param word that both hashes take.
     */
    public void content(final long word)
    {
        state(word);
        contentLow = Hashing.mix(contentLow, word);
        contentHigh = Hashing.mix(contentHigh, word ^ contentLow);
    }

    /**
     * @param word that only the state hash takes.
     */
    public void state(final long word)
    {
        stateLow = Hashing.mix(stateLow, word);
        stateHigh = Hashing.mix(stateHigh, word ^ stateLow);
    }

    /**
     * @param timestamp in ns.
     * @param given     true if the user gave it, false if the clock did.
     */
    public void timestamp(final long timestamp, final boolean given)
    {
        if (given)
        {
            content(timestamp);
        }
        else
        {
            state(timestamp);
        }
    }

    void reset(final long stateLow, final long stateHigh, final long contentLow, final long contentHigh)
    {
        this.stateLow = stateLow;
        this.stateHigh = stateHigh;
        this.contentLow = contentLow;
        this.contentHigh = contentHigh;
    }

    /** @return lower half of the state hash. */
    public long stateLow()
    {
        return stateLow;
    }

    /** @return upper half of the state hash. */
    public long stateHigh()
    {
        return stateHigh;
    }

    /** @return lower half of the content hash. */
    public long contentLow()
    {
        return contentLow;
    }

    /** @return upper half of the content hash. */
    public long contentHigh()
    {
        return contentHigh;
    }
}
