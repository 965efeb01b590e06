package io.suuupra.codecs.edge;

import io.suuupra.codecs.generated.AccountFlagsEncoder;
import io.suuupra.codecs.generated.AccountsReplyEncoder;
import io.suuupra.codecs.generated.BalancesReplyEncoder;
import io.suuupra.codecs.generated.ChangeEventsEncoder;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateAccountsReplyEncoder;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.CreateTransfersReplyEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.StateReplyEncoder;
import io.suuupra.codecs.generated.TransferFlagsEncoder;
import io.suuupra.codecs.generated.TransfersReplyEncoder;
import io.suuupra.codecs.generated.Uint128Encoder;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Every reply that the flyweights write is what the mapper reads, field by field.
 */
class EdgeMapperReplyPropertyTest
{
    private static final int OFFSET = 16;
    private static final int TRIES = 300;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[8192]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final EdgeMapper mapper = new EdgeMapper();

    @Property(tries = TRIES)
    void shouldReadAccounts(@ForAll("accounts") final List<Account> accounts)
    {
        final AccountsReplyEncoder.AccountsEncoder group =
            new AccountsReplyEncoder().wrapAndApplyHeader(buffer, OFFSET, header).accountsCount(accounts.size());
        for (final Account account : accounts)
        {
            final AccountsReplyEncoder.AccountsEncoder row = group.next();
            put(row.id(), account.id());
            row.debitsPending(account.debitsPending());
            row.debitsPosted(account.debitsPosted());
            row.creditsPending(account.creditsPending());
            row.creditsPosted(account.creditsPosted());
            put(row.userData128(), account.userData128());
            row.userData64(account.userData64());
            row.userData32(Integer.toUnsignedLong(account.userData32()));
            row.reserved(Integer.toUnsignedLong(account.reserved()));
            row.ledger(Integer.toUnsignedLong(account.ledger()));
            row.code(account.code());
            put(row.flags(), account.flags());
            row.timestamp(account.timestamp());
        }
        assertEquals(accounts, mapper.decodeAccounts(buffer, OFFSET));
    }

    @Property(tries = TRIES)
    void shouldReadTransfers(@ForAll("transfers") final List<Transfer> transfers)
    {
        final TransfersReplyEncoder.TransfersEncoder group =
            new TransfersReplyEncoder().wrapAndApplyHeader(buffer, OFFSET, header).transfersCount(transfers.size());
        for (final Transfer transfer : transfers)
        {
            final TransfersReplyEncoder.TransfersEncoder row = group.next();
            put(row.id(), transfer.id());
            put(row.debitAccountId(), transfer.debitAccountId());
            put(row.creditAccountId(), transfer.creditAccountId());
            row.amount(transfer.amount());
            put(row.pendingId(), transfer.pendingId());
            put(row.userData128(), transfer.userData128());
            row.userData64(transfer.userData64());
            row.userData32(Integer.toUnsignedLong(transfer.userData32()));
            row.timeout(Integer.toUnsignedLong(transfer.timeout()));
            row.ledger(Integer.toUnsignedLong(transfer.ledger()));
            row.code(transfer.code());
            put(row.flags(), transfer.flags());
            row.timestamp(transfer.timestamp());
        }
        assertEquals(transfers, mapper.decodeTransfers(buffer, OFFSET));
    }

    @Property(tries = TRIES)
    void shouldReadBalances(@ForAll("balances") final List<AccountBalance> balances)
    {
        final BalancesReplyEncoder.BalancesEncoder group =
            new BalancesReplyEncoder().wrapAndApplyHeader(buffer, OFFSET, header).balancesCount(balances.size());
        balances.forEach(balance -> group.next()
            .debitsPending(balance.debitsPending())
            .debitsPosted(balance.debitsPosted())
            .creditsPending(balance.creditsPending())
            .creditsPosted(balance.creditsPosted())
            .timestamp(balance.timestamp()));
        assertEquals(balances, mapper.decodeBalances(buffer, OFFSET));
    }

    @Property(tries = TRIES)
    void shouldReadChangeEvents(@ForAll("changeEvents") final List<ChangeEvent> events)
    {
        final ChangeEventsEncoder.EventsEncoder group =
            new ChangeEventsEncoder().wrapAndApplyHeader(buffer, OFFSET, header).eventsCount(events.size());
        for (final ChangeEvent event : events)
        {
            put(group.next(), event);
        }
        assertEquals(events, mapper.decodeChangeEvents(buffer, OFFSET));
    }

    @Property(tries = TRIES)
    void shouldReadState(@ForAll("states") final EngineState state)
    {
        final StateReplyEncoder reply = new StateReplyEncoder().wrapAndApplyHeader(buffer, OFFSET, header)
            .sequence(state.sequence())
            .timestamp(state.timestamp())
            .accounts(state.accounts())
            .records(state.records())
            .transfers(state.transfers())
            .holdsOpen(state.holdsOpen())
            .behaviour(state.behaviour());
        put(reply.stateHash(), state.stateHash());
        put(reply.contentHash(), state.contentHash());
        assertEquals(state, mapper.decodeState(buffer, OFFSET));
    }

    @Test
    void shouldReadEveryStatusOfAccounts()
    {
        final List<CreateResult<CreateAccountStatus>> expected = new ArrayList<>();
        for (final CreateAccountStatus status : CreateAccountStatus.values())
        {
            if (status != CreateAccountStatus.NULL_VAL)
            {
                expected.add(new CreateResult<>(Long.MAX_VALUE - status.value(), status));
            }
        }
        final CreateAccountsReplyEncoder.ResultsEncoder group =
            new CreateAccountsReplyEncoder().wrapAndApplyHeader(buffer, OFFSET, header).resultsCount(expected.size());
        expected.forEach(result -> group.next().timestamp(result.timestamp()).status(result.status()));
        assertEquals(expected, mapper.decodeAccountResults(buffer, OFFSET));
    }

    @Test
    void shouldReadEveryStatusOfTransfers()
    {
        final List<CreateResult<CreateTransferStatus>> expected = new ArrayList<>();
        for (final CreateTransferStatus status : CreateTransferStatus.values())
        {
            if (status != CreateTransferStatus.NULL_VAL)
            {
                expected.add(new CreateResult<>(status.value(), status));
            }
        }
        final CreateTransfersReplyEncoder.ResultsEncoder group =
            new CreateTransfersReplyEncoder().wrapAndApplyHeader(buffer, OFFSET, header).resultsCount(expected.size());
        expected.forEach(result -> group.next().timestamp(result.timestamp()).status(result.status()));
        assertEquals(expected, mapper.decodeTransferResults(buffer, OFFSET));
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
    Arbitrary<List<AccountBalance>> balances()
    {
        return EdgeRecords.balances();
    }

    @Provide
    Arbitrary<List<ChangeEvent>> changeEvents()
    {
        return EdgeRecords.changeEvents();
    }

    @Provide
    Arbitrary<EngineState> states()
    {
        return EdgeRecords.states();
    }

    private static void put(final ChangeEventsEncoder.EventsEncoder row, final ChangeEvent event)
    {
        final Transfer transfer = event.transfer();
        row.timestamp(event.timestamp());
        row.kind(event.kind());
        row.ledger(Integer.toUnsignedLong(transfer.ledger()));
        put(row.transferId(), transfer.id());
        row.transferAmount(transfer.amount());
        put(row.transferPendingId(), transfer.pendingId());
        put(row.transferUserData128(), transfer.userData128());
        row.transferUserData64(transfer.userData64());
        row.transferUserData32(Integer.toUnsignedLong(transfer.userData32()));
        row.transferTimeout(Integer.toUnsignedLong(transfer.timeout()));
        row.transferCode(transfer.code());
        put(row.transferFlags(), transfer.flags());
        row.transferTimestamp(transfer.timestamp());
        put(row.debitAccountId(), event.debitAccount().id());
        row.debitAccountDebitsPending(event.debitAccount().debitsPending());
        row.debitAccountDebitsPosted(event.debitAccount().debitsPosted());
        row.debitAccountCreditsPending(event.debitAccount().creditsPending());
        row.debitAccountCreditsPosted(event.debitAccount().creditsPosted());
        put(row.debitAccountFlags(), event.debitAccount().flags());
        put(row.creditAccountId(), event.creditAccount().id());
        row.creditAccountDebitsPending(event.creditAccount().debitsPending());
        row.creditAccountDebitsPosted(event.creditAccount().debitsPosted());
        row.creditAccountCreditsPending(event.creditAccount().creditsPending());
        row.creditAccountCreditsPosted(event.creditAccount().creditsPosted());
        put(row.creditAccountFlags(), event.creditAccount().flags());
    }

    private static void put(final Uint128Encoder encoder, final UInt128 value)
    {
        encoder.low(value.low()).high(value.high());
    }

    private static void put(final AccountFlagsEncoder encoder, final int flags)
    {
        encoder.buffer().putShort(encoder.offset(), (short)flags, ByteOrder.LITTLE_ENDIAN);
    }

    private static void put(final TransferFlagsEncoder encoder, final int flags)
    {
        encoder.buffer().putShort(encoder.offset(), (short)flags, ByteOrder.LITTLE_ENDIAN);
    }
}
