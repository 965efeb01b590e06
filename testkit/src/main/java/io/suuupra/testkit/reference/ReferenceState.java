package io.suuupra.testkit.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.generated.ChangeKind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a broken chain takes back. It is copied as a whole before a chain and put back if the chain breaks.
 */
final class ReferenceState
{
    /** What became of a hold. */
    enum Hold
    {
        OPEN, POSTED, VOIDED, EXPIRED
    }

    static final long NS_PER_SECOND = 1_000_000_000L;

    final Map<UInt128, Account> accounts = new LinkedHashMap<>();
    final Map<UInt128, Transfer> transfers = new LinkedHashMap<>();
    final Map<UInt128, Hold> holds = new LinkedHashMap<>();
    final List<ChangeEvent> events = new ArrayList<>();

    ReferenceState copy()
    {
        final ReferenceState copy = new ReferenceState();
        copy.accounts.putAll(accounts);
        copy.transfers.putAll(transfers);
        copy.holds.putAll(holds);
        copy.events.addAll(events);
        return copy;
    }

    long lastAccountTimestamp()
    {
        return accounts.values().stream().mapToLong(Account::timestamp).max().orElse(0);
    }

    long lastTransferTimestamp()
    {
        return transfers.values().stream().mapToLong(Transfer::timestamp).max().orElse(0);
    }

    boolean isTimestampOfAccount(final long timestamp)
    {
        return accounts.values().stream().anyMatch((account) -> account.timestamp() == timestamp);
    }

    boolean isTimestampOfTransfer(final long timestamp)
    {
        return transfers.values().stream().anyMatch((transfer) -> transfer.timestamp() == timestamp);
    }

    /** An expiry is a record of its own, and the only event that is not a transfer. */
    long expiries()
    {
        return holds.values().stream().filter((hold) -> hold == Hold.EXPIRED).count();
    }

    /** Only for a hold with a timeout; the sum was checked when the hold was made. */
    static long expiryOf(final Transfer hold)
    {
        return Math.addExact(hold.timestamp(), Integer.toUnsignedLong(hold.timeout()) * NS_PER_SECOND);
    }

    /**
     * Adds the four amounts, which may be negative, to the balances of an account.
     */
    void move(
        final UInt128 id,
        final long debitsPending,
        final long debitsPosted,
        final long creditsPending,
        final long creditsPosted)
    {
        final Account before = accounts.get(id);
        accounts.put(id, with(
            before,
            notNegative(Math.addExact(before.debitsPending(), debitsPending)),
            notNegative(Math.addExact(before.debitsPosted(), debitsPosted)),
            notNegative(Math.addExact(before.creditsPending(), creditsPending)),
            notNegative(Math.addExact(before.creditsPosted(), creditsPosted)),
            before.flags()));
    }

    void setClosed(final UInt128 id, final boolean closed)
    {
        final Account account = accounts.get(id);
        final int flags = closed ? account.flags() | AccountFlags.CLOSED : account.flags() & ~AccountFlags.CLOSED;
        accounts.put(id, with(
            account,
            account.debitsPending(),
            account.debitsPosted(),
            account.creditsPending(),
            account.creditsPosted(),
            flags));
    }

    /** Notes what has just happened, with both accounts as they are now. */
    void record(final long stamp, final ChangeKind kind, final Transfer transfer)
    {
        events.add(new ChangeEvent(
            stamp, kind, transfer, side(transfer.debitAccountId()), side(transfer.creditAccountId())));
    }

    private ChangeEvent.Side side(final UInt128 id)
    {
        final Account account = accounts.get(id);
        return new ChangeEvent.Side(
            id,
            account.debitsPending(),
            account.debitsPosted(),
            account.creditsPending(),
            account.creditsPosted(),
            account.flags());
    }

    private static long notNegative(final long balance)
    {
        if (balance < 0)
        {
            throw new AssertionError("a balance fell below 0: " + balance);
        }
        return balance;
    }

    private static Account with(
        final Account account,
        final long debitsPending,
        final long debitsPosted,
        final long creditsPending,
        final long creditsPosted,
        final int flags)
    {
        return new Account(
            account.id(),
            debitsPending,
            debitsPosted,
            creditsPending,
            creditsPosted,
            account.userData128(),
            account.userData64(),
            account.userData32(),
            account.reserved(),
            account.ledger(),
            account.code(),
            flags,
            account.timestamp());
    }
}
