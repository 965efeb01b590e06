package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.generated.CreateAccountStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

import static io.suuupra.codecs.frame.AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS;
import static io.suuupra.codecs.frame.AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS;
import static io.suuupra.codecs.frame.TransferFlags.BALANCING_CREDIT;
import static io.suuupra.codecs.frame.TransferFlags.BALANCING_DEBIT;
import static io.suuupra.codecs.frame.TransferFlags.IMPORTED;
import static io.suuupra.codecs.frame.TransferFlags.PENDING;
import static io.suuupra.codecs.frame.TransferFlags.POST_PENDING_TRANSFER;
import static io.suuupra.codecs.generated.CreateTransferStatus.*;
import static io.suuupra.engine.reference.Book.SECOND;
import static io.suuupra.engine.reference.Book.accountOf;
import static io.suuupra.engine.reference.Book.at;
import static io.suuupra.engine.reference.Book.resolve;
import static io.suuupra.engine.reference.Book.transfer;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * The last figure that is allowed beside the first that is not.
 */
final class LedgerBoundsTest
{
    private static final long ALL = Long.MAX_VALUE;
    private static final int LONGEST_TIMEOUT = -1;
    private static final long LONGEST_TIMEOUT_NS = ((1L << 32) - 1) * SECOND;

    @ParameterizedTest
    @EnumSource
    void shouldTakeIdsOfWhichHalfIsAllOnes(final LedgerKind kind)
    {
        final UInt128 low = new UInt128(0, -1);
        final UInt128 high = new UInt128(-1, 0);
        final Book book = new Book(kind);
        book.accounts(accountOf(1, 0).id(low).build(), accountOf(2, 0).id(high).build());
        assertEquals(List.of(CREATED, CREATED), book.send(
            transfer(1, 1, 2, 5, 0).debitAccountId(low).creditAccountId(high),
            transfer(2, 1, 2, 5, 0).debitAccountId(high).creditAccountId(low)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldFillABalanceToTheLastUnit(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2, 3, 4);
        book.sendOne(transfer(1, 1, 2, ALL - 5, 0));
        assertEquals(OVERFLOWS_DEBITS_POSTED, book.sendOne(transfer(2, 1, 3, 6, 0)));
        assertEquals(OVERFLOWS_CREDITS_POSTED, book.sendOne(transfer(3, 3, 2, 6, 0)));
        assertEquals(CREATED, book.sendOne(transfer(4, 1, 2, 5, 0)));
        assertEquals(List.of(0L, ALL, 0L, 0L), book.balances(1));
        book.sendOne(transfer(5, 3, 4, ALL - 5, PENDING));
        assertEquals(OVERFLOWS_DEBITS, book.sendOne(transfer(6, 3, 1, 6, 0)));
        assertEquals(OVERFLOWS_CREDITS, book.sendOne(transfer(7, 2, 4, 6, 0)));
        assertEquals(CREATED, book.sendOne(transfer(8, 3, 4, 5, 0)));
        assertEquals(List.of(0L, 0L, ALL - 5, 5L), book.balances(4));
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetDebitsComeUpToCreditsWithWhatIsHeld(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1);
        book.account(2, DEBITS_MUST_NOT_EXCEED_CREDITS);
        book.sendOne(transfer(1, 1, 2, 10, 0));
        book.sendOne(transfer(2, 2, 1, 3, PENDING));
        book.sendOne(transfer(3, 2, 1, 2, 0));
        assertEquals(EXCEEDS_CREDITS, book.sendOne(transfer(4, 2, 1, 6, 0)));
        assertEquals(CREATED, book.sendOne(transfer(5, 2, 1, 5, 0)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetCreditsComeUpToDebitsWithWhatIsHeld(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1);
        book.account(2, CREDITS_MUST_NOT_EXCEED_DEBITS);
        book.sendOne(transfer(1, 2, 1, 10, 0));
        book.sendOne(transfer(2, 1, 2, 3, PENDING));
        book.sendOne(transfer(3, 1, 2, 2, 0));
        assertEquals(EXCEEDS_DEBITS, book.sendOne(transfer(4, 1, 2, 6, 0)));
        assertEquals(CREATED, book.sendOne(transfer(5, 1, 2, 5, 0)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldBalanceToWhatIsLeftBesideWhatIsHeld(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2, 3);
        book.sendOne(transfer(1, 1, 2, 10, 0));
        book.sendOne(transfer(2, 2, 3, 3, PENDING));
        book.sendOne(transfer(3, 2, 3, 2, 0));
        assertEquals(CREATED, book.sendOne(transfer(4, 2, 3, 100, BALANCING_DEBIT)));
        assertEquals(5, book.transfer(4).amount());
        book.sendOne(transfer(5, 3, 1, 3, PENDING));
        book.sendOne(transfer(6, 3, 1, 2, 0));
        assertEquals(CREATED, book.sendOne(transfer(7, 3, 1, 100, BALANCING_CREDIT)));
        assertEquals(5, book.transfer(7).amount());
    }

    @ParameterizedTest
    @EnumSource
    void shouldHoldUntilTheLastTimestampThereIs(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2);
        book.clock(ALL - LONGEST_TIMEOUT_NS);
        assertEquals(CREATED, book.sendOne(transfer(1, 1, 2, 5, PENDING).timeout(LONGEST_TIMEOUT)));
        assertEquals(OVERFLOWS_TIMEOUT, book.sendOne(transfer(2, 1, 2, 5, PENDING).timeout(LONGEST_TIMEOUT)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldImportNothingOfTheMomentOfAnAccount(final LedgerKind kind)
    {
        final Book book = new Book(kind).clock(at(100));
        book.accounts(accountOf(1, AccountFlags.IMPORTED).timestamp(at(1)).build());
        book.accounts(accountOf(2, AccountFlags.IMPORTED).timestamp(at(2)).build());
        assertEquals(IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_DEBIT_ACCOUNT,
            book.sendOne(transfer(1, 2, 1, 5, IMPORTED).timestamp(at(2) - 1)));
        assertEquals(IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_CREDIT_ACCOUNT,
            book.sendOne(transfer(2, 1, 2, 5, IMPORTED).timestamp(at(2) - 1)));
        assertEquals(IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS,
            book.sendOne(transfer(4, 1, 2, 5, IMPORTED).timestamp(at(2))));
        assertEquals(CREATED, book.sendOne(transfer(3, 1, 2, 5, IMPORTED).timestamp(at(2) + 1)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellARepeatedPostWithOtherUserDataApart(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2);
        book.sendOne(transfer(1, 1, 2, 5, PENDING));
        book.sendOne(resolve(2, 1, ALL, POST_PENDING_TRANSFER).userData128(UInt128.of(5)).userData32(6));
        assertEquals(EXISTS_WITH_DIFFERENT_USER_DATA_128, book.sendOne(
            resolve(2, 1, ALL, POST_PENDING_TRANSFER).userData128(UInt128.of(7)).userData32(6)));
        assertEquals(EXISTS_WITH_DIFFERENT_USER_DATA_32, book.sendOne(
            resolve(2, 1, ALL, POST_PENDING_TRANSFER).userData128(UInt128.of(5)).userData32(8)));
        assertEquals(EXISTS, book.sendOne(
            resolve(2, 1, ALL, POST_PENDING_TRANSFER).userData128(UInt128.of(5)).userData32(6)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldImportFromTheFirstTimestampOn(final LedgerKind kind)
    {
        final Book book = new Book(kind).clock(at(100));
        assertEquals(List.of(CreateAccountStatus.IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE),
            book.accounts(accountOf(1, AccountFlags.IMPORTED).timestamp(0).build()));
        assertEquals(List.of(CreateAccountStatus.CREATED),
            book.accounts(accountOf(1, AccountFlags.IMPORTED).timestamp(1).build()));
    }

    @ParameterizedTest
    @EnumSource
    void shouldImportNoTwoAccountsOfOneMoment(final LedgerKind kind)
    {
        final Book book = new Book(kind).clock(at(100));
        book.accounts(accountOf(1, AccountFlags.IMPORTED).timestamp(at(1)).build());
        assertEquals(List.of(CreateAccountStatus.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS),
            book.accounts(accountOf(2, AccountFlags.IMPORTED).timestamp(at(1)).build()));
        assertEquals(List.of(CreateAccountStatus.CREATED),
            book.accounts(accountOf(2, AccountFlags.IMPORTED).timestamp(at(1) + 1).build()));
    }
}
