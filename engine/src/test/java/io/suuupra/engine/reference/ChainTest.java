package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.testkit.reference.Capacities;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Collections;
import java.util.List;

import static io.suuupra.codecs.frame.TransferFlags.CLOSING_DEBIT;
import static io.suuupra.codecs.frame.TransferFlags.IMPORTED;
import static io.suuupra.codecs.frame.TransferFlags.LINKED;
import static io.suuupra.codecs.frame.TransferFlags.PENDING;
import static io.suuupra.codecs.frame.TransferFlags.POST_PENDING_TRANSFER;
import static io.suuupra.codecs.frame.TransferFlags.VOID_PENDING_TRANSFER;
import static io.suuupra.codecs.generated.CreateTransferStatus.*;
import static io.suuupra.engine.reference.Book.accountOf;
import static io.suuupra.engine.reference.Book.at;
import static io.suuupra.engine.reference.Book.resolve;
import static io.suuupra.engine.reference.Book.transfer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Stamps, chains and burnt ids.
 */
final class ChainTest
{
    private static final long TOO_MUCH = 1_000;

    /** More than there is room for at first. */
    private static final int LONG_CHAIN = 150;

    @ParameterizedTest
    @EnumSource
    void shouldCountStampsBackFromTheHostsClock(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2).clock(at(10));
        final List<CreateResult<CreateTransferStatus>> results =
            book.results(transfer(1, 1, 2, 1, 0), transfer(2, 1, 1, 1, 0), transfer(3, 1, 2, 1, 0));
        assertEquals(List.of(at(10) - 2, at(10) - 1, at(10)), results.stream().map(CreateResult::timestamp).toList());
        assertEquals(at(10), book.transfer(3).timestamp());
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepStampsRisingWhenTheClockStepsBack(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2).clock(at(10));
        book.sendOne(transfer(1, 1, 2, 1, 0));
        book.clock(at(5));
        assertEquals(at(10) + 1, book.results(transfer(2, 1, 2, 1, 0)).getFirst().timestamp());
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeBackAWholeChainAndNothingElse(final LedgerKind kind)
    {
        final Book book = limited(kind);
        assertEquals(
            List.of(CREATED, LINKED_EVENT_FAILED, EXCEEDS_CREDITS, LINKED_EVENT_FAILED, CREATED),
            book.send(
                transfer(1, 2, 3, 1, 0),
                transfer(2, 2, 3, 10, LINKED),
                transfer(3, 1, 2, TOO_MUCH, LINKED),
                transfer(4, 2, 3, 10, 0),
                transfer(5, 2, 3, 5, 0)));
        assertEquals(List.of(0L, 6L, 0L, 100L), List.of(
            book.account(2).debitsPending(),
            book.account(2).debitsPosted(),
            book.account(1).debitsPosted(),
            book.account(1).creditsPosted()));
        assertFalse(book.has(2) || book.has(3) || book.has(4));
        assertEquals(3, book.events().size());
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeExistsForABreakOfTheChain(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2);
        assertEquals(List.of(CREATED, CREATED), book.send(transfer(1, 1, 2, 1, LINKED), transfer(2, 1, 2, 1, 0)));
        assertEquals(
            List.of(EXISTS, LINKED_EVENT_FAILED), book.send(transfer(1, 1, 2, 1, LINKED), transfer(2, 1, 2, 1, 0)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellTheLastEventOfAnOpenChainEvenIfTheChainBrokeBefore(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2);
        assertEquals(
            List.of(ACCOUNTS_MUST_BE_DIFFERENT, LINKED_EVENT_FAILED, LINKED_EVENT_CHAIN_OPEN),
            book.send(
                transfer(1, 1, 1, 1, LINKED), transfer(2, 1, 2, 1, LINKED), transfer(3, 1, 2, 1, LINKED)));
        assertEquals(
            List.of(LINKED_EVENT_FAILED, LINKED_EVENT_CHAIN_OPEN),
            book.send(transfer(2, 1, 2, 1, LINKED), transfer(3, 1, 2, 1, LINKED)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeBackAccounts(final LedgerKind kind)
    {
        final Book book = new Book(kind);
        assertEquals(
            List.of(CreateAccountStatus.LINKED_EVENT_FAILED, CreateAccountStatus.CODE_MUST_NOT_BE_ZERO),
            book.accounts(
                Book.accountOf(1, AccountFlags.LINKED).build(), Book.accountOf(2, 0).code(0).build()));
        assertTrue(book.ledger.lookupAccounts(List.of(UInt128.of(1))).isEmpty());
        assertEquals(CreateAccountStatus.CREATED, book.account(1, AccountFlags.HISTORY));
    }

    @ParameterizedTest
    @EnumSource
    void shouldOpenAgainWhatAChainHadClosed(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2);
        assertEquals(
            List.of(LINKED_EVENT_FAILED, DEBIT_ACCOUNT_ALREADY_CLOSED),
            book.send(transfer(1, 1, 2, 0, LINKED | PENDING | CLOSING_DEBIT), transfer(2, 1, 2, 1, 0)));
        assertEquals(CREATED, book.sendOne(transfer(3, 1, 2, 1, 0)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldStillExpireAHoldWhosePostWasTakenBack(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2).clock(at(1));
        book.sendOne(transfer(1, 1, 2, 10, PENDING).timeout(5));
        assertEquals(
            List.of(LINKED_EVENT_FAILED, ACCOUNTS_MUST_BE_DIFFERENT),
            book.send(resolve(2, 1, 10, POST_PENDING_TRANSFER | LINKED), transfer(3, 1, 1, 1, 0)));
        assertEquals(List.of(10L, 0L, 0L, 0L), book.balances(1));
        book.clock(at(10)).tick();
        assertEquals(List.of(0L, 0L, 0L, 0L), book.balances(1));
    }

    @ParameterizedTest
    @EnumSource
    void shouldForgetTheTimestampsOfImportsThatWereTakenBack(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2).clock(at(100));
        assertEquals(
            List.of(LINKED_EVENT_FAILED, ACCOUNTS_MUST_BE_DIFFERENT),
            book.send(
                transfer(1, 1, 2, 1, LINKED | IMPORTED).timestamp(at(50)),
                transfer(2, 1, 1, 1, IMPORTED).timestamp(at(51))));
        assertEquals(CREATED, book.sendOne(transfer(3, 1, 2, 1, IMPORTED).timestamp(at(50))));
        assertEquals(at(50), book.transfer(3).timestamp());
        assertEquals(
            IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS,
            book.sendOne(transfer(4, 1, 2, 1, IMPORTED).timestamp(at(50))));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotKeepATimeTakenForAnAccountThatWasTakenBack(final LedgerKind kind)
    {
        final Book book = new Book(kind).clock(at(100));
        book.accounts(
            accountOf(1, AccountFlags.IMPORTED).timestamp(at(10)).build(),
            accountOf(2, AccountFlags.IMPORTED).timestamp(at(11)).build());
        book.accounts(
            accountOf(3, AccountFlags.IMPORTED | AccountFlags.LINKED).timestamp(at(50)).build(),
            accountOf(1, AccountFlags.IMPORTED).timestamp(at(51)).build());
        assertEquals(CREATED, book.sendOne(transfer(1, 1, 2, 1, IMPORTED).timestamp(at(50))));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotKeepATimeTakenForATransferThatWasTakenBack(final LedgerKind kind)
    {
        final Book book = new Book(kind).clock(at(100));
        book.accounts(
            accountOf(1, AccountFlags.IMPORTED).timestamp(at(10)).build(),
            accountOf(2, AccountFlags.IMPORTED).timestamp(at(11)).build());
        book.send(
            transfer(1, 1, 2, 1, LINKED | IMPORTED).timestamp(at(50)),
            transfer(2, 1, 1, 1, IMPORTED).timestamp(at(51)));
        assertEquals(List.of(CreateAccountStatus.CREATED),
            book.accounts(accountOf(3, AccountFlags.IMPORTED).timestamp(at(50)).build()));
    }

    @ParameterizedTest
    @EnumSource
    void shouldBurnAnIdForGood(final LedgerKind kind)
    {
        final Book book = limited(kind);
        assertEquals(EXCEEDS_CREDITS, book.sendOne(transfer(1, 1, 2, TOO_MUCH, 0)));
        book.sendOne(transfer(2, 2, 1, TOO_MUCH, 0));
        assertEquals(ID_ALREADY_FAILED, book.sendOne(transfer(1, 1, 2, TOO_MUCH, 0)));
        assertEquals(ID_ALREADY_FAILED, book.sendOne(transfer(1, 2, 1, 1, 0)));
        assertFalse(book.has(1));
        assertEquals(CREATED, book.sendOne(transfer(3, 1, 2, TOO_MUCH, 0)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepAnIdBurntWhenItsChainIsTakenBackAndLeaveItsMatesFree(final LedgerKind kind)
    {
        final Book book = limited(kind);
        assertEquals(
            List.of(LINKED_EVENT_FAILED, EXCEEDS_CREDITS, LINKED_EVENT_FAILED),
            book.send(transfer(1, 2, 3, 1, LINKED), transfer(2, 1, 2, TOO_MUCH, LINKED), transfer(3, 2, 3, 1, 0)));
        assertEquals(
            List.of(CREATED, ID_ALREADY_FAILED, CREATED),
            book.send(transfer(1, 2, 3, 1, 0), transfer(2, 1, 2, 1, 0), transfer(3, 2, 3, 1, 0)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotPostWhatOnlyATombstoneStandsFor(final LedgerKind kind)
    {
        final Book book = limited(kind);
        assertEquals(EXCEEDS_CREDITS, book.sendOne(transfer(1, 1, 2, TOO_MUCH, PENDING)));
        assertEquals(PENDING_TRANSFER_NOT_FOUND, book.sendOne(resolve(2, 1, TOO_MUCH, POST_PENDING_TRANSFER)));
        assertEquals(ID_ALREADY_FAILED, book.sendOne(resolve(2, 1, TOO_MUCH, POST_PENDING_TRANSFER)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldBurnNothingWhereTheLedgerIsFull(final LedgerKind kind)
    {
        final Book book = new Book(kind, new Capacities(2, 2, 1)).accounts(1, 2);
        assertEquals(CreateAccountStatus.CAPACITY_EXCEEDED, book.account(3, 0));
        assertEquals(
            List.of(CREATED, CAPACITY_EXCEEDED),
            book.send(transfer(1, 1, 2, 1, PENDING), transfer(2, 1, 2, 1, PENDING)));
        assertEquals(CREATED, book.sendOne(transfer(2, 1, 2, 1, 0)));
        assertEquals(CAPACITY_EXCEEDED, book.sendOne(transfer(3, 1, 2, 1, 0)));
        assertEquals(CAPACITY_EXCEEDED, book.sendOne(transfer(3, 1, 2, 1, 0)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveBackTheRoomOfAChainThatBroke(final LedgerKind kind)
    {
        final Book book = new Book(kind, new Capacities(2, 2, 1)).accounts(1, 2);
        assertEquals(
            List.of(LINKED_EVENT_FAILED, LINKED_EVENT_FAILED, CAPACITY_EXCEEDED),
            book.send(
                transfer(1, 1, 2, 1, LINKED | PENDING), transfer(2, 1, 2, 1, LINKED), transfer(3, 1, 2, 1, 0)));
        assertEquals(List.of(CREATED, CREATED), book.send(transfer(1, 1, 2, 1, PENDING), transfer(3, 1, 2, 1, 0)));
    }

    /** Account 1 has 100 and may not fall below 0; 2 and 3 may. */
    @ParameterizedTest
    @EnumSource
    void shouldTakeBackAChainOfAnyLength(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2, 3);
        hold(book, LONG_CHAIN);
        final List<Long> before = book.balances(1);
        final Transfer.Builder[] chain = new Transfer.Builder[2 * LONG_CHAIN + 1];
        for (int i = 0; i < LONG_CHAIN; i++)
        {
            chain[2 * i] = resolve(1_001 + i, 1 + i, 0, VOID_PENDING_TRANSFER | LINKED);
            chain[2 * i + 1] = transfer(2_001 + i, 2, 3, 1, PENDING | LINKED).timeout(60);
        }
        chain[2 * LONG_CHAIN] = transfer(3_000, 1, 1, 1, 0);
        assertEquals(ACCOUNTS_MUST_BE_DIFFERENT, book.send(chain).getLast());
        assertEquals(before, book.balances(1));
        assertEquals(List.of(0L, 0L, (long)LONG_CHAIN, 0L), book.balances(2));
        assertEquals(List.of(0L, 0L, 0L, 0L), book.balances(3));
        assertEquals(CREATED, book.sendOne(resolve(4_000, LONG_CHAIN, 0, VOID_PENDING_TRANSFER)), "it is open again");
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepAChainOfAnyLength(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2);
        hold(book, LONG_CHAIN);
        final Transfer.Builder[] chain = new Transfer.Builder[LONG_CHAIN];
        for (int i = 0; i < LONG_CHAIN; i++)
        {
            chain[i] = resolve(1_001 + i, 1 + i, 0, VOID_PENDING_TRANSFER | (i < LONG_CHAIN - 1 ? LINKED : 0));
        }
        assertEquals(Collections.nCopies(LONG_CHAIN, CREATED), book.send(chain));
        assertEquals(List.of(0L, 0L, 0L, 0L), book.balances(1));
    }

    private static void hold(final Book book, final int count)
    {
        for (int i = 1; i <= count; i++)
        {
            book.sendOne(transfer(i, 1, 2, 1, PENDING).timeout(60));
        }
    }

    private static Book limited(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(2, 3);
        book.account(1, AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS);
        book.sendOne(transfer(100, 3, 1, 100, 0));
        return book;
    }
}
