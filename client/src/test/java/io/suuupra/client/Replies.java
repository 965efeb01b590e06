package io.suuupra.client;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.AccountsReplyEncoder;
import io.suuupra.codecs.generated.BalancesReplyEncoder;
import io.suuupra.codecs.generated.ChangeEventsEncoder;
import io.suuupra.codecs.generated.ChangeKind;
import io.suuupra.codecs.generated.CommandReplyEncoder;
import io.suuupra.codecs.generated.CommandStatus;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateAccountsReplyEncoder;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.CreateTransfersReplyEncoder;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.FailureEncoder;
import io.suuupra.codecs.generated.HeartbeatEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.StateReplyEncoder;
import io.suuupra.codecs.generated.TransfersReplyEncoder;
import io.suuupra.codecs.generated.Uint128Encoder;
import io.suuupra.codecs.generated.UpiKind;
import io.suuupra.codecs.generated.UpiPartyType;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.generated.UpiTransactionReplyEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.List;

/** Messages as a node sends them. */
final class Replies
{
    private Replies()
    {
    }

    static byte[] bytes(final DirectBuffer buffer, final int length)
    {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    static byte[] heartbeat()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[16]);
        return bytes(buffer, new HeartbeatEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).limit());
    }

    static byte[] failure(final FailureCode code, final int index, final String field, final String rule)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2_048]);
        final FailureEncoder failure = new FailureEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        failure.code(code).index(index == -1 ? FailureEncoder.indexNullValue() : index).field(field).rule(rule);
        return bytes(buffer, failure.limit());
    }

    /** All created; the timestamp of each is the lower half of its id. */
    static byte[] created(final List<Transfer> transfers)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
        final CreateTransfersReplyEncoder reply =
            new CreateTransfersReplyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final CreateTransfersReplyEncoder.ResultsEncoder results = reply.resultsCount(transfers.size());
        for (final Transfer transfer : transfers)
        {
            results.next().timestamp(transfer.id().low()).status(CreateTransferStatus.CREATED);
        }
        return bytes(buffer, reply.limit());
    }

    /** All created; the timestamp of each is the lower half of its id. */
    static byte[] accountsCreated(final List<UInt128> ids)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
        final CreateAccountsReplyEncoder reply =
            new CreateAccountsReplyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final CreateAccountsReplyEncoder.ResultsEncoder results = reply.resultsCount(ids.size());
        for (final UInt128 id : ids)
        {
            results.next().timestamp(id.low()).status(CreateAccountStatus.CREATED);
        }
        return bytes(buffer, reply.limit());
    }

    static byte[] clock(final long timestamp, final CommandStatus status)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        final CommandReplyEncoder reply =
            new CommandReplyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        return bytes(buffer, reply.timestamp(timestamp).status(status).limit());
    }

    static byte[] accounts(final List<Account> accounts)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
        final AccountsReplyEncoder reply =
            new AccountsReplyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final AccountsReplyEncoder.AccountsEncoder group = reply.accountsCount(accounts.size());
        for (final Account account : accounts)
        {
            group.next();
            put(group.id(), account.id());
            put(group.userData128(), account.userData128());
            group.debitsPending(account.debitsPending()).debitsPosted(account.debitsPosted())
                .creditsPending(account.creditsPending()).creditsPosted(account.creditsPosted())
                .userData64(account.userData64()).userData32(account.userData32()).reserved(0)
                .ledger(account.ledger()).code(account.code()).timestamp(account.timestamp());
            buffer.putShort(group.flags().offset(), (short)account.flags(), ByteOrder.LITTLE_ENDIAN);
        }
        return bytes(buffer, reply.limit());
    }

    static byte[] transfers(final List<Transfer> transfers)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
        final TransfersReplyEncoder reply =
            new TransfersReplyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final TransfersReplyEncoder.TransfersEncoder group = reply.transfersCount(transfers.size());
        for (final Transfer transfer : transfers)
        {
            group.next();
            put(group.id(), transfer.id());
            put(group.debitAccountId(), transfer.debitAccountId());
            put(group.creditAccountId(), transfer.creditAccountId());
            put(group.pendingId(), transfer.pendingId());
            put(group.userData128(), transfer.userData128());
            group.amount(transfer.amount()).userData64(transfer.userData64()).userData32(transfer.userData32())
                .timeout(transfer.timeout()).ledger(transfer.ledger()).code(transfer.code())
                .timestamp(transfer.timestamp());
            buffer.putShort(group.flags().offset(), (short)transfer.flags(), ByteOrder.LITTLE_ENDIAN);
        }
        return bytes(buffer, reply.limit());
    }

    static byte[] balances(final long... creditsPosted)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
        final BalancesReplyEncoder reply =
            new BalancesReplyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final BalancesReplyEncoder.BalancesEncoder group = reply.balancesCount(creditsPosted.length);
        for (final long credits : creditsPosted)
        {
            group.next().debitsPending(0).debitsPosted(0).creditsPending(0).creditsPosted(credits).timestamp(credits);
        }
        return bytes(buffer, reply.limit());
    }

    static byte[] events(final long... positions)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
        buffer.setMemory(0, 64 + 256 * positions.length, (byte)0);
        final ChangeEventsEncoder reply =
            new ChangeEventsEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final ChangeEventsEncoder.EventsEncoder group = reply.eventsCount(positions.length);
        for (final long position : positions)
        {
            group.next().timestamp(position).kind(ChangeKind.SINGLE_PHASE).ledger(356).transferAmount(position)
                .transferTimestamp(position);
            put(group.transferId(), UInt128.of(position));
        }
        return bytes(buffer, reply.limit());
    }

    static byte[] state(final long sequence)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        final StateReplyEncoder reply =
            new StateReplyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        reply.sequence(sequence).timestamp(2).accounts(3).records(4).transfers(5).holdsOpen(6).behaviour(1);
        put(reply.stateHash(), UInt128.of(7));
        put(reply.contentHash(), UInt128.of(8));
        return bytes(buffer, reply.limit());
    }

    static byte[] upiTransaction(final String id)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        final UpiTransactionReplyEncoder reply =
            new UpiTransactionReplyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        reply.transactionsCount(1).next()
            .begun(1).ended(2).deadline(0).amount(3).rrn(4).code(5).cause(6).payerResponse(7).payeeResponse(8)
            .payerPsp(9).payeePsp(10).remitter(11).beneficiary(12).payerCode(0).payeeCode(5_411)
            .state(UpiState.SUCCESS).kind(UpiKind.PAY).payerType(UpiPartyType.PERSON).payeeType(UpiPartyType.ENTITY)
            .purpose("00").initiationMode("01").transactionId(id)
            .payerAddress("anna@alpha").payeeAddress("shop@beta").note("tea");
        return bytes(buffer, reply.limit());
    }

    private static void put(final Uint128Encoder encoder, final UInt128 value)
    {
        encoder.low(value.low()).high(value.high());
    }
}
