package io.suuupra.engine.payments;

import io.suuupra.codecs.frame.Principal;

/** On whose behalf a command runs, as its frame says. Used again and again. */
public final class Caller
{
    private long key;
    private int scopes;
    private int ledgerMin;
    private int ledgerMax;

    /**
     * @param principalKey   id of the API key; 0 = the node itself.
     * @param principalScopes bits of {@code Scopes}.
     * @param first          ledger that the key sees, unsigned.
     * @param last           ledger that the key sees, unsigned.
     * @return this.
     */
    public Caller of(final long principalKey, final int principalScopes, final int first, final int last)
    {
        key = principalKey;
        scopes = principalScopes;
        ledgerMin = first;
        ledgerMax = last;
        return this;
    }

    long key()
    {
        return key;
    }

    int scopes()
    {
        return scopes;
    }

    boolean sees(final int ledger)
    {
        return Principal.sees(ledger, ledgerMin, ledgerMax);
    }
}
