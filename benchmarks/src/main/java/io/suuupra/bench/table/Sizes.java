package io.suuupra.bench.table;

/**
 * How much each row does.
 *
 * @param warmup       seconds before the measured time.
 * @param seconds      of rows that last a time.
 * @param sustained    seconds of the row that sustains its load.
 * @param volume       transfers of rows that last until so many were created.
 * @param accounts     of most rows.
 * @param manyAccounts of the row with many of them.
 * @param stored       transfers that lie in the store before that row begins to count.
 * @param restarted    transfers in the snapshot of the node that is started again; a hundredth of them are behind it.
 */
record Sizes(
    int warmup, int seconds, int sustained, long volume, int accounts, int manyAccounts, long stored, long restarted)
{
    /** The table as it is meant. */
    static final Sizes FULL = new Sizes(20, 20, 60, 10_000_000, 10_000, 1_000_000, 50_000_000, 100_000_000);

    /** A look whether everything runs. */
    static final Sizes QUICK = new Sizes(1, 2, 2, 300_000, 10_000, 20_000, 200_000, 400_000);

    /**
     * @param transfers that lie in the store before the row with many accounts begins to count.
     * @return the same with that many.
     */
    Sizes withStored(final long transfers)
    {
        return new Sizes(warmup, seconds, sustained, volume, accounts, manyAccounts, transfers, restarted);
    }
}
