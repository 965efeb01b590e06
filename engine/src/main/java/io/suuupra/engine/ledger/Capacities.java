package io.suuupra.engine.ledger;

/**
 * How much fits. It enters as the first journaled command, so every node refuses alike.
 *
 * @param accountsMax  accounts, 1 to 2^31 - 1.
 * @param transfersMax transfers, 1 to 2^39.
 * @param holdsMax     holds, resolved ones included, 1 to 2^39.
 * @param sessionsMax  sessions whose last replies are kept, 1 to 4,096.
 * @param repliesMax   replies kept for each of them, 1 to 1,024.
 */
public record Capacities(long accountsMax, long transfersMax, long holdsMax, int sessionsMax, int repliesMax)
{
    private static final long ROWS_MAX = 1L << 39;
    private static final int SESSIONS_MAX = 4_096;
    private static final int REPLIES_MAX = 1_024;

    /** @return true if every figure is within its range. */
    public boolean areInRange()
    {
        return isWithin(accountsMax, Integer.MAX_VALUE) && isWithin(transfersMax, ROWS_MAX) &&
            isWithin(holdsMax, ROWS_MAX) && isWithin(sessionsMax, SESSIONS_MAX) && isWithin(repliesMax, REPLIES_MAX);
    }

    private static boolean isWithin(final long figure, final long max)
    {
        return figure >= 1 && figure <= max;
    }
}
