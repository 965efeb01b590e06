package io.suuupra.tools.importer;

import io.suuupra.codecs.edge.UInt128;

import java.util.List;

/**
 * How the ledger compares with what the file prints, account by account and day by day.
 *
 * @param accounts that the file prints balances of.
 * @param days     account-days compared.
 * @param breaks   those that differ by more than is tolerated, by account and day.
 */
public record Reconciliation(long accounts, long days, List<Break> breaks)
{
    /**
     * An account-day that does not agree.
     *
     * @param account   in the ledger.
     * @param label     of the account in the file.
     * @param day       as the transfers carry it.
     * @param opening   minor units: the day's printed close before, or the opening of the account.
     * @param movements of the ledger on that day.
     * @param sum       minor units: of these movements.
     * @param computed  minor units: opening and movements.
     * @param printed   minor units: the printed balance nearest to it; null if the file prints none for that day.
     */
    public record Break(
        UInt128 account, String label, long day, long opening, long movements, long sum, long computed, Long printed)
    {
    }

    /**
     * @return account-days that agree.
     */
    public long agreed()
    {
        return days - breaks.size();
    }
}
