package io.suuupra.codecs.edge;

import io.suuupra.codecs.generated.AccountFlagsEncoder;
import io.suuupra.codecs.generated.AccountsReplyDecoder;
import io.suuupra.codecs.generated.BalancesReplyDecoder;
import io.suuupra.codecs.generated.ChangeEventsDecoder;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateAccountsDecoder;
import io.suuupra.codecs.generated.CreateAccountsEncoder;
import io.suuupra.codecs.generated.CreateAccountsReplyDecoder;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.CreateTransfersDecoder;
import io.suuupra.codecs.generated.CreateTransfersEncoder;
import io.suuupra.codecs.generated.CreateTransfersReplyDecoder;
import io.suuupra.codecs.generated.FilterFlagsEncoder;
import io.suuupra.codecs.generated.GetAccountBalancesEncoder;
import io.suuupra.codecs.generated.GetAccountTransfersEncoder;
import io.suuupra.codecs.generated.GetChangeEventsEncoder;
import io.suuupra.codecs.generated.GetStateEncoder;
import io.suuupra.codecs.generated.LookupAccountsEncoder;
import io.suuupra.codecs.generated.LookupTransfersEncoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.QueryAccountsEncoder;
import io.suuupra.codecs.generated.QueryTransfersEncoder;
import io.suuupra.codecs.generated.StateReplyDecoder;
import io.suuupra.codecs.generated.TickEncoder;
import io.suuupra.codecs.generated.TransferFlagsEncoder;
import io.suuupra.codecs.generated.TransfersReplyDecoder;
import io.suuupra.codecs.generated.Uint128Decoder;
import io.suuupra.codecs.generated.Uint128Encoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.util.ArrayList;
import java.util.List;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * The only translation between the records of this package and SBE messages.
 *
 * <p>Each {@code encode} writes a whole message with its header at {@code offset} and returns its length in bytes. Each
 * {@code decode} reads a whole message with its header. The caller sees to it that the buffer is large enough
 * ({@code Limits.FRAME_MAX} always is) and that the message is of the kind that it asks for. An instance holds its
 * flyweights and so is confined to one thread.
 */
public final class EdgeMapper
{
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final CreateAccountsEncoder createAccounts = new CreateAccountsEncoder();
    private final CreateTransfersEncoder createTransfers = new CreateTransfersEncoder();
    private final LookupAccountsEncoder lookupAccounts = new LookupAccountsEncoder();
    private final LookupTransfersEncoder lookupTransfers = new LookupTransfersEncoder();
    private final GetAccountTransfersEncoder accountTransfers = new GetAccountTransfersEncoder();
    private final GetAccountBalancesEncoder accountBalances = new GetAccountBalancesEncoder();
    private final QueryAccountsEncoder queryAccounts = new QueryAccountsEncoder();
    private final QueryTransfersEncoder queryTransfers = new QueryTransfersEncoder();
    private final GetChangeEventsEncoder changeEvents = new GetChangeEventsEncoder();
    private final GetStateEncoder getState = new GetStateEncoder();
    private final TickEncoder tick = new TickEncoder();
    private final CreateAccountsReplyDecoder accountResults = new CreateAccountsReplyDecoder();
    private final CreateTransfersReplyDecoder transferResults = new CreateTransfersReplyDecoder();
    private final AccountsReplyDecoder accountsReply = new AccountsReplyDecoder();
    private final TransfersReplyDecoder transfersReply = new TransfersReplyDecoder();
    private final BalancesReplyDecoder balancesReply = new BalancesReplyDecoder();
    private final ChangeEventsDecoder changeEventsReply = new ChangeEventsDecoder();
    private final StateReplyDecoder stateReply = new StateReplyDecoder();

    /**
     * @param accounts 1 to {@code Limits.EVENTS_MAX}.
     * @param buffer   to write to.
     * @param offset   to write at.
     * @return length of the message.
     */
    public int encodeCreateAccounts(
        final List<Account> accounts, final MutableDirectBuffer buffer, final int offset)
    {
        createAccounts.wrapAndApplyHeader(buffer, offset, headerEncoder);
        final CreateAccountsEncoder.AccountsEncoder group = createAccounts.accountsCount(accounts.size());
        for (final Account account : accounts)
        {
            group.next();
            put(group.id(), account.id());
            group.debitsPending(account.debitsPending());
            group.debitsPosted(account.debitsPosted());
            group.creditsPending(account.creditsPending());
            group.creditsPosted(account.creditsPosted());
            put(group.userData128(), account.userData128());
            group.userData64(account.userData64());
            group.userData32(Integer.toUnsignedLong(account.userData32()));
            group.reserved(Integer.toUnsignedLong(account.reserved()));
            group.ledger(Integer.toUnsignedLong(account.ledger()));
            group.code(account.code());
            putFlags(group.flags(), account.flags());
            group.timestamp(account.timestamp());
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + createAccounts.encodedLength();
    }

    /**
     * @param transfers 1 to {@code Limits.EVENTS_MAX}.
     * @param buffer    to write to.
     * @param offset    to write at.
     * @return length of the message.
     */
    public int encodeCreateTransfers(
        final List<Transfer> transfers, final MutableDirectBuffer buffer, final int offset)
    {
        createTransfers.wrapAndApplyHeader(buffer, offset, headerEncoder);
        final CreateTransfersEncoder.TransfersEncoder group = createTransfers.transfersCount(transfers.size());
        for (final Transfer transfer : transfers)
        {
            group.next();
            put(group.id(), transfer.id());
            put(group.debitAccountId(), transfer.debitAccountId());
            put(group.creditAccountId(), transfer.creditAccountId());
            group.amount(transfer.amount());
            put(group.pendingId(), transfer.pendingId());
            put(group.userData128(), transfer.userData128());
            group.userData64(transfer.userData64());
            group.userData32(Integer.toUnsignedLong(transfer.userData32()));
            group.timeout(Integer.toUnsignedLong(transfer.timeout()));
            group.ledger(Integer.toUnsignedLong(transfer.ledger()));
            group.code(transfer.code());
            putFlags(group.flags(), transfer.flags());
            group.timestamp(transfer.timestamp());
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + createTransfers.encodedLength();
    }

    /**
     * @param ids    1 to {@code Limits.EVENTS_MAX}.
     * @param buffer to write to.
     * @param offset to write at.
     * @return length of the message.
     */
    public int encodeLookupAccounts(final List<UInt128> ids, final MutableDirectBuffer buffer, final int offset)
    {
        lookupAccounts.wrapAndApplyHeader(buffer, offset, headerEncoder);
        final LookupAccountsEncoder.IdsEncoder group = lookupAccounts.idsCount(ids.size());
        for (final UInt128 id : ids)
        {
            put(group.next().id(), id);
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + lookupAccounts.encodedLength();
    }

    /**
     * @param ids    1 to {@code Limits.EVENTS_MAX}.
     * @param buffer to write to.
     * @param offset to write at.
     * @return length of the message.
     */
    public int encodeLookupTransfers(final List<UInt128> ids, final MutableDirectBuffer buffer, final int offset)
    {
        lookupTransfers.wrapAndApplyHeader(buffer, offset, headerEncoder);
        final LookupTransfersEncoder.IdsEncoder group = lookupTransfers.idsCount(ids.size());
        for (final UInt128 id : ids)
        {
            put(group.next().id(), id);
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + lookupTransfers.encodedLength();
    }

    /**
     * @param filter which transfers of which account.
     * @param buffer to write to.
     * @param offset to write at.
     * @return length of the message.
     */
    public int encodeGetAccountTransfers(
        final AccountFilter filter, final MutableDirectBuffer buffer, final int offset)
    {
        accountTransfers.wrapAndApplyHeader(buffer, offset, headerEncoder);
        put(accountTransfers.accountId(), filter.accountId());
        put(accountTransfers.userData128(), filter.userData128());
        accountTransfers.userData64(filter.userData64());
        accountTransfers.userData32(Integer.toUnsignedLong(filter.userData32()));
        accountTransfers.code(filter.code());
        accountTransfers.reserved(0);
        accountTransfers.timestampMin(filter.timestampMin());
        accountTransfers.timestampMax(filter.timestampMax());
        accountTransfers.rowLimit(Integer.toUnsignedLong(filter.limit()));
        putFlags(accountTransfers.flags(), filter.flags());
        return MessageHeaderEncoder.ENCODED_LENGTH + accountTransfers.encodedLength();
    }

    /**
     * @param filter which balances of which account.
     * @param buffer to write to.
     * @param offset to write at.
     * @return length of the message.
     */
    public int encodeGetAccountBalances(
        final AccountFilter filter, final MutableDirectBuffer buffer, final int offset)
    {
        accountBalances.wrapAndApplyHeader(buffer, offset, headerEncoder);
        put(accountBalances.accountId(), filter.accountId());
        put(accountBalances.userData128(), filter.userData128());
        accountBalances.userData64(filter.userData64());
        accountBalances.userData32(Integer.toUnsignedLong(filter.userData32()));
        accountBalances.code(filter.code());
        accountBalances.reserved(0);
        accountBalances.timestampMin(filter.timestampMin());
        accountBalances.timestampMax(filter.timestampMax());
        accountBalances.rowLimit(Integer.toUnsignedLong(filter.limit()));
        putFlags(accountBalances.flags(), filter.flags());
        return MessageHeaderEncoder.ENCODED_LENGTH + accountBalances.encodedLength();
    }

    /**
     * @param filter which accounts.
     * @param buffer to write to.
     * @param offset to write at.
     * @return length of the message.
     */
    public int encodeQueryAccounts(final QueryFilter filter, final MutableDirectBuffer buffer, final int offset)
    {
        queryAccounts.wrapAndApplyHeader(buffer, offset, headerEncoder);
        put(queryAccounts.userData128(), filter.userData128());
        queryAccounts.userData64(filter.userData64());
        queryAccounts.userData32(Integer.toUnsignedLong(filter.userData32()));
        queryAccounts.ledger(Integer.toUnsignedLong(filter.ledger()));
        queryAccounts.code(filter.code());
        queryAccounts.reserved(0);
        queryAccounts.timestampMin(filter.timestampMin());
        queryAccounts.timestampMax(filter.timestampMax());
        queryAccounts.rowLimit(Integer.toUnsignedLong(filter.limit()));
        putFlags(queryAccounts.flags(), filter.flags());
        return MessageHeaderEncoder.ENCODED_LENGTH + queryAccounts.encodedLength();
    }

    /**
     * @param filter which transfers.
     * @param buffer to write to.
     * @param offset to write at.
     * @return length of the message.
     */
    public int encodeQueryTransfers(final QueryFilter filter, final MutableDirectBuffer buffer, final int offset)
    {
        queryTransfers.wrapAndApplyHeader(buffer, offset, headerEncoder);
        put(queryTransfers.userData128(), filter.userData128());
        queryTransfers.userData64(filter.userData64());
        queryTransfers.userData32(Integer.toUnsignedLong(filter.userData32()));
        queryTransfers.ledger(Integer.toUnsignedLong(filter.ledger()));
        queryTransfers.code(filter.code());
        queryTransfers.reserved(0);
        queryTransfers.timestampMin(filter.timestampMin());
        queryTransfers.timestampMax(filter.timestampMax());
        queryTransfers.rowLimit(Integer.toUnsignedLong(filter.limit()));
        putFlags(queryTransfers.flags(), filter.flags());
        return MessageHeaderEncoder.ENCODED_LENGTH + queryTransfers.encodedLength();
    }

    /**
     * @param timestampMin position of the first event wanted; 0 = from the first.
     * @param timestampMax position of the last event wanted; 0 = open.
     * @param limit        events, 1 to {@code Limits.CHANGE_EVENTS_MAX}.
     * @param buffer       to write to.
     * @param offset       to write at.
     * @return length of the message.
     */
    public int encodeGetChangeEvents(
        final long timestampMin,
        final long timestampMax,
        final int limit,
        final MutableDirectBuffer buffer,
        final int offset)
    {
        changeEvents.wrapAndApplyHeader(buffer, offset, headerEncoder)
            .timestampMin(timestampMin)
            .timestampMax(timestampMax)
            .rowLimit(Integer.toUnsignedLong(limit));
        return MessageHeaderEncoder.ENCODED_LENGTH + changeEvents.encodedLength();
    }

    /**
     * @param buffer to write to.
     * @param offset to write at.
     * @return length of the message.
     */
    public int encodeGetState(final MutableDirectBuffer buffer, final int offset)
    {
        getState.wrapAndApplyHeader(buffer, offset, headerEncoder);
        return MessageHeaderEncoder.ENCODED_LENGTH + getState.encodedLength();
    }

    /**
     * @param advanceNs that the manual clock moves.
     * @param buffer    to write to.
     * @param offset    to write at.
     * @return length of the message.
     */
    public int encodeTick(final long advanceNs, final MutableDirectBuffer buffer, final int offset)
    {
        tick.wrapAndApplyHeader(buffer, offset, headerEncoder).advanceNs(advanceNs);
        return MessageHeaderEncoder.ENCODED_LENGTH + tick.encodedLength();
    }

    /**
     * @param buffer that holds a CreateAccountsReply.
     * @param offset of its header.
     * @return one result for each account, in order.
     */
    public List<CreateResult<CreateAccountStatus>> decodeAccountResults(final DirectBuffer buffer, final int offset)
    {
        accountResults.wrapAndApplyHeader(buffer, offset, headerDecoder);
        final CreateAccountsReplyDecoder.ResultsDecoder group = accountResults.results();
        final List<CreateResult<CreateAccountStatus>> results = new ArrayList<>(group.count());
        while (group.hasNext())
        {
            group.next();
            results.add(new CreateResult<>(group.timestamp(), group.status()));
        }
        return results;
    }

    /**
     * @param buffer that holds a CreateTransfersReply.
     * @param offset of its header.
     * @return one result for each transfer, in order.
     */
    public List<CreateResult<CreateTransferStatus>> decodeTransferResults(final DirectBuffer buffer, final int offset)
    {
        transferResults.wrapAndApplyHeader(buffer, offset, headerDecoder);
        final CreateTransfersReplyDecoder.ResultsDecoder group = transferResults.results();
        final List<CreateResult<CreateTransferStatus>> results = new ArrayList<>(group.count());
        while (group.hasNext())
        {
            group.next();
            results.add(new CreateResult<>(group.timestamp(), group.status()));
        }
        return results;
    }

    /**
     * @param buffer that holds an AccountsReply.
     * @param offset of its header.
     * @return the accounts.
     */
    public List<Account> decodeAccounts(final DirectBuffer buffer, final int offset)
    {
        accountsReply.wrapAndApplyHeader(buffer, offset, headerDecoder);
        final AccountsReplyDecoder.AccountsDecoder group = accountsReply.accounts();
        final List<Account> accounts = new ArrayList<>(group.count());
        while (group.hasNext())
        {
            group.next();
            accounts.add(new Account(
                get(group.id()),
                group.debitsPending(),
                group.debitsPosted(),
                group.creditsPending(),
                group.creditsPosted(),
                get(group.userData128()),
                group.userData64(),
                (int)group.userData32(),
                (int)group.reserved(),
                (int)group.ledger(),
                group.code(),
                group.flags().getRaw(),
                group.timestamp()));
        }
        return accounts;
    }

    /**
     * @param buffer that holds a TransfersReply.
     * @param offset of its header.
     * @return the transfers.
     */
    public List<Transfer> decodeTransfers(final DirectBuffer buffer, final int offset)
    {
        transfersReply.wrapAndApplyHeader(buffer, offset, headerDecoder);
        final TransfersReplyDecoder.TransfersDecoder group = transfersReply.transfers();
        final List<Transfer> transfers = new ArrayList<>(group.count());
        while (group.hasNext())
        {
            group.next();
            transfers.add(new Transfer(
                get(group.id()),
                get(group.debitAccountId()),
                get(group.creditAccountId()),
                group.amount(),
                get(group.pendingId()),
                get(group.userData128()),
                group.userData64(),
                (int)group.userData32(),
                (int)group.timeout(),
                (int)group.ledger(),
                group.code(),
                group.flags().getRaw(),
                group.timestamp()));
        }
        return transfers;
    }

    /**
     * @param buffer that holds a BalancesReply.
     * @param offset of its header.
     * @return the balances.
     */
    public List<AccountBalance> decodeBalances(final DirectBuffer buffer, final int offset)
    {
        balancesReply.wrapAndApplyHeader(buffer, offset, headerDecoder);
        final BalancesReplyDecoder.BalancesDecoder group = balancesReply.balances();
        final List<AccountBalance> balances = new ArrayList<>(group.count());
        while (group.hasNext())
        {
            group.next();
            balances.add(new AccountBalance(
                group.debitsPending(),
                group.debitsPosted(),
                group.creditsPending(),
                group.creditsPosted(),
                group.timestamp()));
        }
        return balances;
    }

    /**
     * @param buffer that holds ChangeEvents.
     * @param offset of its header.
     * @return the events, in order.
     */
    public List<ChangeEvent> decodeChangeEvents(final DirectBuffer buffer, final int offset)
    {
        changeEventsReply.wrapAndApplyHeader(buffer, offset, headerDecoder);
        final ChangeEventsDecoder.EventsDecoder group = changeEventsReply.events();
        final List<ChangeEvent> events = new ArrayList<>(group.count());
        while (group.hasNext())
        {
            events.add(changeEvent(group.next()));
        }
        return events;
    }

    private static ChangeEvent changeEvent(final ChangeEventsDecoder.EventsDecoder event)
    {
        final UInt128 debitAccountId = get(event.debitAccountId());
        final UInt128 creditAccountId = get(event.creditAccountId());
        final Transfer transfer = new Transfer(
            get(event.transferId()),
            debitAccountId,
            creditAccountId,
            event.transferAmount(),
            get(event.transferPendingId()),
            get(event.transferUserData128()),
            event.transferUserData64(),
            (int)event.transferUserData32(),
            (int)event.transferTimeout(),
            (int)event.ledger(),
            event.transferCode(),
            event.transferFlags().getRaw(),
            event.transferTimestamp());
        final ChangeEvent.Side debitAccount = new ChangeEvent.Side(
            debitAccountId,
            event.debitAccountDebitsPending(),
            event.debitAccountDebitsPosted(),
            event.debitAccountCreditsPending(),
            event.debitAccountCreditsPosted(),
            event.debitAccountFlags().getRaw());
        final ChangeEvent.Side creditAccount = new ChangeEvent.Side(
            creditAccountId,
            event.creditAccountDebitsPending(),
            event.creditAccountDebitsPosted(),
            event.creditAccountCreditsPending(),
            event.creditAccountCreditsPosted(),
            event.creditAccountFlags().getRaw());
        return new ChangeEvent(event.timestamp(), event.kind(), transfer, debitAccount, creditAccount);
    }

    /**
     * @param buffer that holds a StateReply.
     * @param offset of its header.
     * @return the state.
     */
    public EngineState decodeState(final DirectBuffer buffer, final int offset)
    {
        stateReply.wrapAndApplyHeader(buffer, offset, headerDecoder);
        return new EngineState(
            stateReply.sequence(),
            stateReply.timestamp(),
            stateReply.accounts(),
            stateReply.records(),
            stateReply.transfers(),
            stateReply.holdsOpen(),
            get(stateReply.stateHash()),
            get(stateReply.contentHash()),
            stateReply.behaviour());
    }

    /**
     * @param buffer that holds CreateAccounts.
     * @param offset of its header.
     * @return the accounts as they were sent.
     */
    public List<Account> decodeCreateAccounts(final DirectBuffer buffer, final int offset)
    {
        final CreateAccountsDecoder decoder = new CreateAccountsDecoder();
        decoder.wrapAndApplyHeader(buffer, offset, headerDecoder);
        final CreateAccountsDecoder.AccountsDecoder group = decoder.accounts();
        final List<Account> accounts = new ArrayList<>(group.count());
        while (group.hasNext())
        {
            group.next();
            accounts.add(new Account(
                get(group.id()),
                group.debitsPending(),
                group.debitsPosted(),
                group.creditsPending(),
                group.creditsPosted(),
                get(group.userData128()),
                group.userData64(),
                (int)group.userData32(),
                (int)group.reserved(),
                (int)group.ledger(),
                group.code(),
                group.flags().getRaw(),
                group.timestamp()));
        }
        return accounts;
    }

    /**
     * @param buffer that holds CreateTransfers.
     * @param offset of its header.
     * @return the transfers as they were sent.
     */
    public List<Transfer> decodeCreateTransfers(final DirectBuffer buffer, final int offset)
    {
        final CreateTransfersDecoder decoder = new CreateTransfersDecoder();
        decoder.wrapAndApplyHeader(buffer, offset, headerDecoder);
        final CreateTransfersDecoder.TransfersDecoder group = decoder.transfers();
        final List<Transfer> transfers = new ArrayList<>(group.count());
        while (group.hasNext())
        {
            group.next();
            transfers.add(new Transfer(
                get(group.id()),
                get(group.debitAccountId()),
                get(group.creditAccountId()),
                group.amount(),
                get(group.pendingId()),
                get(group.userData128()),
                group.userData64(),
                (int)group.userData32(),
                (int)group.timeout(),
                (int)group.ledger(),
                group.code(),
                group.flags().getRaw(),
                group.timestamp()));
        }
        return transfers;
    }

    private static void put(final Uint128Encoder encoder, final UInt128 value)
    {
        encoder.low(value.low()).high(value.high());
    }

    // Raw bits, so that a client can send the unknown ones too and hear what the engine says of them.
    private static void putFlags(final AccountFlagsEncoder encoder, final int flags)
    {
        encoder.buffer().putShort(encoder.offset(), (short)flags, LITTLE_ENDIAN);
    }

    private static void putFlags(final TransferFlagsEncoder encoder, final int flags)
    {
        encoder.buffer().putShort(encoder.offset(), (short)flags, LITTLE_ENDIAN);
    }

    private static void putFlags(final FilterFlagsEncoder encoder, final int flags)
    {
        encoder.buffer().putInt(encoder.offset(), flags, LITTLE_ENDIAN);
    }

    private static UInt128 get(final Uint128Decoder decoder)
    {
        final long low = decoder.low();
        final long high = decoder.high();
        return high == 0 ? UInt128.of(low) : new UInt128(high, low);
    }
}
