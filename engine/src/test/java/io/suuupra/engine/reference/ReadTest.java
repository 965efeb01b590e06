package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.Limits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static io.suuupra.engine.reference.Book.at;
import static io.suuupra.engine.reference.Book.transfer;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Lookups, filters and queries.
 */
final class ReadTest
{
    private static final int UNKNOWN_FLAG = FilterFlags.ALL + 1;

    @ParameterizedTest
    @EnumSource
    void shouldLookUpInTheOrderAskedForAndLeaveOutWhatIsUnknown(final LedgerKind kind)
    {
        final Book book = filled(kind);
        assertEquals(
            List.of(3L, 1L, 3L),
            book.ledger.lookupAccounts(ids(3, 77, 1, 3)).stream().map(Account::id).map(UInt128::low).toList());
        assertEquals(List.of(12L, 11L), low(book.ledger.lookupTransfers(ids(12, 78, 11))));
    }

    @ParameterizedTest
    @EnumSource
    void shouldFilterTheTransfersOfAnAccount(final LedgerKind kind)
    {
        final Book book = filled(kind);
        assertEquals(List.of(11L, 12L, 13L, 14L), low(book.ledger.accountTransfers(Book.filter(1).build())));
        assertEquals(
            List.of(14L, 13L),
            low(book.ledger.accountTransfers(Book.filter(1).limit(2)
                .flags(FilterFlags.DEBITS | FilterFlags.CREDITS | FilterFlags.REVERSED).build())));
        assertEquals(
            List.of(13L), low(book.ledger.accountTransfers(Book.filter(1).flags(FilterFlags.CREDITS).build())));
        assertEquals(
            List.of(12L, 13L),
            low(book.ledger.accountTransfers(Book.filter(1).timestampMin(at(12)).timestampMax(at(13)).build())));
        assertEquals(List.of(14L), low(book.ledger.accountTransfers(Book.filter(1).userData32(14).code(1).build())));
        assertEquals(List.of(), low(book.ledger.accountTransfers(Book.filter(1).userData32(14).code(2).build())));
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindNothingByAnInvalidFilter(final LedgerKind kind)
    {
        final Book book = filled(kind);
        Stream.of(
            Book.filter(UInt128.ZERO),
            Book.filter(UInt128.MAX),
            Book.filter(77),
            Book.filter(1).limit(0),
            Book.filter(1).flags(0),
            Book.filter(1).flags(FilterFlags.REVERSED),
            Book.filter(1).flags(FilterFlags.DEBITS | UNKNOWN_FLAG),
            Book.filter(1).timestampMin(at(13)).timestampMax(at(12)))
            .map((filter) -> filter.build())
            .forEach((filter) -> assertEquals(List.of(), book.ledger.accountTransfers(filter), filter::toString));
        Stream.of(
            QueryFilter.builder(),
            QueryFilter.builder().limit(1).flags(FilterFlags.DEBITS),
            QueryFilter.builder().limit(1).timestampMin(at(13)).timestampMax(at(12)))
            .map((filter) -> filter.build())
            .forEach((filter) ->
            {
                assertEquals(List.of(), book.ledger.queryAccounts(filter), filter::toString);
                assertEquals(List.of(), book.ledger.queryTransfers(filter), filter::toString);
            });
        assertEquals(List.of(), book.ledger.changeEvents(0, 0, 0));
        assertEquals(List.of(), book.ledger.changeEvents(at(13), at(12), 1));
    }

    @ParameterizedTest
    @EnumSource
    void shouldMatchAllGivenFieldsOfAQuery(final LedgerKind kind)
    {
        final Book book = filled(kind);
        assertEquals(
            List.of(12L, 13L, 14L),
            low(book.ledger.queryTransfers(QueryFilter.builder().limit(-1).ledger(1).timestampMin(at(12)).build())));
        assertEquals(
            List.of(13L),
            low(book.ledger.queryTransfers(QueryFilter.builder().limit(9).ledger(1).userData32(13).build())));
        assertEquals(List.of(), low(book.ledger.queryTransfers(QueryFilter.builder().limit(9).ledger(2).build())));
        assertEquals(
            List.of(3L),
            book.ledger.queryAccounts(QueryFilter.builder().limit(1).flags(FilterFlags.REVERSED).build()).stream()
                .map(Account::id).map(UInt128::low).toList());
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveChangeEventsBetweenTwoPositionsBothIncluded(final LedgerKind kind)
    {
        final Book book = filled(kind);
        final List<ChangeEvent> all = book.events();
        assertEquals(all.subList(1, 3), book.ledger.changeEvents(at(12), at(13), Limits.CHANGE_EVENTS_MAX));
        assertEquals(all.subList(1, 2), book.ledger.changeEvents(at(11) + 1, 0, 1));
        assertEquals(List.of(), book.ledger.changeEvents(at(14) + 1, 0, 1));
        assertEquals(all, book.ledger.changeEvents(0, Long.MAX_VALUE, Limits.CHANGE_EVENTS_MAX));
    }

    /** Accounts 1 to 3; transfers 11 to 14 at those seconds, their number in user_data_32; 13 goes the other way. */
    private static Book filled(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2, 3);
        for (int id = 11; id <= 14; id++)
        {
            final Transfer.Builder transfer = id == 13 ? transfer(id, 2, 1, 1, 0) : transfer(id, 1, 2, 1, 0);
            book.clock(at(id)).sendOne(transfer.userData32(id));
        }
        return book;
    }

    private static List<UInt128> ids(final long... ids)
    {
        return Arrays.stream(ids).mapToObj(UInt128::of).toList();
    }

    private static List<Long> low(final List<Transfer> transfers)
    {
        return transfers.stream().map(Transfer::id).map(UInt128::low).toList();
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindTheAccountOfTheVeryTime(final LedgerKind kind)
    {
        final Book book = new Book(kind).accounts(1, 2, 3);
        final Account second = book.ledger.lookupAccounts(List.of(UInt128.of(2))).getFirst();
        assertEquals(List.of(second), book.ledger.queryAccounts(QueryFilter.builder()
            .timestampMin(second.timestamp()).timestampMax(second.timestamp()).limit(10).build()));
    }
}
