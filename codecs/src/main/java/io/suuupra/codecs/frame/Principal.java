package io.suuupra.codecs.frame;

/**
 * On whose behalf a command runs. It stands in every journaled frame.
 *
 * @param key       id of the API key; 0 = the node itself.
 * @param tenant    the key's tenant; 0 = the only one.
 * @param scopes    bits of {@code Scopes}.
 * @param ledgerMin first ledger that the key sees, unsigned.
 * @param ledgerMax last ledger that the key sees, unsigned.
 */
public record Principal(long key, int tenant, int scopes, int ledgerMin, int ledgerMax)
{
    /** Scope bit: reads. */
    public static final int READ = 1 << 0;

    /** Scope bit: accounts and transfers may be created. */
    public static final int POST = 1 << 1;

    /** Scope bit: clock, state, keys. */
    public static final int ADMIN = 1 << 2;

    /** The node itself: all scopes, all ledgers. */
    public static final Principal NODE = new Principal(0, 0, READ | POST | ADMIN, 0, -1);

    /**
     * @param scope one of the bits above.
     * @return true if the key holds it.
     */
    public boolean may(final int scope)
    {
        return (scopes & scope) == scope;
    }

    /**
     * @param ledger unsigned number of a ledger.
     * @return true if the key sees it.
     */
    public boolean sees(final int ledger)
    {
        return sees(ledger, ledgerMin, ledgerMax);
    }

    /**
     * @param ledger    unsigned number of a ledger.
     * @param ledgerMin first ledger in scope.
     * @param ledgerMax last ledger in scope.
     * @return true if the ledger lies between the two, both included.
     */
    public static boolean sees(final int ledger, final int ledgerMin, final int ledgerMax)
    {
        return Integer.compareUnsigned(ledger, ledgerMin) >= 0 && Integer.compareUnsigned(ledger, ledgerMax) <= 0;
    }
}
