package io.suuupra.gateway.support;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
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
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.ResumeEncoder;
import io.suuupra.codecs.generated.StateReplyEncoder;
import io.suuupra.codecs.generated.SubscribeEncoder;
import io.suuupra.codecs.generated.TransfersReplyEncoder;
import io.suuupra.codecs.generated.UnsubscribeEncoder;
import org.agrona.ExpandableArrayBuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Whole messages with their headers, as bytes. */
public final class Messages
{
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private Messages()
    {
    }

    private static final class Target
    {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(256);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();

        byte[] bytes(final int length)
        {
            return Arrays.copyOf(buffer.byteArray(), length);
        }

        byte[] body(final int encodedLength)
        {
            return bytes(HEADER + encodedLength);
        }
    }

    public static int templateId(final byte[] message)
    {
        return ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN)
            .getShort(MessageHeaderDecoder.templateIdEncodingOffset()) & 0xFFFF;
    }

    public static byte[] createTransfers(final Transfer... transfers)
    {
        final Target target = new Target();
        return target.bytes(new EdgeMapper().encodeCreateTransfers(List.of(transfers), target.buffer, 0));
    }

    public static byte[] createTransfers(final int count)
    {
        final Target target = new Target();
        return target.bytes(new EdgeMapper().encodeCreateTransfers(
            Collections.nCopies(count, transfer(1)), target.buffer, 0));
    }

    public static byte[] createAccounts(final Account... accounts)
    {
        final Target target = new Target();
        return target.bytes(new EdgeMapper().encodeCreateAccounts(List.of(accounts), target.buffer, 0));
    }

    public static byte[] lookupAccounts(final int count)
    {
        final Target target = new Target();
        return target.bytes(new EdgeMapper().encodeLookupAccounts(
            Collections.nCopies(count, UInt128.of(1)), target.buffer, 0));
    }

    public static byte[] queryTransfers(final int limit)
    {
        final Target target = new Target();
        return target.bytes(new EdgeMapper().encodeQueryTransfers(
            QueryFilter.builder().limit(limit).build(), target.buffer, 0));
    }

    public static byte[] getState()
    {
        final Target target = new Target();
        return target.bytes(new EdgeMapper().encodeGetState(target.buffer, 0));
    }

    public static byte[] tick(final long advanceNs)
    {
        final Target target = new Target();
        return target.bytes(new EdgeMapper().encodeTick(advanceNs, target.buffer, 0));
    }

    public static byte[] heartbeat()
    {
        final Target target = new Target();
        return target.body(new HeartbeatEncoder().wrapAndApplyHeader(target.buffer, 0, target.header).encodedLength());
    }

    public static byte[] resume()
    {
        final Target target = new Target();
        return target.body(new ResumeEncoder().wrapAndApplyHeader(target.buffer, 0, target.header).encodedLength());
    }

    public static byte[] subscribe(final long position)
    {
        final Target target = new Target();
        return target.body(new SubscribeEncoder().wrapAndApplyHeader(target.buffer, 0, target.header)
            .position(position).encodedLength());
    }

    public static byte[] unsubscribe(final long subscription)
    {
        final Target target = new Target();
        return target.body(new UnsubscribeEncoder().wrapAndApplyHeader(target.buffer, 0, target.header)
            .subscription(subscription).encodedLength());
    }

    public static byte[] failure(final FailureCode code, final long index, final String field, final String rule)
    {
        final Target target = new Target();
        return target.body(new FailureEncoder().wrapAndApplyHeader(target.buffer, 0, target.header)
            .code(code).index(index).field(field).rule(rule).encodedLength());
    }

    public static byte[] transferResults(final CreateTransferStatus... statuses)
    {
        final Target target = new Target();
        final CreateTransfersReplyEncoder encoder =
            new CreateTransfersReplyEncoder().wrapAndApplyHeader(target.buffer, 0, target.header);
        final CreateTransfersReplyEncoder.ResultsEncoder results = encoder.resultsCount(statuses.length);
        for (int i = 0; i < statuses.length; i++)
        {
            results.next().timestamp(1_000 + i).status(statuses[i]);
        }
        return target.body(encoder.encodedLength());
    }

    public static byte[] accountResults(final CreateAccountStatus... statuses)
    {
        final Target target = new Target();
        final CreateAccountsReplyEncoder encoder =
            new CreateAccountsReplyEncoder().wrapAndApplyHeader(target.buffer, 0, target.header);
        final CreateAccountsReplyEncoder.ResultsEncoder results = encoder.resultsCount(statuses.length);
        for (int i = 0; i < statuses.length; i++)
        {
            results.next().timestamp(1_000 + i).status(statuses[i]);
        }
        return target.body(encoder.encodedLength());
    }

    public static byte[] commandReply(final long timestamp, final CommandStatus status)
    {
        final Target target = new Target();
        return target.body(new CommandReplyEncoder().wrapAndApplyHeader(target.buffer, 0, target.header)
            .timestamp(timestamp).status(status).encodedLength());
    }

    public static byte[] accounts(final Account... accounts)
    {
        final Target target = new Target();
        final AccountsReplyEncoder encoder =
            new AccountsReplyEncoder().wrapAndApplyHeader(target.buffer, 0, target.header);
        final AccountsReplyEncoder.AccountsEncoder group = encoder.accountsCount(accounts.length);
        for (final Account account : accounts)
        {
            group.next();
            group.id().low(account.id().low()).high(account.id().high());
            group.debitsPending(account.debitsPending()).debitsPosted(account.debitsPosted())
                .creditsPending(account.creditsPending()).creditsPosted(account.creditsPosted());
            group.userData128().low(account.userData128().low()).high(account.userData128().high());
            group.userData64(account.userData64()).userData32(Integer.toUnsignedLong(account.userData32()))
                .reserved(0).ledger(Integer.toUnsignedLong(account.ledger())).code(account.code())
                .timestamp(account.timestamp());
            group.flags().clear().debitsMustNotExceedCredits((account.flags() & 2) != 0)
                .history((account.flags() & 8) != 0);
        }
        return target.body(encoder.encodedLength());
    }

    public static byte[] transfers(final Transfer... transfers)
    {
        final Target target = new Target();
        final TransfersReplyEncoder encoder =
            new TransfersReplyEncoder().wrapAndApplyHeader(target.buffer, 0, target.header);
        final TransfersReplyEncoder.TransfersEncoder group = encoder.transfersCount(transfers.length);
        for (final Transfer transfer : transfers)
        {
            group.next();
            group.id().low(transfer.id().low()).high(transfer.id().high());
            group.debitAccountId().low(transfer.debitAccountId().low()).high(transfer.debitAccountId().high());
            group.creditAccountId().low(transfer.creditAccountId().low()).high(transfer.creditAccountId().high());
            group.amount(transfer.amount());
            group.pendingId().low(transfer.pendingId().low()).high(transfer.pendingId().high());
            group.userData128().low(transfer.userData128().low()).high(transfer.userData128().high());
            group.userData64(transfer.userData64()).userData32(Integer.toUnsignedLong(transfer.userData32()))
                .timeout(Integer.toUnsignedLong(transfer.timeout()))
                .ledger(Integer.toUnsignedLong(transfer.ledger())).code(transfer.code())
                .timestamp(transfer.timestamp());
            group.flags().clear().pending((transfer.flags() & 2) != 0);
        }
        return target.body(encoder.encodedLength());
    }

    public static byte[] balances(final int count)
    {
        final Target target = new Target();
        final BalancesReplyEncoder encoder =
            new BalancesReplyEncoder().wrapAndApplyHeader(target.buffer, 0, target.header);
        final BalancesReplyEncoder.BalancesEncoder group = encoder.balancesCount(count);
        for (int i = 1; i <= count; i++)
        {
            group.next().debitsPending(i).debitsPosted(2L * i).creditsPending(3L * i).creditsPosted(4L * i)
                .timestamp(5L * i);
        }
        return target.body(encoder.encodedLength());
    }

    public static byte[] state()
    {
        final Target target = new Target();
        final StateReplyEncoder encoder = new StateReplyEncoder().wrapAndApplyHeader(target.buffer, 0, target.header)
            .sequence(-1L).timestamp(2).accounts(3).records(4).transfers(5).holdsOpen(6).behaviour(7);
        encoder.stateHash().low(0xABCDL).high(0x12L);
        encoder.contentHash().low(-1L).high(-2L);
        return target.body(encoder.encodedLength());
    }

    public static byte[] changeEvents(final long firstPosition, final int count)
    {
        final Target target = new Target();
        final ChangeEventsEncoder encoder =
            new ChangeEventsEncoder().wrapAndApplyHeader(target.buffer, 0, target.header);
        final ChangeEventsEncoder.EventsEncoder group = encoder.eventsCount(count);
        for (int i = 0; i < count; i++)
        {
            group.next().timestamp(firstPosition + i).kind(ChangeKind.TWO_PHASE_PENDING).ledger(356)
                .transferAmount(25);
            group.transferId().low(77).high(0);
            group.transferFlags().clear().pending(true);
            group.debitAccountId().low(1).high(0);
            group.creditAccountId().low(2).high(0);
            group.debitAccountDebitsPending(25).creditAccountCreditsPending(25);
        }
        return target.body(encoder.encodedLength());
    }

    public static Transfer transfer(final long id)
    {
        return Transfer.builder().id(UInt128.of(id)).debitAccountId(UInt128.of(1)).creditAccountId(UInt128.of(2))
            .amount(25).ledger(356).code(20).build();
    }

    public static Account account(final long id)
    {
        return Account.builder().id(UInt128.of(id)).ledger(356).code(10).build();
    }
}
