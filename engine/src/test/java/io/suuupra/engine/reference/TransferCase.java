package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.testkit.reference.Capacities;
import io.suuupra.testkit.reference.LedgerUnderTest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One transfer that is sent, and what came before it. All is well with it until a condition says otherwise.
 *
 * <p>It happens in this order, in seconds after the base: 0 the other accounts, 1 both accounts of the transfer, 2 to
 * 4 the holds, 8 what was sent with the same id, from 10 on all else, 100 the transfer.
 */
final class TransferCase implements Precedence.Case<CreateTransferStatus>
{
    static final UInt128 ID = UInt128.of(100);
    static final UInt128 DEBIT = UInt128.of(10);
    static final UInt128 CREDIT = UInt128.of(11);
    static final UInt128 OTHER = UInt128.of(12);
    static final UInt128 NOBODY = UInt128.of(999);
    static final UInt128 HOLD = UInt128.of(90);
    static final UInt128 OTHER_HOLD = UInt128.of(91);
    static final long AMOUNT = 100;

    private static final UInt128 LEADER_ID = UInt128.of(99);
    private static final int SPARE_ACCOUNTS = 9;

    /** So late that the longest timeout reaches beyond the last timestamp there is. */
    private static final long BASE_NS = 5_000_000_000_000_000_000L;

    /** Edits of the transfer under test, in order. */
    final List<Consumer<Transfer.Builder>> edits = new ArrayList<>();

    /** Edits of what was sent with the same id before; only if it was sent. */
    final List<Consumer<Transfer.Builder>> originalEdits = new ArrayList<>();

    int flags;
    int debitFlags;
    int creditFlags;
    int creditLedger = 1;
    int holdTimeout;
    long debitCreatedAt = at(1);
    long creditCreatedAt = at(1);
    boolean isDebitMissing;
    boolean isCreditMissing;
    boolean isSentBefore;
    boolean isFull;
    boolean hasLeader;
    int leaderFlags;
    UInt128 leaderId = LEADER_ID;

    private final List<Transfer> holds = new ArrayList<>();
    private final List<Transfer> before = new ArrayList<>();
    private long importedTimestamp;
    private int spares;
    private long nextId = 200;

    static long at(final long second)
    {
        return BASE_NS + second * 1_000_000_000L;
    }

    /** Makes the transfer a post of a hold of the same amount, all other fields left to the hold. */
    void post()
    {
        flags = flags & ~TransferFlags.PENDING | TransferFlags.POST_PENDING_TRANSFER;
        if (holds.isEmpty())
        {
            hold(HOLD);
        }
    }

    boolean isPost()
    {
        return (flags & TransferFlags.POST_PENDING_TRANSFER) != 0;
    }

    void hold(final UInt128 id)
    {
        holds.add(transfer(id).flags(TransferFlags.PENDING).build());
    }

    void importAt(final long timestamp)
    {
        flags |= TransferFlags.IMPORTED;
        importedTimestamp = timestamp;
    }

    /** Something between two accounts that have nothing to do with the transfer. */
    void beforeElsewhere()
    {
        before(spare(), spare(), AMOUNT, 0);
    }

    /** Happens after what was added before. */
    void before(final UInt128 debit, final UInt128 credit, final long amount, final int withFlags)
    {
        before(transfer(UInt128.of(nextId++)).debitAccountId(debit).creditAccountId(credit).amount(amount)
            .flags(withFlags).build());
    }

    void before(final Transfer transfer)
    {
        before.add(transfer);
    }

    UInt128 spare()
    {
        spares++;
        if (spares > SPARE_ACCOUNTS)
        {
            throw new AssertionError("a case has no more than " + SPARE_ACCOUNTS + " spare accounts");
        }
        return UInt128.of(spares);
    }

    static Transfer.Builder transfer(final UInt128 id)
    {
        return Transfer.builder().id(id).debitAccountId(DEBIT).creditAccountId(CREDIT).amount(AMOUNT).ledger(1).code(1);
    }

    private Transfer.Builder event()
    {
        final Transfer.Builder event = isPost() || (flags & TransferFlags.VOID_PENDING_TRANSFER) != 0 ?
            Transfer.builder().id(ID).pendingId(HOLD).amount(AMOUNT) : transfer(ID);
        event.flags(flags).timestamp(importedTimestamp);
        edits.forEach((edit) -> edit.accept(event));
        return event;
    }

    @Override
    public Precedence.Outcome<CreateTransferStatus> run(final LedgerKind kind)
    {
        final int records = holds.size() + (isSentBefore ? 1 : 0) + before.size();
        final LedgerUnderTest ledger = kind.open(new Capacities(20, isFull ? records : 100, 100));
        createAccounts(ledger);
        long second = 2;
        for (final Transfer hold : holds)
        {
            final Transfer.Builder builder = transfer(hold.id()).flags(hold.flags()).timeout(holdTimeout);
            ledger.createTransfers(at(second++), List.of(builder.build()));
        }
        long first = 0;
        if (isSentBefore)
        {
            final Transfer.Builder original = event();
            originalEdits.forEach((edit) -> edit.accept(original));
            first = ledger.createTransfers(at(8), List.of(original.build())).getFirst().timestamp();
        }
        second = 10;
        for (final Transfer transfer : before)
        {
            ledger.createTransfers(at(second++), List.of(transfer));
        }
        final List<Transfer> batch = new ArrayList<>();
        if (hasLeader)
        {
            final long timestamp = (leaderFlags & TransferFlags.IMPORTED) == 0 ? 0 : at(49);
            batch.add(transfer(leaderId).debitAccountId(UInt128.of(1)).creditAccountId(UInt128.of(2))
                .flags(leaderFlags).timestamp(timestamp).build());
        }
        batch.add(event().build());
        final CreateResult<CreateTransferStatus> result = ledger.createTransfers(at(100), batch).getLast();
        return new Precedence.Outcome<>(result, at(100), first);
    }

    private void createAccounts(final LedgerUnderTest ledger)
    {
        for (int i = 1; i <= SPARE_ACCOUNTS; i++)
        {
            createAccount(ledger, at(0), UInt128.of(i), 1, 0);
        }
        createAccount(ledger, at(0), OTHER, 1, 0);
        if (!isDebitMissing && debitCreatedAt <= creditCreatedAt)
        {
            createAccount(ledger, debitCreatedAt, DEBIT, 1, debitFlags);
        }
        if (!isCreditMissing)
        {
            createAccount(ledger, creditCreatedAt, CREDIT, creditLedger, creditFlags);
        }
        if (!isDebitMissing && debitCreatedAt > creditCreatedAt)
        {
            createAccount(ledger, debitCreatedAt, DEBIT, 1, debitFlags);
        }
    }

    private static void createAccount(
        final LedgerUnderTest ledger, final long hostTimeNs, final UInt128 id, final int ofLedger, final int withFlags)
    {
        ledger.createAccounts(
            hostTimeNs, List.of(Account.builder().id(id).ledger(ofLedger).code(1).flags(withFlags).build()));
    }

    static int limit(final boolean ofDebits)
    {
        return ofDebits ?
            AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS : AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS;
    }
}
