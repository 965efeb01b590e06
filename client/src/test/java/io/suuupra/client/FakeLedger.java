package io.suuupra.client;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.CommandStatus;
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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * As much of an engine as the client can tell: it creates whatever it is asked to, looks it up again, and answers a
 * command number that it has seen with the first answer.
 */
final class FakeLedger
{
    private record Command(UInt128 session, long number)
    {
    }

    private final EdgeMapper mapper = new EdgeMapper();
    private final Map<Command, byte[]> replies = new HashMap<>();
    private final Map<UInt128, Account> accounts = new LinkedHashMap<>();
    private final Map<UInt128, Transfer> transfers = new LinkedHashMap<>();
    private final List<UInt128> executed = new ArrayList<>();

    /** Ids of the transfers in the order in which they happened. */
    synchronized List<UInt128> executed()
    {
        return List.copyOf(executed);
    }

    /** The answer, and the effect where the number is new. */
    synchronized byte[] execute(final ScriptedNode.Received request)
    {
        return switch (request.templateId())
        {
            case CreateAccountsDecoder.TEMPLATE_ID -> command(request, () -> createAccounts(request));
            case CreateTransfersDecoder.TEMPLATE_ID -> command(request, () -> createTransfers(request));
            case TickDecoder.TEMPLATE_ID -> command(request, () -> tick(request));
            case LookupAccountsDecoder.TEMPLATE_ID -> Replies.accounts(
                accountIds(request).stream().map(accounts::get).filter(Objects::nonNull).toList());
            case LookupTransfersDecoder.TEMPLATE_ID -> Replies.transfers(
                transferIds(request).stream().map(transfers::get).filter(Objects::nonNull).toList());
            case GetAccountTransfersDecoder.TEMPLATE_ID, QueryTransfersDecoder.TEMPLATE_ID ->
                Replies.transfers(List.copyOf(transfers.values()));
            case QueryAccountsDecoder.TEMPLATE_ID -> Replies.accounts(List.copyOf(accounts.values()));
            case GetAccountBalancesDecoder.TEMPLATE_ID -> Replies.balances(10, 20);
            case GetChangeEventsDecoder.TEMPLATE_ID -> Replies.events(1, 2, 3);
            case GetStateDecoder.TEMPLATE_ID -> Replies.state(replies.size());
            default -> throw new IllegalStateException("template " + request.templateId());
        };
    }

    static List<Transfer> transfersOf(final ScriptedNode.Received request)
    {
        return new EdgeMapper().decodeCreateTransfers(request.buffer(), 0);
    }

    static List<UInt128> idsOf(final ScriptedNode.Received request)
    {
        return transfersOf(request).stream().map(Transfer::id).toList();
    }

    private byte[] command(final ScriptedNode.Received request, final Supplier<byte[]> effect)
    {
        final Command command = new Command(request.session(), request.number());
        final byte[] first = replies.get(command);
        if (first != null)
        {
            return first;
        }
        final byte[] reply = effect.get();
        replies.put(command, reply);
        return reply;
    }

    private byte[] createTransfers(final ScriptedNode.Received request)
    {
        final List<Transfer> batch = mapper.decodeCreateTransfers(request.buffer(), 0);
        for (final Transfer transfer : batch)
        {
            executed.add(transfer.id());
            transfers.put(transfer.id(), transfer);
            final Account credited = accounts.get(transfer.creditAccountId());
            if (credited != null)
            {
                accounts.put(credited.id(), Account.builder().id(credited.id())
                    .creditsPosted(credited.creditsPosted() + transfer.amount())
                    .ledger(credited.ledger()).code(credited.code()).build());
            }
        }
        return Replies.created(batch);
    }

    private byte[] createAccounts(final ScriptedNode.Received request)
    {
        final CreateAccountsDecoder decoder =
            new CreateAccountsDecoder().wrapAndApplyHeader(request.buffer(), 0, new MessageHeaderDecoder());
        final List<UInt128> ids = new ArrayList<>();
        for (final CreateAccountsDecoder.AccountsDecoder each : decoder.accounts())
        {
            final UInt128 id = new UInt128(each.id().high(), each.id().low());
            ids.add(id);
            accounts.put(id, Account.builder().id(id).ledger((int)each.ledger()).code(each.code())
                .flags(each.flags().getRaw()).build());
        }
        return Replies.accountsCreated(ids);
    }

    private byte[] tick(final ScriptedNode.Received request)
    {
        final long ns =
            new TickDecoder().wrapAndApplyHeader(request.buffer(), 0, new MessageHeaderDecoder()).advanceNs();
        return Replies.clock(1_000 + ns, ns > 1_000_000 ? CommandStatus.ADVANCE_OUT_OF_RANGE : CommandStatus.DONE);
    }

    private static List<UInt128> accountIds(final ScriptedNode.Received request)
    {
        final List<UInt128> ids = new ArrayList<>();
        for (final LookupAccountsDecoder.IdsDecoder each :
            new LookupAccountsDecoder().wrapAndApplyHeader(request.buffer(), 0, new MessageHeaderDecoder()).ids())
        {
            ids.add(new UInt128(each.id().high(), each.id().low()));
        }
        return ids;
    }

    private static List<UInt128> transferIds(final ScriptedNode.Received request)
    {
        final List<UInt128> ids = new ArrayList<>();
        for (final LookupTransfersDecoder.IdsDecoder each :
            new LookupTransfersDecoder().wrapAndApplyHeader(request.buffer(), 0, new MessageHeaderDecoder()).ids())
        {
            ids.add(new UInt128(each.id().high(), each.id().low()));
        }
        return ids;
    }
}
