package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.engine.reference.Precedence.Condition;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import static io.suuupra.codecs.frame.TransferFlags.CLOSING_CREDIT;
import static io.suuupra.codecs.frame.TransferFlags.CLOSING_DEBIT;
import static io.suuupra.codecs.frame.TransferFlags.IMPORTED;
import static io.suuupra.codecs.frame.TransferFlags.LINKED;
import static io.suuupra.codecs.frame.TransferFlags.PENDING;
import static io.suuupra.codecs.frame.TransferFlags.POST_PENDING_TRANSFER;
import static io.suuupra.codecs.frame.TransferFlags.VOID_PENDING_TRANSFER;
import static io.suuupra.codecs.generated.CreateTransferStatus.*;
import static io.suuupra.engine.reference.TransferCase.AMOUNT;
import static io.suuupra.engine.reference.TransferCase.CREDIT;
import static io.suuupra.engine.reference.TransferCase.DEBIT;
import static io.suuupra.engine.reference.TransferCase.HOLD;
import static io.suuupra.engine.reference.TransferCase.NOBODY;
import static io.suuupra.engine.reference.TransferCase.OTHER;
import static io.suuupra.engine.reference.TransferCase.OTHER_HOLD;
import static io.suuupra.engine.reference.TransferCase.at;
import static io.suuupra.engine.reference.TransferCase.transfer;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Every status of create_transfers, alone and against its neighbour in the order of precedence.
 */
final class TransferStatusTest
{
    private static final int UNKNOWN_FLAG = 1 << 9;
    private static final int LONGEST_TIMEOUT = -1;
    private static final long NEARLY_ALL = Long.MAX_VALUE - AMOUNT / 2;
    private static final long HALF = Long.MAX_VALUE / 2;

    /** For every transfer; only the open chain comes before the failed one, as the last event must hear of it. */
    private static final List<Condition<TransferCase, CreateTransferStatus>> COMMON = List.of(
        on(LINKED_EVENT_CHAIN_OPEN, (c) -> c.flags |= LINKED),
        on(LINKED_EVENT_FAILED, (c) ->
        {
            c.hasLeader = true;
            c.leaderFlags |= LINKED;
            c.leaderId = UInt128.ZERO;
        }),
        on(IMPORTED_EVENT_EXPECTED, (c) ->
        {
            c.hasLeader = true;
            c.leaderFlags |= IMPORTED;
        }),
        on(IMPORTED_EVENT_NOT_EXPECTED, (c) ->
        {
            c.hasLeader = true;
            c.flags |= IMPORTED;
        }),
        on(TIMESTAMP_MUST_BE_ZERO, (c) -> c.edits.add((event) -> event.timestamp(1))),
        on(IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE, (c) -> c.importAt(Long.MAX_VALUE)),
        on(IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE, (c) -> c.importAt(at(100))),
        on(RESERVED_FLAG, (c) -> c.flags |= UNKNOWN_FLAG),
        on(ID_MUST_NOT_BE_ZERO, (c) -> c.edits.add((event) -> event.id(UInt128.ZERO))),
        on(ID_MUST_NOT_BE_INT_MAX, (c) -> c.edits.add((event) -> event.id(UInt128.MAX))),
        on(EXISTS_WITH_DIFFERENT_FLAGS, (c) ->
        {
            c.isSentBefore = true;
            final int difference =
                c.isPost() ? POST_PENDING_TRANSFER | VOID_PENDING_TRANSFER : TransferFlags.BALANCING_DEBIT;
            c.originalEdits.add((event) -> event.flags(c.flags ^ difference));
        }),
        on(EXISTS_WITH_DIFFERENT_PENDING_ID, (c) ->
        {
            c.post();
            c.hold(OTHER_HOLD);
            c.isSentBefore = true;
            c.originalEdits.add((event) -> event.pendingId(OTHER_HOLD));
        }),
        on(EXISTS_WITH_DIFFERENT_TIMEOUT, (c) ->
        {
            c.flags |= PENDING;
            c.isSentBefore = true;
            c.edits.add((event) -> event.timeout(7_000));
            c.originalEdits.add((event) -> event.timeout(0));
        }),
        on(EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID, (c) ->
        {
            c.isSentBefore = true;
            c.originalEdits.add((event) -> event.debitAccountId(OTHER));
        }),
        on(EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID, (c) ->
        {
            c.isSentBefore = true;
            c.originalEdits.add((event) -> event.creditAccountId(UInt128.of(1)));
        }),
        on(EXISTS_WITH_DIFFERENT_AMOUNT, (c) ->
        {
            c.isSentBefore = true;
            c.originalEdits.add((event) -> event.amount(AMOUNT - 1));
        }),
        on(EXISTS_WITH_DIFFERENT_USER_DATA_128, (c) ->
        {
            c.isSentBefore = true;
            c.originalEdits.add((event) -> event.userData128(UInt128.of(7)));
        }),
        on(EXISTS_WITH_DIFFERENT_USER_DATA_64, (c) ->
        {
            c.isSentBefore = true;
            c.originalEdits.add((event) -> event.userData64(7));
        }),
        on(EXISTS_WITH_DIFFERENT_USER_DATA_32, (c) ->
        {
            c.isSentBefore = true;
            c.originalEdits.add((event) -> event.userData32(7));
        }),
        on(EXISTS_WITH_DIFFERENT_LEDGER, (c) ->
        {
            c.isSentBefore = true;
            c.edits.add((event) -> event.ledger(7));
            c.originalEdits.add((event) -> event.ledger(1));
        }),
        on(EXISTS_WITH_DIFFERENT_CODE, (c) ->
        {
            c.isSentBefore = true;
            c.originalEdits.add((event) -> event.code(7));
        }),
        on(EXISTS, (c) -> c.isSentBefore = true),
        on(ID_ALREADY_FAILED, (c) -> c.before(transfer(TransferCase.ID).debitAccountId(NOBODY).build())));

    /** Behind the common ones, for a transfer that neither posts nor voids. */
    private static final List<Condition<TransferCase, CreateTransferStatus>> SINGLE_OR_PENDING = List.of(
        on(DEBIT_ACCOUNT_ID_MUST_NOT_BE_ZERO, (c) -> c.edits.add((event) -> event.debitAccountId(UInt128.ZERO))),
        on(DEBIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX, (c) -> c.edits.add((event) -> event.debitAccountId(UInt128.MAX))),
        on(CREDIT_ACCOUNT_ID_MUST_NOT_BE_ZERO, (c) -> c.edits.add((event) -> event.creditAccountId(UInt128.ZERO))),
        on(CREDIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX, (c) -> c.edits.add((event) -> event.creditAccountId(UInt128.MAX))),
        on(ACCOUNTS_MUST_BE_DIFFERENT, (c) -> c.edits.add((event) -> event.creditAccountId(DEBIT))),
        on(PENDING_ID_MUST_BE_ZERO, (c) -> c.edits.add((event) -> event.pendingId(NOBODY))),
        on(TIMEOUT_RESERVED_FOR_PENDING_TRANSFER, (c) -> c.edits.add((event) -> event.timeout(1))),
        on(CLOSING_TRANSFER_MUST_BE_PENDING, (c) -> c.flags |= CLOSING_DEBIT),
        on(LEDGER_MUST_NOT_BE_ZERO, (c) -> c.edits.add((event) -> event.ledger(0))),
        on(CODE_MUST_NOT_BE_ZERO, (c) -> c.edits.add((event) -> event.code(0))),
        on(DEBIT_ACCOUNT_NOT_FOUND, (c) -> c.isDebitMissing = true),
        on(CREDIT_ACCOUNT_NOT_FOUND, (c) -> c.isCreditMissing = true),
        on(ACCOUNTS_MUST_HAVE_THE_SAME_LEDGER, (c) -> c.creditLedger = 2),
        on(TRANSFER_MUST_HAVE_THE_SAME_LEDGER_AS_ACCOUNTS, (c) -> c.edits.add((event) -> event.ledger(7))),
        on(IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS, (c) ->
        {
            c.beforeElsewhere();
            c.importAt(at(5));
        }),
        on(IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_DEBIT_ACCOUNT, (c) ->
        {
            c.debitCreatedAt = at(60);
            c.importAt(at(50));
        }),
        on(IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_CREDIT_ACCOUNT, (c) ->
        {
            c.creditCreatedAt = at(60);
            c.importAt(at(50));
        }),
        on(IMPORTED_EVENT_TIMEOUT_MUST_BE_ZERO, (c) ->
        {
            c.flags |= PENDING;
            c.edits.add((event) -> event.timeout(1));
            c.importAt(at(50));
        }),
        on(DEBIT_ACCOUNT_ALREADY_CLOSED, (c) -> c.before(DEBIT, c.spare(), 0, PENDING | CLOSING_DEBIT)),
        on(CREDIT_ACCOUNT_ALREADY_CLOSED, (c) -> c.before(c.spare(), CREDIT, 0, PENDING | CLOSING_CREDIT)),
        on(OVERFLOWS_DEBITS_PENDING, (c) ->
        {
            c.flags |= PENDING;
            c.before(DEBIT, c.spare(), NEARLY_ALL, PENDING);
        }),
        on(OVERFLOWS_CREDITS_PENDING, (c) ->
        {
            c.flags |= PENDING;
            c.before(c.spare(), CREDIT, NEARLY_ALL, PENDING);
        }),
        on(OVERFLOWS_DEBITS_POSTED, (c) -> c.before(DEBIT, c.spare(), NEARLY_ALL, 0)),
        on(OVERFLOWS_CREDITS_POSTED, (c) -> c.before(c.spare(), CREDIT, NEARLY_ALL, 0)),
        on(OVERFLOWS_DEBITS, (c) ->
        {
            c.before(DEBIT, c.spare(), HALF, PENDING);
            c.before(DEBIT, c.spare(), HALF, 0);
        }),
        on(OVERFLOWS_CREDITS, (c) ->
        {
            c.before(c.spare(), CREDIT, HALF, PENDING);
            c.before(c.spare(), CREDIT, HALF, 0);
        }),
        on(OVERFLOWS_TIMEOUT, (c) ->
        {
            c.flags |= PENDING;
            c.edits.add((event) -> event.timeout(LONGEST_TIMEOUT));
        }),
        on(EXCEEDS_CREDITS, (c) -> c.debitFlags |= TransferCase.limit(true)),
        on(EXCEEDS_DEBITS, (c) -> c.creditFlags |= TransferCase.limit(false)),
        on(CAPACITY_EXCEEDED, (c) ->
        {
            c.beforeElsewhere();
            c.isFull = true;
        }));

    /** Behind the common ones, for a post or void. */
    private static final List<Condition<TransferCase, CreateTransferStatus>> POST_OR_VOID = List.of(
        on(FLAGS_ARE_MUTUALLY_EXCLUSIVE, (c) ->
        {
            c.post();
            c.flags |= PENDING;
        }),
        onPost(PENDING_ID_MUST_NOT_BE_ZERO, (c) -> c.edits.add((event) -> event.pendingId(UInt128.ZERO))),
        onPost(PENDING_ID_MUST_NOT_BE_INT_MAX, (c) -> c.edits.add((event) -> event.pendingId(UInt128.MAX))),
        onPost(PENDING_ID_MUST_BE_DIFFERENT, (c) -> c.edits.add((event) -> event.pendingId(TransferCase.ID))),
        onPost(TIMEOUT_RESERVED_FOR_PENDING_TRANSFER, (c) -> c.edits.add((event) -> event.timeout(1))),
        onPost(PENDING_TRANSFER_NOT_FOUND, (c) -> c.edits.add((event) -> event.pendingId(NOBODY))),
        onPost(PENDING_TRANSFER_NOT_PENDING, (c) ->
        {
            c.before(transfer(UInt128.of(89)).build());
            c.edits.add((event) -> event.pendingId(UInt128.of(89)));
        }),
        onPost(PENDING_TRANSFER_HAS_DIFFERENT_DEBIT_ACCOUNT_ID, (c) ->
            c.edits.add((event) -> event.debitAccountId(OTHER))),
        onPost(PENDING_TRANSFER_HAS_DIFFERENT_CREDIT_ACCOUNT_ID, (c) ->
            c.edits.add((event) -> event.creditAccountId(OTHER))),
        onPost(PENDING_TRANSFER_HAS_DIFFERENT_LEDGER, (c) -> c.edits.add((event) -> event.ledger(7))),
        onPost(PENDING_TRANSFER_HAS_DIFFERENT_CODE, (c) -> c.edits.add((event) -> event.code(7))),
        onPost(EXCEEDS_PENDING_TRANSFER_AMOUNT, (c) -> c.edits.add((event) -> event.amount(AMOUNT + 1))),
        onPost(PENDING_TRANSFER_HAS_DIFFERENT_AMOUNT, (c) ->
        {
            c.flags ^= POST_PENDING_TRANSFER | VOID_PENDING_TRANSFER;
            c.edits.add((event) -> event.amount(AMOUNT - 1));
        }),
        onPost(PENDING_TRANSFER_ALREADY_POSTED, (c) ->
            c.before(transfer(UInt128.of(95)).pendingId(HOLD).flags(POST_PENDING_TRANSFER).build())),
        onPost(PENDING_TRANSFER_ALREADY_VOIDED, (c) ->
            c.before(transfer(UInt128.of(95)).pendingId(HOLD).flags(VOID_PENDING_TRANSFER).build())),
        onPost(PENDING_TRANSFER_EXPIRED, (c) -> c.holdTimeout = 1),
        onPost(IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS, (c) ->
        {
            c.beforeElsewhere();
            c.importAt(at(5));
        }),
        onPost(DEBIT_ACCOUNT_ALREADY_CLOSED, (c) -> c.before(DEBIT, c.spare(), 0, PENDING | CLOSING_DEBIT)),
        onPost(CREDIT_ACCOUNT_ALREADY_CLOSED, (c) -> c.before(c.spare(), CREDIT, 0, PENDING | CLOSING_CREDIT)),
        onPost(CAPACITY_EXCEEDED, (c) -> c.isFull = true));

    private static final Set<CreateTransferStatus> OF_AN_EXISTING_ID =
        EnumSet.range(EXISTS_WITH_DIFFERENT_FLAGS, EXISTS);
    private static final Set<CreateTransferStatus> OF_A_HOLD_THAT_IS_FOUND =
        EnumSet.range(PENDING_TRANSFER_NOT_PENDING, PENDING_TRANSFER_EXPIRED);

    @TestFactory
    Stream<DynamicNode> shouldAnswerWithTheFirstStatusThatAppliesToASingleOrPendingTransfer()
    {
        return tests(SINGLE_OR_PENDING);
    }

    @TestFactory
    Stream<DynamicNode> shouldAnswerWithTheFirstStatusThatAppliesToAPostOrVoid()
    {
        return tests(POST_OR_VOID);
    }

    @Test
    void shouldProvokeEveryStatus()
    {
        final Set<CreateTransferStatus> provoked = EnumSet.noneOf(CreateTransferStatus.class);
        Stream.of(COMMON, SINGLE_OR_PENDING, POST_OR_VOID).flatMap(List::stream)
            .forEach((condition) -> provoked.add(condition.status()));
        assertEquals(EnumSet.range(LINKED_EVENT_FAILED, CAPACITY_EXCEEDED), provoked);
    }

    private static Stream<DynamicNode> tests(final List<Condition<TransferCase, CreateTransferStatus>> special)
    {
        final List<Condition<TransferCase, CreateTransferStatus>> path = new ArrayList<>(COMMON);
        path.addAll(special);
        return new Precedence<>(TransferCase::new, CREATED, EXISTS, TransferStatusTest::areExclusive)
            .tests(List.of(path));
    }

    /** Whether the two cannot hold of one event. */
    private static boolean areExclusive(final CreateTransferStatus earlier, final CreateTransferStatus later)
    {
        return switch (earlier)
        {
            // Whether the event itself is imported decides which of the statuses of imports can apply.
            case IMPORTED_EVENT_EXPECTED -> later == IMPORTED_EVENT_NOT_EXPECTED;
            case IMPORTED_EVENT_NOT_EXPECTED -> later == TIMESTAMP_MUST_BE_ZERO;
            case TIMESTAMP_MUST_BE_ZERO -> later == IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE ||
                later == IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE;
            // A field has one value; and neither of these two ids can exist or have failed before.
            case ID_MUST_NOT_BE_ZERO ->
                later == ID_MUST_NOT_BE_INT_MAX || OF_AN_EXISTING_ID.contains(later) || later == ID_ALREADY_FAILED;
            case ID_MUST_NOT_BE_INT_MAX -> OF_AN_EXISTING_ID.contains(later) || later == ID_ALREADY_FAILED;
            case DEBIT_ACCOUNT_ID_MUST_NOT_BE_ZERO -> later == DEBIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX;
            case CREDIT_ACCOUNT_ID_MUST_NOT_BE_ZERO -> later == CREDIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX;
            case CREDIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX -> later == ACCOUNTS_MUST_BE_DIFFERENT;
            case PENDING_ID_MUST_NOT_BE_ZERO ->
                later == PENDING_ID_MUST_NOT_BE_INT_MAX || later == PENDING_ID_MUST_BE_DIFFERENT;
            case PENDING_ID_MUST_NOT_BE_INT_MAX -> later == PENDING_ID_MUST_BE_DIFFERENT;
            // What exists was created, so it has passed every check that does not depend on what came after it.
            case EXISTS ->
                later != IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS && later != PENDING_TRANSFER_ALREADY_POSTED;
            case PENDING_TRANSFER_NOT_FOUND -> OF_A_HOLD_THAT_IS_FOUND.contains(later);
            case EXCEEDS_PENDING_TRANSFER_AMOUNT -> later == PENDING_TRANSFER_HAS_DIFFERENT_AMOUNT;
            // A hold is resolved once.
            case PENDING_TRANSFER_ALREADY_POSTED ->
                later == PENDING_TRANSFER_ALREADY_VOIDED || later == PENDING_TRANSFER_EXPIRED;
            case PENDING_TRANSFER_ALREADY_VOIDED -> later == PENDING_TRANSFER_EXPIRED;
            default -> false;
        };
    }

    private static Condition<TransferCase, CreateTransferStatus> on(
        final CreateTransferStatus status, final Consumer<TransferCase> make)
    {
        return new Condition<>(status, make);
    }

    private static Condition<TransferCase, CreateTransferStatus> onPost(
        final CreateTransferStatus status, final Consumer<TransferCase> make)
    {
        return new Condition<>(status, (c) ->
        {
            // A void stays one: two conditions may be made to hold of the same transfer.
            if ((c.flags & VOID_PENDING_TRANSFER) == 0)
            {
                c.post();
            }
            make.accept(c);
        });
    }
}
