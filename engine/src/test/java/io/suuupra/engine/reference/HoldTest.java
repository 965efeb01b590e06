package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.ChangeKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.stream.IntStream;

import static io.suuupra.codecs.frame.TransferFlags.BALANCING_CREDIT;
import static io.suuupra.codecs.frame.TransferFlags.BALANCING_DEBIT;
import static io.suuupra.codecs.frame.TransferFlags.CLOSING_CREDIT;
import static io.suuupra.codecs.frame.TransferFlags.CLOSING_DEBIT;
import static io.suuupra.codecs.frame.TransferFlags.IMPORTED;
import static io.suuupra.codecs.frame.TransferFlags.PENDING;
import static io.suuupra.codecs.frame.TransferFlags.POST_PENDING_TRANSFER;
import static io.suuupra.codecs.frame.TransferFlags.VOID_PENDING_TRANSFER;
import static io.suuupra.codecs.generated.CreateTransferStatus.*;
import static io.suuupra.engine.reference.Book.SECOND;
import static io.suuupra.engine.reference.Book.at;
import static io.suuupra.engine.reference.Book.resolve;
import static io.suuupra.engine.reference.Book.transfer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/**
 * Holds: what posts, voids and expiries of them do; closing accounts, limits and balancing.
 */
final class HoldTest
{
    private static final long WHOLE = Long.MAX_VALUE;

    @ParameterizedTest
    @EnumSource
    void shouldPostAPartAndReleaseTheRest(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2);
        book.sendOne(transfer(1, 1, 2, 10, PENDING));
        assertEquals(List.of(10L, 0L, 0L, 0L), book.balances(1));
        assertEquals(CREATED, book.sendOne(resolve(2, 1, 4, POST_PENDING_TRANSFER)));
        assertEquals(List.of(0L, 4L, 0L, 0L), book.balances(1));
        assertEquals(List.of(0L, 0L, 0L, 4L), book.balances(2));
        assertEquals(PENDING_TRANSFER_ALREADY_POSTED, book.sendOne(resolve(3, 1, 4, POST_PENDING_TRANSFER)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldPostNothingOfAHoldAndReleaseItAll(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2);
        book.sendOne(transfer(1, 1, 2, 10, PENDING));
        assertEquals(CREATED, book.sendOne(resolve(2, 1, 0, POST_PENDING_TRANSFER)));
        assertEquals(0, book.transfer(2).amount());
        assertEquals(List.of(0L, 0L, 0L, 0L), book.balances(1));
    }

    @ParameterizedTest
    @EnumSource
    void shouldStoreWhatReallyMovedWithInheritedFields(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2);
        book.sendOne(transfer(1, 1, 2, 10, PENDING).code(9).userData128(UInt128.of(5)).userData64(6).userData32(7)
            .timeout(60));
        assertEquals(CREATED, book.sendOne(resolve(2, 1, WHOLE, POST_PENDING_TRANSFER).userData64(8)));
        final Transfer expected = transfer(2, 1, 2, 10, POST_PENDING_TRANSFER).pendingId(UInt128.of(1)).code(9)
            .userData128(UInt128.of(5)).userData64(8).userData32(7).timestamp(book.transfer(2).timestamp()).build();
        assertEquals(expected, book.transfer(2));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeAPostOfAllForTheSameAsAPostOfTheHoldsAmount(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2);
        book.send(transfer(1, 1, 2, 10, PENDING), transfer(2, 1, 2, 10, PENDING), transfer(3, 1, 2, 10, PENDING));
        book.send(
            resolve(11, 1, WHOLE, POST_PENDING_TRANSFER),
            resolve(12, 2, 9, POST_PENDING_TRANSFER),
            resolve(13, 3, 0, VOID_PENDING_TRANSFER));
        assertEquals(
            List.of(EXISTS, EXISTS_WITH_DIFFERENT_AMOUNT, EXISTS_WITH_DIFFERENT_AMOUNT, EXISTS),
            book.send(
                resolve(11, 1, 10, POST_PENDING_TRANSFER),
                resolve(11, 1, 0, POST_PENDING_TRANSFER),
                resolve(12, 2, WHOLE, POST_PENDING_TRANSFER),
                resolve(13, 3, 10, VOID_PENDING_TRANSFER)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeInheritedFieldsForTheSameAsGivenOnes(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2, 3);
        book.sendOne(transfer(1, 1, 2, 10, PENDING).userData64(6));
        book.sendOne(resolve(2, 1, 10, POST_PENDING_TRANSFER));
        assertEquals(
            List.of(
                EXISTS,
                EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID,
                EXISTS_WITH_DIFFERENT_USER_DATA_64,
                EXISTS_WITH_DIFFERENT_LEDGER),
            book.send(
                transfer(2, 1, 2, 10, POST_PENDING_TRANSFER).pendingId(UInt128.of(1)).userData64(6),
                resolve(2, 1, 10, POST_PENDING_TRANSFER).debitAccountId(UInt128.of(3)),
                resolve(2, 1, 10, POST_PENDING_TRANSFER).userData64(5),
                resolve(2, 1, 10, POST_PENDING_TRANSFER).ledger(2)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseAPostFromTheInstantOfExpiryOnThoughNobodySwept(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2).clock(at(1));
        book.sendOne(transfer(1, 1, 2, 10, PENDING).timeout(5));
        // The sweep looks some stamps back, for it does not know yet how many expiries it will find.
        book.clock(at(6));
        assertEquals(PENDING_TRANSFER_EXPIRED, book.sendOne(resolve(2, 1, 10, POST_PENDING_TRANSFER)));
        assertEquals(List.of(10L, 0L, 0L, 0L), book.balances(1));
        book.tick();
        assertEquals(List.of(0L, 0L, 0L, 0L), book.balances(1));
        assertEquals(PENDING_TRANSFER_EXPIRED, book.sendOne(resolve(4, 1, 10, POST_PENDING_TRANSFER)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldPostUntilTheLastInstant(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2).clock(at(1));
        book.sendOne(transfer(1, 1, 2, 10, PENDING).timeout(5));
        book.clock(at(6) - 1);
        assertEquals(CREATED, book.sendOne(resolve(2, 1, 10, POST_PENDING_TRANSFER)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldExpireInOrderOfExpiryAndThenOfTimestampBeforeTheCommandsOwnEvents(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2).clock(at(1));
        book.send(
            transfer(1, 1, 2, 1, PENDING).timeout(9),
            transfer(2, 1, 2, 2, PENDING).timeout(3),
            transfer(3, 1, 2, 4, PENDING).timeout(3),
            transfer(4, 1, 2, 8, PENDING));
        book.clock(at(20)).sendOne(transfer(5, 2, 1, 1, 0));
        final List<ChangeEvent> events = book.events().subList(4, 8);
        assertEquals(
            List.of(2L, 3L, 1L, 5L), events.stream().map((event) -> event.transfer().id().low()).toList());
        assertEquals(
            List.of(at(20) - 3, at(20) - 2, at(20) - 1, at(20)), events.stream().map(ChangeEvent::timestamp).toList());
        assertEquals(ChangeKind.TWO_PHASE_EXPIRED, events.getFirst().kind());
        assertEquals(book.transfer(2), events.getFirst().transfer());
        assertEquals(13, events.getFirst().debitAccount().debitsPending());
        assertEquals(List.of(8L, 0L, 0L, 1L), book.balances(1));
    }

    @ParameterizedTest
    @EnumSource
    void shouldExpireNoMoreThanTheLimitWithOneCommand(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2).clock(at(1));
        final int holds = Limits.EXPIRY_MAX + 10;
        book.send(IntStream.rangeClosed(1, holds)
            .mapToObj((id) -> transfer(id, 1, 2, 1, PENDING).timeout(1)).toArray(Transfer.Builder[]::new));
        assertEquals(List.of((long)holds, 0L, 0L, 0L), book.balances(1));
        book.clock(at(10)).tick();
        assertEquals(List.of(10L, 0L, 0L, 0L), book.balances(1));
        assertEquals(at(10) + 10, book.tick());
        assertEquals(List.of(0L, 0L, 0L, 0L), book.balances(1));
        assertEquals(at(10) + 10, book.tick());
    }

    @ParameterizedTest
    @EnumSource
    void shouldMoveAManualClockAndExpireWhatIsDueThen(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2).clock(at(1));
        book.sendOne(transfer(1, 1, 2, 10, PENDING).timeout(5));
        assertEquals(at(4), book.ledger.tick(at(1), 3 * SECOND));
        assertEquals(List.of(10L, 0L, 0L, 0L), book.balances(1));
        assertEquals(at(7) + 1, book.ledger.tick(at(1), 3 * SECOND));
        assertEquals(List.of(0L, 0L, 0L, 0L), book.balances(1));
    }

    @ParameterizedTest
    @EnumSource
    void shouldReopenAnAccountByTheVoidOrExpiryOfTheHoldThatClosedItOnly(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2, 3).clock(at(1));
        book.send(
            transfer(1, 1, 2, 5, PENDING),
            transfer(2, 1, 3, 0, PENDING | CLOSING_DEBIT),
            transfer(3, 3, 2, 0, PENDING | CLOSING_CREDIT).timeout(5));
        assertEquals(
            List.of(
                DEBIT_ACCOUNT_ALREADY_CLOSED, CREDIT_ACCOUNT_ALREADY_CLOSED, DEBIT_ACCOUNT_ALREADY_CLOSED, CREATED),
            book.send(
                transfer(11, 1, 3, 1, 0),
                transfer(12, 3, 2, 1, 0),
                resolve(13, 2, 0, POST_PENDING_TRANSFER),
                resolve(14, 1, 0, VOID_PENDING_TRANSFER)));
        assertEquals(AccountFlags.CLOSED, book.account(1).flags());
        assertEquals(CREATED, book.sendOne(resolve(15, 2, 0, VOID_PENDING_TRANSFER)));
        assertEquals(0, book.account(1).flags());
        assertEquals(AccountFlags.CLOSED, book.account(2).flags());
        book.clock(at(10));
        assertEquals(CREATED, book.sendOne(transfer(16, 1, 2, 1, 0)));
        assertEquals(0, book.account(2).flags());
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellAClosedAccountFromTheOneThatWasCreated(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2);
        book.sendOne(transfer(1, 1, 2, 0, PENDING | CLOSING_DEBIT));
        assertEquals("EXISTS_WITH_DIFFERENT_FLAGS", book.account(1, 0).name());
        assertEquals("EXISTS", book.account(1, AccountFlags.CLOSED).name());
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountPendingDebitsButNotPendingCreditsAgainstTheLimit(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(2);
        book.account(1, AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS);
        book.send(transfer(1, 2, 1, 10, 0), transfer(2, 2, 1, 10, PENDING), transfer(3, 1, 2, 6, PENDING));
        assertEquals(List.of(EXCEEDS_CREDITS, CREATED), book.send(transfer(4, 1, 2, 5, 0), transfer(5, 1, 2, 4, 0)));
        assertEquals(List.of(6L, 4L, 10L, 10L), book.balances(1));
    }

    @ParameterizedTest
    @EnumSource
    void shouldMoveNoMoreThanBalances(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2, 3);
        book.send(transfer(1, 3, 1, 10, 0), transfer(2, 1, 3, 3, PENDING), transfer(3, 2, 3, 4, 0));
        assertEquals(
            List.of(CREATED, CREATED, CREATED),
            book.send(
                transfer(11, 1, 2, 100, BALANCING_DEBIT | BALANCING_CREDIT),
                transfer(12, 1, 3, 100, BALANCING_DEBIT),
                transfer(13, 1, 3, 100, BALANCING_DEBIT | PENDING)));
        assertEquals(
            List.of(4L, 3L, 0L),
            List.of(book.transfer(11).amount(), book.transfer(12).amount(), book.transfer(13).amount()));
        assertEquals(
            List.of(EXISTS, EXISTS, EXISTS_WITH_DIFFERENT_AMOUNT),
            book.send(
                transfer(12, 1, 3, 3, BALANCING_DEBIT),
                transfer(12, 1, 3, WHOLE, BALANCING_DEBIT),
                transfer(12, 1, 3, 2, BALANCING_DEBIT)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepTheTimestampOfAnImportAndGiveItsEventAPositionOfItsOwn(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2).clock(at(100));
        assertEquals(at(50), book.results(transfer(1, 1, 2, 1, IMPORTED).timestamp(at(50))).getFirst().timestamp());
        final ChangeEvent event = book.events().getLast();
        assertEquals(at(100), event.timestamp());
        assertEquals(at(50), event.transfer().timestamp());
        assertEquals(1, book.ledger.accountTransfers(Book.filter(1).timestampMax(at(50)).build()).size());
        final List<String> accounts = book.accounts(
            Book.accountOf(3, AccountFlags.IMPORTED).timestamp(at(50)).build(),
            Book.accountOf(3, AccountFlags.IMPORTED).timestamp(at(50) + 1).build())
            .stream().map(Enum::name).toList();
        assertEquals(List.of("IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS", "CREATED"), accounts);
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveOneRowOfBalancesForEachTransferOfAnAccountWithHistory(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(2).clock(at(1));
        book.account(1, AccountFlags.HISTORY);
        book.send(transfer(1, 1, 2, 10, PENDING).timeout(1), transfer(2, 2, 1, 3, 0));
        book.clock(at(10)).sendOne(transfer(3, 2, 1, 4, 0));
        final List<Long> pending = book.ledger.accountBalances(Book.filter(1).build()).stream()
            .map((balance) -> balance.debitsPending()).toList();
        assertEquals(List.of(10L, 10L, 0L), pending);
        assertEquals(List.of(), book.ledger.accountBalances(Book.filter(2).build()));
        assertNotEquals(List.of(), book.ledger.accountTransfers(Book.filter(2).build()));
    }
}
