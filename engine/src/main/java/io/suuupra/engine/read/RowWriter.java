package io.suuupra.engine.read;

import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.generated.AccountsReplyEncoder.AccountsEncoder;
import io.suuupra.codecs.generated.BalancesReplyEncoder.BalancesEncoder;
import io.suuupra.codecs.generated.ChangeEventsEncoder.EventsEncoder;
import io.suuupra.codecs.generated.ChangeKind;
import io.suuupra.codecs.generated.Uint128Encoder;
import io.suuupra.codecs.generated.TransfersReplyEncoder.TransfersEncoder;
import io.suuupra.engine.ledger.Accounts;
import io.suuupra.engine.ledger.TransferStore;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * Writes accounts and records into replies. Stateless but for the tables that it reads.
 */
final class RowWriter
{
    private static final ChangeKind[] KINDS = ChangeKind.values();

    private final Accounts accounts;
    private final TransferStore store;

    RowWriter(final Accounts accounts, final TransferStore store)
    {
        this.accounts = accounts;
        this.store = store;
    }

    /** On the engine's thread only: balances change. */
    void account(final int slot, final AccountsEncoder to)
    {
        to.id().low(accounts.idLow(slot)).high(accounts.idHigh(slot));
        to.debitsPending(accounts.debitsPending(slot))
            .debitsPosted(accounts.debitsPosted(slot))
            .creditsPending(accounts.creditsPending(slot))
            .creditsPosted(accounts.creditsPosted(slot));
        to.userData128().low(accounts.userData128Low(slot)).high(accounts.userData128High(slot));
        to.userData64(accounts.userData64(slot))
            .userData32(Integer.toUnsignedLong(accounts.userData32(slot)))
            .reserved(0)
            .ledger(Integer.toUnsignedLong(accounts.ledger(slot)))
            .code(accounts.code(slot));
        to.flags().buffer().putShort(to.flags().offset(), (short)accounts.flags(slot), LITTLE_ENDIAN);
        to.timestamp(accounts.timestamp(slot));
    }

    void transfer(final long row, final TransfersEncoder to)
    {
        to.id().low(store.idLow(row)).high(store.idHigh(row));
        putAccountId(store.debitSlot(row), to.debitAccountId());
        putAccountId(store.creditSlot(row), to.creditAccountId());
        to.amount(store.amount(row));
        putPendingId(store.pendingRow(row), to.pendingId());
        to.userData128().low(store.userData128Low(row)).high(store.userData128High(row));
        to.userData64(store.userData64(row))
            .userData32(Integer.toUnsignedLong(store.userData32(row)))
            .timeout(Integer.toUnsignedLong(store.timeout(row)))
            .ledger(Integer.toUnsignedLong(accounts.ledger(store.debitSlot(row))))
            .code(store.code(row));
        to.flags().buffer().putShort(to.flags().offset(), (short)store.flags(row), LITTLE_ENDIAN);
        to.timestamp(store.timestamp(row));
    }

    void balance(final long row, final boolean debit, final BalancesEncoder to)
    {
        to.debitsPending(store.balance(row, debit, 0))
            .debitsPosted(store.balance(row, debit, 1))
            .creditsPending(store.balance(row, debit, 2))
            .creditsPosted(store.balance(row, debit, 3))
            .timestamp(store.timestamp(row));
    }

    void changeEvent(final long row, final EventsEncoder to)
    {
        final ChangeKind kind = KINDS[store.kind(row)];
        // An expiry writes no transfer, so the event tells of the hold.
        final long transferRow = kind == ChangeKind.TWO_PHASE_EXPIRED ? store.pendingRow(row) : row;
        final int debitSlot = store.debitSlot(row);
        final int creditSlot = store.creditSlot(row);
        to.timestamp(store.recorded(row))
            .kind(kind)
            .padding((short)0)
            .ledger(Integer.toUnsignedLong(accounts.ledger(debitSlot)));
        to.transferId().low(store.idLow(transferRow)).high(store.idHigh(transferRow));
        to.transferAmount(store.amount(transferRow));
        putPendingId(store.pendingRow(transferRow), to.transferPendingId());
        to.transferUserData128()
            .low(store.userData128Low(transferRow))
            .high(store.userData128High(transferRow));
        to.transferUserData64(store.userData64(transferRow))
            .transferUserData32(Integer.toUnsignedLong(store.userData32(transferRow)))
            .transferTimeout(Integer.toUnsignedLong(store.timeout(transferRow)))
            .transferCode(store.code(transferRow));
        to.transferFlags().buffer()
            .putShort(to.transferFlags().offset(), (short)store.flags(transferRow), LITTLE_ENDIAN);
        to.transferTimestamp(store.timestamp(transferRow));
        putAccountId(debitSlot, to.debitAccountId());
        to.debitAccountDebitsPending(store.balance(row, true, 0))
            .debitAccountDebitsPosted(store.balance(row, true, 1))
            .debitAccountCreditsPending(store.balance(row, true, 2))
            .debitAccountCreditsPosted(store.balance(row, true, 3));
        to.debitAccountFlags().buffer().putShort(
            to.debitAccountFlags().offset(), (short)flagsThen(debitSlot, row, 1), LITTLE_ENDIAN);
        putAccountId(creditSlot, to.creditAccountId());
        to.creditAccountDebitsPending(store.balance(row, false, 0))
            .creditAccountDebitsPosted(store.balance(row, false, 1))
            .creditAccountCreditsPending(store.balance(row, false, 2))
            .creditAccountCreditsPosted(store.balance(row, false, 3));
        to.creditAccountFlags().buffer().putShort(
            to.creditAccountFlags().offset(), (short)flagsThen(creditSlot, row, 2), LITTLE_ENDIAN);
    }

    // Of the flags only `closed` ever changes, and the record tells how it was.
    private int flagsThen(final int slot, final long row, final int closedBit)
    {
        final int flags = accounts.flags(slot) & ~AccountFlags.CLOSED;
        return (store.closed(row) & closedBit) != 0 ? flags | AccountFlags.CLOSED : flags;
    }

    private void putAccountId(final int slot, final Uint128Encoder to)
    {
        to.low(accounts.idLow(slot)).high(accounts.idHigh(slot));
    }

    private void putPendingId(final long pendingRow, final Uint128Encoder to)
    {
        final boolean present = pendingRow != TransferStore.ABSENT;
        to.low(present ? store.idLow(pendingRow) : 0).high(present ? store.idHigh(pendingRow) : 0);
    }
}
