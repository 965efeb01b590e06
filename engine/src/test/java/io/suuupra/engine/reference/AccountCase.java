package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.testkit.reference.Capacities;
import io.suuupra.testkit.reference.LedgerUnderTest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One account that is sent, and what came before it. All is well with it until a condition says otherwise.
 */
final class AccountCase implements Precedence.Case<CreateAccountStatus>
{
    static final UInt128 ID = UInt128.of(100);

    private static final UInt128 LEADER_ID = UInt128.of(99);
    private static final UInt128 NEIGHBOUR_ID = UInt128.of(98);
    private static final long BASE_NS = 1_000_000_000_000_000_000L;

    /** Edits of the account under test, in order. */
    final List<Consumer<Account.Builder>> edits = new ArrayList<>();

    /** Edits of what was sent with the same id before; only if it was sent. */
    final List<Consumer<Account.Builder>> originalEdits = new ArrayList<>();

    int flags;
    boolean isSentBefore;
    boolean isFull;
    boolean isAnotherCreatedBefore;
    boolean hasLeader;
    int leaderFlags;
    UInt128 leaderId = LEADER_ID;
    private long importedTimestamp;

    static long at(final long second)
    {
        return BASE_NS + second * 1_000_000_000L;
    }

    void importAt(final long timestamp)
    {
        flags |= AccountFlags.IMPORTED;
        importedTimestamp = timestamp;
    }

    @Override
    public Precedence.Outcome<CreateAccountStatus> run(final LedgerKind kind)
    {
        final int sentBefore = (isSentBefore ? 1 : 0) + (isAnotherCreatedBefore ? 1 : 0);
        final LedgerUnderTest ledger = kind.open(new Capacities(isFull ? sentBefore : 10, 10, 10));
        final Account.Builder event = account(ID).flags(flags).timestamp(importedTimestamp);
        edits.forEach((edit) -> edit.accept(event));
        long first = 0;
        if (isSentBefore)
        {
            final Account.Builder original = account(ID).flags(flags).timestamp(importedTimestamp);
            originalEdits.forEach((edit) -> edit.accept(original));
            first = ledger.createAccounts(at(10), List.of(original.build())).getFirst().timestamp();
        }
        if (isAnotherCreatedBefore)
        {
            ledger.createAccounts(at(20), List.of(account(NEIGHBOUR_ID).build()));
        }
        final List<Account> batch = new ArrayList<>();
        if (hasLeader)
        {
            final long timestamp = (leaderFlags & AccountFlags.IMPORTED) == 0 ? 0 : at(40);
            batch.add(account(leaderId).flags(leaderFlags).timestamp(timestamp).build());
        }
        batch.add(event.build());
        final CreateResult<CreateAccountStatus> result = ledger.createAccounts(at(100), batch).getLast();
        return new Precedence.Outcome<>(result, at(100), first);
    }

    private static Account.Builder account(final UInt128 id)
    {
        return Account.builder().id(id).ledger(1).code(1);
    }
}
