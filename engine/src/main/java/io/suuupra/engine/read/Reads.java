package io.suuupra.engine.read;

import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.AccountsReplyEncoder;
import io.suuupra.codecs.generated.BalancesReplyEncoder;
import io.suuupra.codecs.generated.ChangeEventsEncoder;
import io.suuupra.codecs.generated.GetAccountBalancesDecoder;
import io.suuupra.codecs.generated.GetAccountTransfersDecoder;
import io.suuupra.codecs.generated.GetChangeEventsDecoder;
import io.suuupra.codecs.generated.GetStateDecoder;
import io.suuupra.codecs.generated.GetUpiTransactionDecoder;
import io.suuupra.codecs.generated.GroupSizeEncodingEncoder;
import io.suuupra.codecs.generated.JournalFrameHeaderDecoder;
import io.suuupra.codecs.generated.LookupAccountsDecoder;
import io.suuupra.codecs.generated.LookupTransfersDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.QueryAccountsDecoder;
import io.suuupra.codecs.generated.QueryTransfersDecoder;
import io.suuupra.codecs.generated.StateReplyEncoder;
import io.suuupra.codecs.generated.TransfersReplyEncoder;
import io.suuupra.codecs.generated.UpiGetCycleDecoder;
import io.suuupra.codecs.generated.UpiGetCyclePaymentsDecoder;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.engine.CorruptStateException;
import io.suuupra.engine.Engine;
import io.suuupra.engine.EventSink;
import io.suuupra.engine.ledger.Accounts;
import io.suuupra.engine.ledger.Ledger;
import io.suuupra.engine.ledger.StateHash;
import io.suuupra.engine.ledger.TransferStore;
import io.suuupra.engine.upi.CycleLog;
import io.suuupra.engine.upi.TransactionReader;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * Takes reads in the order of the ring: answers the point reads, and cuts the scans.
 */
public final class Reads
{
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int GROUP_LENGTH = GroupSizeEncodingEncoder.ENCODED_LENGTH;

    private final Engine engine;
    private final Accounts accounts;
    private final TransferStore store;
    private final RowWriter writer;
    private final TransactionReader transactions;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MessageHeaderEncoder replyHeader = new MessageHeaderEncoder();
    private final LookupAccountsDecoder lookupAccounts = new LookupAccountsDecoder();
    private final LookupTransfersDecoder lookupTransfers = new LookupTransfersDecoder();
    private final AccountsReplyEncoder accountsReply = new AccountsReplyEncoder();
    private final TransfersReplyEncoder transfersReply = new TransfersReplyEncoder();
    private int ledgerMin;
    private int ledgerMax;

    /**
     * @param engine whose state is read.
     */
    public Reads(final Engine engine)
    {
        final Ledger ledger = engine.ledger();
        this.engine = engine;
        this.accounts = ledger.accounts();
        this.store = ledger.store();
        this.writer = new RowWriter(accounts, store);
        this.transactions = new TransactionReader(engine.upi().tables(), store);
    }

    /**
     * @param frame  header of the frame, which tells who asks.
     * @param buffer that holds the read.
     * @param offset of its header.
     * @param sink   that takes the reply, where there is one at once.
     * @return null if the read was answered; else a scan.
     */
    public Scan onRead(
        final JournalFrameHeaderDecoder frame, final DirectBuffer buffer, final int offset, final EventSink sink)
    {
        ledgerMin = (int)frame.ledgerMin();
        ledgerMax = (int)frame.ledgerMax();
        header.wrap(buffer, offset);
        final int templateId = header.templateId();
        switch (templateId)
        {
            case LookupAccountsDecoder.TEMPLATE_ID -> lookupAccounts(buffer, offset, sink);
            case LookupTransfersDecoder.TEMPLATE_ID -> lookupTransfers(buffer, offset, sink);
            case GetStateDecoder.TEMPLATE_ID -> state(sink);
            case GetUpiTransactionDecoder.TEMPLATE_ID ->
                sink.commit(transactions.read(frame.principalKey(), (frame.principalScopes() & Principal.ADMIN) != 0,
                    buffer, offset + HEADER_LENGTH, sink.claim(Engine.REPLY_MAX), sink.offset()));
            default ->
            {
                final Scan scan = scan(templateId, buffer, offset);
                if (scan != null)
                {
                    return scan;
                }
                answerNothing(templateId, sink);
            }
        }
        return null;
    }

    private Scan scan(final int templateId, final DirectBuffer buffer, final int offset)
    {
        return switch (templateId)
        {
            case GetAccountTransfersDecoder.TEMPLATE_ID -> accountTransfers(buffer, offset);
            case GetAccountBalancesDecoder.TEMPLATE_ID -> accountBalances(buffer, offset);
            case QueryAccountsDecoder.TEMPLATE_ID -> queryAccounts(buffer, offset);
            case QueryTransfersDecoder.TEMPLATE_ID -> queryTransfers(buffer, offset);
            case GetChangeEventsDecoder.TEMPLATE_ID -> changeEvents(buffer, offset);
            case UpiGetCycleDecoder.TEMPLATE_ID -> cycle(buffer, offset);
            case UpiGetCyclePaymentsDecoder.TEMPLATE_ID -> cyclePayments(buffer, offset);
            default -> throw new CorruptStateException("this engine knows no read " + templateId);
        };
    }

    private void lookupAccounts(final DirectBuffer buffer, final int offset, final EventSink sink)
    {
        lookupAccounts.wrapAndApplyHeader(buffer, offset, header);
        final LookupAccountsDecoder.IdsDecoder ids = lookupAccounts.ids();
        final int asked = ids.count();
        final MutableDirectBuffer reply = sink.claim(Engine.REPLY_MAX);
        accountsReply.wrapAndApplyHeader(reply, sink.offset(), replyHeader);
        final AccountsReplyEncoder.AccountsEncoder group = accountsReply.accountsCount(asked);
        int found = 0;
        while (ids.hasNext())
        {
            ids.next();
            final int slot = accounts.find(ids.id().low(), ids.id().high());
            if (slot != Accounts.ABSENT && sees(accounts.ledger(slot)))
            {
                writer.account(slot, group.next());
                found++;
            }
        }
        putCount(reply, sink.offset(), found);
        sink.commit(HEADER_LENGTH + GROUP_LENGTH + found * AccountsReplyEncoder.AccountsEncoder.sbeBlockLength());
    }

    private void lookupTransfers(final DirectBuffer buffer, final int offset, final EventSink sink)
    {
        lookupTransfers.wrapAndApplyHeader(buffer, offset, header);
        final LookupTransfersDecoder.IdsDecoder ids = lookupTransfers.ids();
        final int asked = ids.count();
        final MutableDirectBuffer reply = sink.claim(Engine.REPLY_MAX);
        transfersReply.wrapAndApplyHeader(reply, sink.offset(), replyHeader);
        final TransfersReplyEncoder.TransfersEncoder group = transfersReply.transfersCount(asked);
        int found = 0;
        while (ids.hasNext())
        {
            ids.next();
            final long row = store.find(ids.id().low(), ids.id().high());
            if (row != TransferStore.ABSENT && store.isTransfer(row) && sees(accounts.ledger(store.debitSlot(row))))
            {
                writer.transfer(row, group.next());
                found++;
            }
        }
        putCount(reply, sink.offset(), found);
        sink.commit(HEADER_LENGTH + GROUP_LENGTH + found * TransfersReplyEncoder.TransfersEncoder.sbeBlockLength());
    }

    // The group was opened for all that were asked for, as it is not known before how many there are.
    private static void putCount(final MutableDirectBuffer reply, final int offset, final int found)
    {
        reply.putShort(
            offset + HEADER_LENGTH + GroupSizeEncodingEncoder.numInGroupEncodingOffset(), (short)found, LITTLE_ENDIAN);
    }

    private void state(final EventSink sink)
    {
        final StateHash hash = engine.hash();
        final StateReplyEncoder encoder = new StateReplyEncoder();
        encoder.wrapAndApplyHeader(sink.claim(Engine.REPLY_MAX), sink.offset(), replyHeader)
            .sequence(engine.sequence())
            .timestamp(engine.ledger().stamps().last())
            .accounts(accounts.count())
            .records(store.rows())
            .transfers(store.transfers())
            .holdsOpen(engine.ledger().holds().open())
            .behaviour(engine.behaviour());
        encoder.stateHash().low(hash.stateLow()).high(hash.stateHigh());
        encoder.contentHash().low(hash.contentLow()).high(hash.contentHigh());
        sink.commit(HEADER_LENGTH + encoder.encodedLength());
    }

    private Scan accountTransfers(final DirectBuffer buffer, final int offset)
    {
        final GetAccountTransfersDecoder decoder = new GetAccountTransfersDecoder();
        decoder.wrapAndApplyHeader(buffer, offset, header);
        final Filter filter = Filter.of(
            decoder.userData128().low(),
            decoder.userData128().high(),
            decoder.userData64(),
            (int)decoder.userData32(),
            0,
            decoder.code(),
            decoder.reserved(),
            decoder.timestampMin(),
            decoder.timestampMax(),
            decoder.rowLimit(),
            decoder.flags().getRaw(),
            FilterFlags.ALL);
        return accountScan(filter, decoder.accountId().low(), decoder.accountId().high(), false);
    }

    private Scan accountBalances(final DirectBuffer buffer, final int offset)
    {
        final GetAccountBalancesDecoder decoder = new GetAccountBalancesDecoder();
        decoder.wrapAndApplyHeader(buffer, offset, header);
        final Filter filter = Filter.of(
            decoder.userData128().low(),
            decoder.userData128().high(),
            decoder.userData64(),
            (int)decoder.userData32(),
            0,
            decoder.code(),
            decoder.reserved(),
            decoder.timestampMin(),
            decoder.timestampMax(),
            decoder.rowLimit(),
            decoder.flags().getRaw(),
            FilterFlags.ALL);
        return accountScan(filter, decoder.accountId().low(), decoder.accountId().high(), true);
    }

    private Scan accountScan(final Filter filter, final long idLow, final long idHigh, final boolean balances)
    {
        final int slot = accounts.find(idLow, idHigh);
        if (filter == null || !filter.hasSide() || slot == Accounts.ABSENT || !sees(accounts.ledger(slot)) ||
            balances && (accounts.flags(slot) & AccountFlags.HISTORY) == 0)
        {
            return null;
        }
        final AccountHistory history = new AccountHistory(store, slot, accounts.head(slot));
        return new AccountScan(store, writer, filter, history, balances);
    }

    private Scan queryAccounts(final DirectBuffer buffer, final int offset)
    {
        final QueryAccountsDecoder decoder = new QueryAccountsDecoder();
        decoder.wrapAndApplyHeader(buffer, offset, header);
        final Filter filter = Filter.of(
            decoder.userData128().low(),
            decoder.userData128().high(),
            decoder.userData64(),
            (int)decoder.userData32(),
            (int)decoder.ledger(),
            decoder.code(),
            decoder.reserved(),
            decoder.timestampMin(),
            decoder.timestampMax(),
            decoder.rowLimit(),
            decoder.flags().getRaw(),
            FilterFlags.REVERSED);
        return filter == null ? null : new AccountQuery(accounts, filter, ledgerMin, ledgerMax);
    }

    private Scan queryTransfers(final DirectBuffer buffer, final int offset)
    {
        final QueryTransfersDecoder decoder = new QueryTransfersDecoder();
        decoder.wrapAndApplyHeader(buffer, offset, header);
        final Filter filter = Filter.of(
            decoder.userData128().low(),
            decoder.userData128().high(),
            decoder.userData64(),
            (int)decoder.userData32(),
            (int)decoder.ledger(),
            decoder.code(),
            decoder.reserved(),
            decoder.timestampMin(),
            decoder.timestampMax(),
            decoder.rowLimit(),
            decoder.flags().getRaw(),
            FilterFlags.REVERSED);
        return filter == null ? null : new TransferScan(accounts, store, writer, filter, ledgerMin, ledgerMax);
    }

    private Scan changeEvents(final DirectBuffer buffer, final int offset)
    {
        final GetChangeEventsDecoder decoder = new GetChangeEventsDecoder();
        decoder.wrapAndApplyHeader(buffer, offset, header);
        final long max = decoder.timestampMax();
        if (decoder.rowLimit() == 0 || max != 0 && decoder.timestampMin() > max)
        {
            return null;
        }
        final int eventsMax = (int)Math.min(decoder.rowLimit(), Limits.CHANGE_EVENTS_MAX);
        final long min = decoder.timestampMin();
        final long rows = store.rows();
        final int scopeMin = ledgerMin;
        final int scopeMax = ledgerMax;
        return (to, at) ->
        {
            final long limit = max == 0 || max == Long.MAX_VALUE ? rows : store.firstRecordedAtOrAfter(max + 1, rows);
            return new ChangeLog(accounts, store, scopeMin, scopeMax, store.firstRecordedAtOrAfter(min, rows))
                .read(limit, eventsMax, to, at);
        };
    }

    private Scan cycle(final DirectBuffer buffer, final int offset)
    {
        final UpiGetCycleDecoder decoder = new UpiGetCycleDecoder();
        decoder.wrapAndApplyHeader(buffer, offset, header);
        final long newest = engine.upi().lastCycle(decoder.kindRaw());
        final long day = decoder.day();
        final int number = decoder.number();
        return (to, at) ->
        {
            final CycleLog log = new CycleLog(store);
            return log.write(log.find(newest, day, number), to, at);
        };
    }

    private Scan cyclePayments(final DirectBuffer buffer, final int offset)
    {
        final UpiGetCyclePaymentsDecoder decoder = new UpiGetCyclePaymentsDecoder();
        decoder.wrapAndApplyHeader(buffer, offset, header);
        final long cycle = decoder.cycle();
        final long from = decoder.from();
        final long rows = store.rows();
        return (to, at) -> new CycleLog(store).writePayments(cycle, from, rows, to, at);
    }

    private void answerNothing(final int templateId, final EventSink sink)
    {
        final MutableDirectBuffer reply = sink.claim(Engine.REPLY_MAX);
        final int offset = sink.offset();
        switch (templateId)
        {
            case GetAccountBalancesDecoder.TEMPLATE_ID ->
                new BalancesReplyEncoder().wrapAndApplyHeader(reply, offset, replyHeader).balancesCount(0);
            case QueryAccountsDecoder.TEMPLATE_ID ->
                accountsReply.wrapAndApplyHeader(reply, offset, replyHeader).accountsCount(0);
            case GetChangeEventsDecoder.TEMPLATE_ID ->
                new ChangeEventsEncoder().wrapAndApplyHeader(reply, offset, replyHeader).eventsCount(0);
            default -> transfersReply.wrapAndApplyHeader(reply, offset, replyHeader).transfersCount(0);
        }
        sink.commit(HEADER_LENGTH + GROUP_LENGTH);
    }

    private boolean sees(final int ledger)
    {
        return Principal.sees(ledger, ledgerMin, ledgerMax);
    }
}
