package io.suuupra.engine.host.local;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.EngineState;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.engine.host.Offer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Speaks to a node as a gateway does.
 */
final class NodeDriver
{
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
    private final EdgeMapper mapper = new EdgeMapper();
    private final LocalNode node;

    NodeDriver(final LocalNode node)
    {
        this.node = node;
    }

    static Account account(final long id)
    {
        return Account.builder().id(UInt128.of(id)).ledger(356).code(1).build();
    }

    static Transfer transfer(final long id, final long debit, final long credit, final long amount)
    {
        return Transfer.builder().id(UInt128.of(id)).debitAccountId(UInt128.of(debit))
            .creditAccountId(UInt128.of(credit))
            .amount(amount).ledger(356).code(1).build();
    }

    List<CreateResult<CreateAccountStatus>> createAccounts(final Account... accounts)
    {
        return mapper.decodeAccountResults(
            call(mapper.encodeCreateAccounts(List.of(accounts), buffer, 0)), 0);
    }

    List<CreateResult<CreateTransferStatus>> createTransfers(final Transfer... transfers)
    {
        return mapper.decodeTransferResults(
            call(mapper.encodeCreateTransfers(List.of(transfers), buffer, 0)), 0);
    }

    List<Account> lookupAccounts(final UInt128... ids)
    {
        return mapper.decodeAccounts(call(mapper.encodeLookupAccounts(List.of(ids), buffer, 0)), 0);
    }

    List<Transfer> lookupTransfers(final UInt128... ids)
    {
        return mapper.decodeTransfers(call(mapper.encodeLookupTransfers(List.of(ids), buffer, 0)), 0);
    }

    List<ChangeEvent> changeEvents(final long min, final int limit)
    {
        return mapper.decodeChangeEvents(call(mapper.encodeGetChangeEvents(min, 0, limit, buffer, 0)), 0);
    }

    EngineState state()
    {
        return mapper.decodeState(call(mapper.encodeGetState(buffer, 0)), 0);
    }

    void tick(final long advanceNs)
    {
        call(mapper.encodeTick(advanceNs, buffer, 0));
    }

    CompletableFuture<DirectBuffer> send(
        final Principal principal, final long session, final long request, final int length)
    {
        final CompletableFuture<DirectBuffer> reply = new CompletableFuture<>();
        final Offer offer = node.ingress().offer(
            (correlation, from, offset, replyLength) ->
            {
                final byte[] bytes = new byte[replyLength];
                from.getBytes(offset, bytes);
                reply.complete(new UnsafeBuffer(bytes));
            },
            0, principal, 0, session, request, buffer, 0, length);
        if (offer != Offer.ACCEPTED)
        {
            throw new IllegalStateException("offer: " + offer);
        }
        return reply;
    }

    CompletableFuture<DirectBuffer> sendTransfers(final long session, final long request, final Transfer... transfers)
    {
        return send(Principal.NODE, session, request, mapper.encodeCreateTransfers(List.of(transfers), buffer, 0));
    }

    CompletableFuture<DirectBuffer> sendLookupTransfers(final UInt128... ids)
    {
        return send(Principal.NODE, 0, 0, mapper.encodeLookupTransfers(List.of(ids), buffer, 0));
    }

    /** Writes a message at an offset and says how long it is. */
    interface Writer
    {
        int write(MutableDirectBuffer buffer, int offset);
    }

    DirectBuffer call(final Writer message)
    {
        return call(message.write(buffer, 0));
    }

    private DirectBuffer call(final int length)
    {
        return await(send(Principal.NODE, 0, 0, length));
    }

    static DirectBuffer await(final CompletableFuture<DirectBuffer> reply)
    {
        try
        {
            return reply.get(20, TimeUnit.SECONDS);
        }
        catch (final InterruptedException | ExecutionException | TimeoutException failed)
        {
            throw new AssertionError("no reply", failed);
        }
    }
}
