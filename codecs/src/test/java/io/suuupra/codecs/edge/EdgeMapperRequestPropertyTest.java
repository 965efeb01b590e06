package io.suuupra.codecs.edge;

import io.suuupra.codecs.frame.MessageCheck;
import io.suuupra.codecs.generated.CreateAccountsDecoder;
import io.suuupra.codecs.generated.CreateTransfersDecoder;
import io.suuupra.codecs.generated.GetAccountBalancesDecoder;
import io.suuupra.codecs.generated.GetAccountTransfersDecoder;
import io.suuupra.codecs.generated.GetChangeEventsDecoder;
import io.suuupra.codecs.generated.GetStateDecoder;
import io.suuupra.codecs.generated.LookupAccountsDecoder;
import io.suuupra.codecs.generated.LookupTransfersDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.QueryAccountsDecoder;
import io.suuupra.codecs.generated.QueryTransfersDecoder;
import io.suuupra.codecs.generated.TickDecoder;
import io.suuupra.codecs.generated.Uint128Decoder;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

/**
 * Every request that the mapper writes is what the flyweights read back, field by field.
 */
class EdgeMapperRequestPropertyTest
{
    private static final int OFFSET = 24;
    private static final int TRIES = 300;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[8192]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final EdgeMapper mapper = new EdgeMapper();

    EdgeMapperRequestPropertyTest()
    {
        // What an earlier use of the buffer left behind must not show.
        buffer.setMemory(0, buffer.capacity(), (byte)0xA5);
    }

    @Property(tries = TRIES)
    void shouldWriteAccounts(@ForAll("accounts") final List<Account> accounts)
    {
        final int length = mapper.encodeCreateAccounts(accounts, buffer, OFFSET);
        final CreateAccountsDecoder decoder = new CreateAccountsDecoder().wrapAndApplyHeader(buffer, OFFSET, header);
        final List<Account> read = new ArrayList<>();
        for (final CreateAccountsDecoder.AccountsDecoder row : decoder.accounts())
        {
            read.add(new Account(number(row.id()), row.debitsPending(), row.debitsPosted(), row.creditsPending(),
                row.creditsPosted(), number(row.userData128()), row.userData64(), (int)row.userData32(),
                (int)row.reserved(), (int)row.ledger(), row.code(), row.flags().getRaw(), row.timestamp()));
        }
        assertEquals(accounts, read);
        assertLength(length, decoder.encodedLength());
    }

    @Property(tries = TRIES)
    void shouldWriteTransfers(@ForAll("transfers") final List<Transfer> transfers)
    {
        final int length = mapper.encodeCreateTransfers(transfers, buffer, OFFSET);
        final CreateTransfersDecoder decoder = new CreateTransfersDecoder().wrapAndApplyHeader(buffer, OFFSET, header);
        final List<Transfer> read = new ArrayList<>();
        for (final CreateTransfersDecoder.TransfersDecoder row : decoder.transfers())
        {
            read.add(new Transfer(number(row.id()), number(row.debitAccountId()), number(row.creditAccountId()),
                row.amount(), number(row.pendingId()), number(row.userData128()), row.userData64(),
                (int)row.userData32(), (int)row.timeout(), (int)row.ledger(), row.code(), row.flags().getRaw(),
                row.timestamp()));
        }
        assertEquals(transfers, read);
        assertEquals(transfers, mapper.decodeCreateTransfers(buffer, OFFSET));
        assertLength(length, decoder.encodedLength());
    }

    @Property(tries = TRIES)
    void shouldWriteLookups(@ForAll("ids") final List<UInt128> ids)
    {
        final int accountsLength = mapper.encodeLookupAccounts(ids, buffer, OFFSET);
        final LookupAccountsDecoder accounts = new LookupAccountsDecoder().wrapAndApplyHeader(buffer, OFFSET, header);
        final List<UInt128> read = new ArrayList<>();
        accounts.ids().forEach(row -> read.add(number(row.id())));
        assertEquals(ids, read);
        assertLength(accountsLength, accounts.encodedLength());
        assertNull(MessageCheck.check(buffer, OFFSET, accountsLength));

        final int transfersLength = mapper.encodeLookupTransfers(ids, buffer, OFFSET);
        final LookupTransfersDecoder transfers =
            new LookupTransfersDecoder().wrapAndApplyHeader(buffer, OFFSET, header);
        read.clear();
        transfers.ids().forEach(row -> read.add(number(row.id())));
        assertEquals(ids, read);
        assertLength(transfersLength, transfers.encodedLength());
        assertNull(MessageCheck.check(buffer, OFFSET, transfersLength));
    }

    @Property(tries = TRIES)
    void shouldWriteFilterOfAccountTransfers(@ForAll("accountFilters") final AccountFilter filter)
    {
        final int length = mapper.encodeGetAccountTransfers(filter, buffer, OFFSET);
        final GetAccountTransfersDecoder read =
            new GetAccountTransfersDecoder().wrapAndApplyHeader(buffer, OFFSET, header);
        assertEquals(filter, new AccountFilter(number(read.accountId()), number(read.userData128()), read.userData64(),
            (int)read.userData32(), read.code(), read.timestampMin(), read.timestampMax(), (int)read.rowLimit(),
            (int)read.flags().getRaw()));
        assertEquals(0, read.reserved());
        assertLength(length, GetAccountTransfersDecoder.BLOCK_LENGTH);
    }

    @Property(tries = TRIES)
    void shouldWriteFilterOfAccountBalances(@ForAll("accountFilters") final AccountFilter filter)
    {
        final int length = mapper.encodeGetAccountBalances(filter, buffer, OFFSET);
        final GetAccountBalancesDecoder read =
            new GetAccountBalancesDecoder().wrapAndApplyHeader(buffer, OFFSET, header);
        assertEquals(filter, new AccountFilter(number(read.accountId()), number(read.userData128()), read.userData64(),
            (int)read.userData32(), read.code(), read.timestampMin(), read.timestampMax(), (int)read.rowLimit(),
            (int)read.flags().getRaw()));
        assertEquals(0, read.reserved());
        assertLength(length, GetAccountBalancesDecoder.BLOCK_LENGTH);
    }

    @Property(tries = TRIES)
    void shouldWriteQueryOfAccounts(@ForAll("queryFilters") final QueryFilter filter)
    {
        final int length = mapper.encodeQueryAccounts(filter, buffer, OFFSET);
        final QueryAccountsDecoder read = new QueryAccountsDecoder().wrapAndApplyHeader(buffer, OFFSET, header);
        assertEquals(filter, new QueryFilter(number(read.userData128()), read.userData64(), (int)read.userData32(),
            (int)read.ledger(), read.code(), read.timestampMin(), read.timestampMax(), (int)read.rowLimit(),
            (int)read.flags().getRaw()));
        assertEquals(0, read.reserved());
        assertLength(length, QueryAccountsDecoder.BLOCK_LENGTH);
    }

    @Property(tries = TRIES)
    void shouldWriteQueryOfTransfers(@ForAll("queryFilters") final QueryFilter filter)
    {
        final int length = mapper.encodeQueryTransfers(filter, buffer, OFFSET);
        final QueryTransfersDecoder read = new QueryTransfersDecoder().wrapAndApplyHeader(buffer, OFFSET, header);
        assertEquals(filter, new QueryFilter(number(read.userData128()), read.userData64(), (int)read.userData32(),
            (int)read.ledger(), read.code(), read.timestampMin(), read.timestampMax(), (int)read.rowLimit(),
            (int)read.flags().getRaw()));
        assertEquals(0, read.reserved());
        assertLength(length, QueryTransfersDecoder.BLOCK_LENGTH);
    }

    @Property(tries = TRIES)
    void shouldWriteRangeOfChangeEvents(@ForAll final long min, @ForAll final long max, @ForAll final int limit)
    {
        final int length = mapper.encodeGetChangeEvents(min, max, limit, buffer, OFFSET);
        final GetChangeEventsDecoder read = new GetChangeEventsDecoder().wrapAndApplyHeader(buffer, OFFSET, header);
        assertEquals(List.of(min, max, Integer.toUnsignedLong(limit)),
            List.of(read.timestampMin(), read.timestampMax(), read.rowLimit()));
        assertLength(length, GetChangeEventsDecoder.BLOCK_LENGTH);
    }

    @Property(tries = TRIES)
    void shouldWriteTick(@ForAll final long advanceNs)
    {
        final int length = mapper.encodeTick(advanceNs, buffer, OFFSET);
        assertEquals(advanceNs, new TickDecoder().wrapAndApplyHeader(buffer, OFFSET, header).advanceNs());
        assertLength(length, TickDecoder.BLOCK_LENGTH);
    }

    @Example
    void shouldWriteGetState()
    {
        assertLength(mapper.encodeGetState(buffer, OFFSET), GetStateDecoder.BLOCK_LENGTH);
        assertEquals(GetStateDecoder.TEMPLATE_ID, header.wrap(buffer, OFFSET).templateId());
        assertNull(MessageCheck.check(buffer, OFFSET, MessageHeaderDecoder.ENCODED_LENGTH));
    }

    @Provide
    Arbitrary<List<UInt128>> ids()
    {
        return EdgeRecords.ids();
    }

    @Provide
    Arbitrary<List<Account>> accounts()
    {
        return EdgeRecords.accounts();
    }

    @Provide
    Arbitrary<List<Transfer>> transfers()
    {
        return EdgeRecords.transfers();
    }

    @Provide
    Arbitrary<AccountFilter> accountFilters()
    {
        return EdgeRecords.accountFilters();
    }

    @Provide
    Arbitrary<QueryFilter> queryFilters()
    {
        return EdgeRecords.queryFilters();
    }

    private void assertLength(final int length, final int bodyLength)
    {
        assertEquals(MessageHeaderDecoder.ENCODED_LENGTH + bodyLength, length);
        assertEquals((byte)0xA5, buffer.getByte(OFFSET - 1));
    }

    private static UInt128 number(final Uint128Decoder decoder)
    {
        return new UInt128(decoder.high(), decoder.low());
    }
}
