package io.suuupra.tools.mapping;

import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;

/**
 * What the file prints about balances, and how the ledger is held against it, account by account and day by day.
 */
public final class ReconcileRule
{
    private final Condition when;
    private final Field account;
    private final Expression label;
    private final Expression day;
    private final Expression balance;
    private final DayField dayField;
    private final boolean creditsGrow;
    private final long opening;
    private final long tolerancePerMovement;
    private final int scale;

    ReconcileRule(
        final Condition when,
        final Field account,
        final Expression label,
        final Expression day,
        final Expression balance,
        final DayField dayField,
        final boolean creditsGrow,
        final long opening,
        final long tolerancePerMovement,
        final int scale)
    {
        this.when = when;
        this.account = account;
        this.label = label;
        this.day = day;
        this.balance = balance;
        this.dayField = dayField;
        this.creditsGrow = creditsGrow;
        this.opening = opening;
        this.tolerancePerMovement = tolerancePerMovement;
        this.scale = scale;
    }

    /** The field of a transfer that holds its day. */
    enum DayField
    {
        USER_DATA_32,
        USER_DATA_64
    }

    /**
     * One printed balance.
     *
     * @param account in the ledger.
     * @param label   of the account in the file.
     * @param day     as the transfers carry it.
     * @param balance minor units.
     */
    public record Printed(UInt128 account, String label, long day, long balance)
    {
    }

    /**
     * @param row a row.
     * @return what it prints; null if it prints nothing.
     * @throws BadRowException if an expression cannot be worked out for this row.
     */
    public Printed printed(final Row row) throws BadRowException
    {
        return when.holds(row) ?
            new Printed(account.id(row), label.of(row).toString(), (Long)day.of(row), (Long)balance.of(row)) : null;
    }

    /**
     * @param transfer of the ledger.
     * @return its day, in the form of {@link Printed#day()}.
     */
    public long dayOf(final Transfer transfer)
    {
        return dayField == DayField.USER_DATA_32 ?
            Integer.toUnsignedLong(transfer.userData32()) : transfer.userData64();
    }

    /**
     * @return true if credits make the balance grow, false if debits do.
     */
    public boolean creditsGrow()
    {
        return creditsGrow;
    }

    /**
     * @return minor units before the first day of every account.
     */
    public long opening()
    {
        return opening;
    }

    /**
     * @return minor units by which a day may differ for each of its movements.
     */
    public long tolerancePerMovement()
    {
        return tolerancePerMovement;
    }

    /**
     * @return decimals in which amounts are shown.
     */
    public int scale()
    {
        return scale;
    }
}
