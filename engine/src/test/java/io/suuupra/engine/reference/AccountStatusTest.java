package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.engine.reference.Precedence.Condition;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import static io.suuupra.codecs.generated.CreateAccountStatus.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Every status of create_accounts, alone and against its neighbour in the order of precedence.
 */
final class AccountStatusTest
{
    private static final int UNKNOWN_FLAG = 1 << 6;

    /** In order of precedence; only the open chain comes before the failed one, as the last event must hear of it. */
    private static final List<Condition<AccountCase, CreateAccountStatus>> PATH = List.of(
        on(LINKED_EVENT_CHAIN_OPEN, (c) -> c.flags |= AccountFlags.LINKED),
        on(LINKED_EVENT_FAILED, (c) ->
        {
            c.hasLeader = true;
            c.leaderFlags |= AccountFlags.LINKED;
            c.leaderId = UInt128.ZERO;
        }),
        on(IMPORTED_EVENT_EXPECTED, (c) ->
        {
            c.hasLeader = true;
            c.leaderFlags |= AccountFlags.IMPORTED;
        }),
        on(IMPORTED_EVENT_NOT_EXPECTED, (c) ->
        {
            c.hasLeader = true;
            c.flags |= AccountFlags.IMPORTED;
        }),
        on(TIMESTAMP_MUST_BE_ZERO, (c) -> c.edits.add((account) -> account.timestamp(1))),
        on(IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE, (c) -> c.importAt(Long.MAX_VALUE)),
        on(IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE, (c) -> c.importAt(AccountCase.at(100))),
        on(RESERVED_FIELD, (c) -> c.edits.add((account) -> account.reserved(1))),
        on(RESERVED_FLAG, (c) -> c.flags |= UNKNOWN_FLAG),
        on(ID_MUST_NOT_BE_ZERO, (c) -> c.edits.add((account) -> account.id(UInt128.ZERO))),
        on(ID_MUST_NOT_BE_INT_MAX, (c) -> c.edits.add((account) -> account.id(UInt128.MAX))),
        on(EXISTS_WITH_DIFFERENT_FLAGS, (c) ->
        {
            c.isSentBefore = true;
            c.originalEdits.add((account) -> account.flags(c.flags ^ AccountFlags.HISTORY));
        }),
        on(EXISTS_WITH_DIFFERENT_USER_DATA_128, (c) ->
        {
            c.isSentBefore = true;
            c.originalEdits.add((account) -> account.userData128(UInt128.of(7)));
        }),
        on(EXISTS_WITH_DIFFERENT_USER_DATA_64, (c) ->
        {
            c.isSentBefore = true;
            c.originalEdits.add((account) -> account.userData64(7));
        }),
        on(EXISTS_WITH_DIFFERENT_USER_DATA_32, (c) ->
        {
            c.isSentBefore = true;
            c.originalEdits.add((account) -> account.userData32(7));
        }),
        on(EXISTS_WITH_DIFFERENT_LEDGER, (c) ->
        {
            c.isSentBefore = true;
            c.originalEdits.add((account) -> account.ledger(7));
        }),
        on(EXISTS_WITH_DIFFERENT_CODE, (c) ->
        {
            c.isSentBefore = true;
            c.originalEdits.add((account) -> account.code(7));
        }),
        on(EXISTS, (c) -> c.isSentBefore = true),
        on(FLAGS_ARE_MUTUALLY_EXCLUSIVE, (c) ->
            c.flags |= AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS | AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS),
        on(DEBITS_PENDING_MUST_BE_ZERO, (c) -> c.edits.add((account) -> account.debitsPending(1))),
        on(DEBITS_POSTED_MUST_BE_ZERO, (c) -> c.edits.add((account) -> account.debitsPosted(1))),
        on(CREDITS_PENDING_MUST_BE_ZERO, (c) -> c.edits.add((account) -> account.creditsPending(1))),
        on(CREDITS_POSTED_MUST_BE_ZERO, (c) -> c.edits.add((account) -> account.creditsPosted(1))),
        on(LEDGER_MUST_NOT_BE_ZERO, (c) -> c.edits.add((account) -> account.ledger(0))),
        on(CODE_MUST_NOT_BE_ZERO, (c) -> c.edits.add((account) -> account.code(0))),
        on(IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS, (c) ->
        {
            c.isAnotherCreatedBefore = true;
            c.importAt(AccountCase.at(15));
        }),
        on(CAPACITY_EXCEEDED, (c) ->
        {
            c.isAnotherCreatedBefore = true;
            c.isFull = true;
        }));

    private static final Set<CreateAccountStatus> OF_AN_EXISTING_ID = EnumSet.range(
        EXISTS_WITH_DIFFERENT_FLAGS, EXISTS);

    @TestFactory
    Stream<DynamicNode> shouldAnswerWithTheFirstStatusThatApplies()
    {
        return new Precedence<>(AccountCase::new, CREATED, EXISTS, AccountStatusTest::areExclusive)
            .tests(List.of(PATH));
    }

    @Test
    void shouldProvokeEveryStatus()
    {
        final Set<CreateAccountStatus> expected = EnumSet.range(LINKED_EVENT_FAILED, CAPACITY_EXCEEDED);
        final Set<CreateAccountStatus> provoked = EnumSet.noneOf(CreateAccountStatus.class);
        PATH.forEach((condition) -> provoked.add(condition.status()));
        assertEquals(expected, provoked);
    }

    /** Whether the two cannot hold of one event. */
    private static boolean areExclusive(final CreateAccountStatus earlier, final CreateAccountStatus later)
    {
        return switch (earlier)
        {
            // Whether the event itself is imported decides which of the statuses of imports can apply.
            case IMPORTED_EVENT_EXPECTED -> later == IMPORTED_EVENT_NOT_EXPECTED;
            case IMPORTED_EVENT_NOT_EXPECTED -> later == TIMESTAMP_MUST_BE_ZERO;
            case TIMESTAMP_MUST_BE_ZERO -> later == IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE ||
                later == IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE;
            // An id has one value, and neither of these two can exist.
            case ID_MUST_NOT_BE_ZERO -> later == ID_MUST_NOT_BE_INT_MAX || OF_AN_EXISTING_ID.contains(later);
            case ID_MUST_NOT_BE_INT_MAX -> OF_AN_EXISTING_ID.contains(later);
            // What exists has passed these checks, and has the same flags.
            case EXISTS -> later == FLAGS_ARE_MUTUALLY_EXCLUSIVE;
            default -> false;
        };
    }

    private static Condition<AccountCase, CreateAccountStatus> on(
        final CreateAccountStatus status, final Consumer<AccountCase> make)
    {
        return new Condition<>(status, make);
    }
}
