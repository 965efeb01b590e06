package io.suuupra.gateway.wire;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.payments.PaymentMapper;
import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.frame.MessageCheck;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.AccountsReplyDecoder;
import io.suuupra.codecs.generated.ActOnDisputesDecoder;
import io.suuupra.codecs.generated.ActOnPaymentsDecoder;
import io.suuupra.codecs.generated.ActivateVersionEncoder;
import io.suuupra.codecs.generated.BalancesReplyDecoder;
import io.suuupra.codecs.generated.ChangeEventsDecoder;
import io.suuupra.codecs.generated.CommandReplyDecoder;
import io.suuupra.codecs.generated.CollectPaymentDecoder;
import io.suuupra.codecs.generated.ConfigureEncoder;
import io.suuupra.codecs.generated.CreateAccountsReplyDecoder;
import io.suuupra.codecs.generated.CreatePaymentsDecoder;
import io.suuupra.codecs.generated.CreatePayoutsDecoder;
import io.suuupra.codecs.generated.CreateRefundsDecoder;
import io.suuupra.codecs.generated.CreateTransfersReplyDecoder;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.FailureDecoder;
import io.suuupra.codecs.generated.GetPaymentEventsDecoder;
import io.suuupra.codecs.generated.GetUpiTransactionDecoder;
import io.suuupra.codecs.generated.GroupSizeEncodingEncoder;
import io.suuupra.codecs.generated.LookupPaymentsDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.PaymentRowsDecoder;
import io.suuupra.codecs.generated.PaymentsReplyDecoder;
import io.suuupra.codecs.generated.RegisterMerchantDecoder;
import io.suuupra.codecs.generated.ReportPayoutsDecoder;
import io.suuupra.codecs.generated.SetUpiRailDecoder;
import io.suuupra.codecs.generated.SettlePaymentsDecoder;
import io.suuupra.codecs.generated.StateReplyDecoder;
import io.suuupra.codecs.generated.SubscribeUpiDecoder;
import io.suuupra.codecs.generated.TransfersReplyDecoder;
import io.suuupra.codecs.generated.UpiAdjustDecoder;
import io.suuupra.codecs.generated.UpiAnswerDecoder;
import io.suuupra.codecs.generated.UpiAuthorisationDecoder;
import io.suuupra.codecs.generated.UpiCloseCycleDecoder;
import io.suuupra.codecs.generated.UpiCycleDecoder;
import io.suuupra.codecs.generated.UpiCyclePaymentsDecoder;
import io.suuupra.codecs.generated.UpiGetCycleDecoder;
import io.suuupra.codecs.generated.UpiGetCyclePaymentsDecoder;
import io.suuupra.codecs.generated.UpiLimitKind;
import io.suuupra.codecs.generated.UpiPayDecoder;
import io.suuupra.codecs.generated.UpiPayeeKind;
import io.suuupra.codecs.generated.UpiRegisterDecoder;
import io.suuupra.codecs.generated.UpiReplyDecoder;
import io.suuupra.codecs.generated.UpiSetBoundsDecoder;
import io.suuupra.codecs.generated.UpiSetCyclesDecoder;
import io.suuupra.codecs.generated.UpiSetLimitsDecoder;
import io.suuupra.codecs.generated.UpiSetLimitsEncoder;
import io.suuupra.codecs.generated.UpiSetTimersDecoder;
import io.suuupra.codecs.generated.UpiTransactionReplyDecoder;
import io.suuupra.codecs.generated.UpiUndeliverableDecoder;
import io.suuupra.gateway.audit.RequestKind;
import io.suuupra.gateway.support.LedgerNode;
import io.suuupra.gateway.support.Messages;
import io.suuupra.gateway.support.WireClient;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/**
 * Every request of the binary protocol, with every set of scopes, for an own, a foreign and an absent thing, on a real
 * node.
 */
class WireAccessMatrixTest
{
    private static final AtomicLong FRESH = new AtomicLong(2_000_000);
    private static LedgerNode node;

    private final EdgeMapper mapper = new EdgeMapper();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(1_024);

    /** Whose thing is asked for. */
    private enum Thing
    {
        OWN(1, 11, 1_001, 1_002),
        FOREIGN(2, 21, 2_001, 2_002),
        ABSENT(3, 99, 9_099, 9_099);

        private final int ledger;
        private final long account;
        private final long transfer;
        private final long hold;

        Thing(final int ledger, final long account, final long transfer, final long hold)
        {
            this.ledger = ledger;
            this.account = account;
            this.transfer = transfer;
            this.hold = hold;
        }
    }

    @BeforeAll
    static void start() throws IOException
    {
        node = new LedgerNode();
    }

    @AfterAll
    static void stop() throws IOException
    {
        node.close();
    }

    /** The scope that a request needs; 0 = nobody may send it. No default: a new request does not compile without. */
    private static int needs(final RequestKind kind)
    {
        return switch (kind)
        {
            case CONFIGURE -> 0;
            case TICK, ACTIVATE_VERSION, GET_STATE, UPI_REGISTER, UPI_SET_TIMERS, UPI_UNDELIVERABLE, UPI_SET_BOUNDS,
                UPI_SET_CYCLES, UPI_CLOSE_CYCLE, UPI_SET_LIMITS, UPI_GET_CYCLE, UPI_GET_CYCLE_PAYMENTS,
                REGISTER_MERCHANT, REPORT_PAYOUTS, SET_UPI_RAIL, SETTLE_PAYMENTS -> Principal.ADMIN;
            case CREATE_ACCOUNTS, CREATE_TRANSFERS, UPI_PAY, UPI_AUTHORISATION, UPI_ANSWER, UPI_ADJUST,
                SUBSCRIBE_UPI, CREATE_PAYMENTS, ACT_ON_PAYMENTS, CREATE_REFUNDS, CREATE_PAYOUTS, ACT_ON_DISPUTES,
                COLLECT_PAYMENT -> Principal.POST;
            case LOOKUP_ACCOUNTS, LOOKUP_TRANSFERS, GET_ACCOUNT_TRANSFERS, GET_ACCOUNT_BALANCES, QUERY_ACCOUNTS,
                QUERY_TRANSFERS, GET_CHANGE_EVENTS, SUBSCRIBE, UNSUBSCRIBE, LOOKUP_PAYMENTS, GET_PAYMENT_EVENTS,
                GET_UPI_TRANSACTION -> Principal.READ;
        };
    }

    private static int reply(final RequestKind kind)
    {
        return switch (kind)
        {
            // No participant comes with any of these keys.
            case CONFIGURE, UNSUBSCRIBE, SUBSCRIBE_UPI -> FailureDecoder.TEMPLATE_ID;
            case TICK, ACTIVATE_VERSION -> CommandReplyDecoder.TEMPLATE_ID;
            case CREATE_ACCOUNTS -> CreateAccountsReplyDecoder.TEMPLATE_ID;
            case CREATE_TRANSFERS -> CreateTransfersReplyDecoder.TEMPLATE_ID;
            case LOOKUP_ACCOUNTS, QUERY_ACCOUNTS -> AccountsReplyDecoder.TEMPLATE_ID;
            case LOOKUP_TRANSFERS, QUERY_TRANSFERS, GET_ACCOUNT_TRANSFERS -> TransfersReplyDecoder.TEMPLATE_ID;
            case GET_ACCOUNT_BALANCES -> BalancesReplyDecoder.TEMPLATE_ID;
            case GET_CHANGE_EVENTS, SUBSCRIBE -> ChangeEventsDecoder.TEMPLATE_ID;
            case GET_STATE -> StateReplyDecoder.TEMPLATE_ID;
            case UPI_REGISTER, UPI_SET_TIMERS, UPI_UNDELIVERABLE, UPI_PAY, UPI_AUTHORISATION, UPI_ANSWER, UPI_ADJUST,
                UPI_SET_BOUNDS, UPI_SET_CYCLES, UPI_CLOSE_CYCLE, UPI_SET_LIMITS -> UpiReplyDecoder.TEMPLATE_ID;
            case UPI_GET_CYCLE -> UpiCycleDecoder.TEMPLATE_ID;
            case UPI_GET_CYCLE_PAYMENTS -> UpiCyclePaymentsDecoder.TEMPLATE_ID;
            case GET_UPI_TRANSACTION -> UpiTransactionReplyDecoder.TEMPLATE_ID;
            case REGISTER_MERCHANT, CREATE_PAYMENTS, ACT_ON_PAYMENTS, CREATE_REFUNDS, CREATE_PAYOUTS, REPORT_PAYOUTS,
                ACT_ON_DISPUTES, SET_UPI_RAIL, COLLECT_PAYMENT, SETTLE_PAYMENTS -> PaymentsReplyDecoder.TEMPLATE_ID;
            case LOOKUP_PAYMENTS, GET_PAYMENT_EVENTS -> PaymentRowsDecoder.TEMPLATE_ID;
        };
    }

    private byte[] message(final RequestKind kind, final Thing thing)
    {
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final AccountFilter account = AccountFilter.builder().accountId(UInt128.of(thing.account)).limit(10)
            .flags(FilterFlags.DEBITS | FilterFlags.CREDITS).build();
        final QueryFilter query = QueryFilter.builder().ledger(thing.ledger).limit(10).build();
        return switch (kind)
        {
            case CONFIGURE -> bytes(MessageHeaderEncoder.ENCODED_LENGTH + new ConfigureEncoder()
                .wrapAndApplyHeader(buffer, 0, header).accountsMax(1).encodedLength());
            case ACTIVATE_VERSION -> bytes(MessageHeaderEncoder.ENCODED_LENGTH + new ActivateVersionEncoder()
                .wrapAndApplyHeader(buffer, 0, header).behaviour(0).encodedLength());
            case TICK -> Messages.tick(1);
            case CREATE_ACCOUNTS -> Messages.createAccounts(Account.builder()
                .id(UInt128.of(FRESH.incrementAndGet())).ledger(thing.ledger).code(1).build());
            case CREATE_TRANSFERS -> Messages.createTransfers(
                Transfer.builder().id(UInt128.of(FRESH.incrementAndGet())).debitAccountId(UInt128.of(thing.account))
                    .creditAccountId(UInt128.of(12)).amount(1).ledger(1).code(1).build(),
                Transfer.builder().id(UInt128.of(FRESH.incrementAndGet())).pendingId(UInt128.of(thing.hold))
                    .flags(TransferFlags.VOID_PENDING_TRANSFER).build());
            case LOOKUP_ACCOUNTS -> bytes(mapper.encodeLookupAccounts(List.of(UInt128.of(thing.account)), buffer, 0));
            case LOOKUP_TRANSFERS -> bytes(mapper.encodeLookupTransfers(
                List.of(UInt128.of(thing.transfer), UInt128.of(thing.hold)), buffer, 0));
            case GET_ACCOUNT_TRANSFERS -> bytes(mapper.encodeGetAccountTransfers(account, buffer, 0));
            case GET_ACCOUNT_BALANCES -> bytes(mapper.encodeGetAccountBalances(account, buffer, 0));
            case QUERY_ACCOUNTS -> bytes(mapper.encodeQueryAccounts(query, buffer, 0));
            case QUERY_TRANSFERS -> bytes(mapper.encodeQueryTransfers(query, buffer, 0));
            case GET_CHANGE_EVENTS -> bytes(mapper.encodeGetChangeEvents(0, 0, 10, buffer, 0));
            case GET_STATE -> Messages.getState();
            case SUBSCRIBE -> Messages.subscribe(0);
            case UNSUBSCRIBE -> Messages.unsubscribe(7);
            case SUBSCRIBE_UPI -> upi(kind, SubscribeUpiDecoder.BLOCK_LENGTH, 0);
            case GET_UPI_TRANSACTION -> upi(kind, GetUpiTransactionDecoder.BLOCK_LENGTH, 0);
            case UPI_PAY -> upi(kind, UpiPayDecoder.BLOCK_LENGTH, 4);
            case UPI_AUTHORISATION -> upi(kind, UpiAuthorisationDecoder.BLOCK_LENGTH, 3);
            case UPI_ANSWER -> upi(kind, UpiAnswerDecoder.BLOCK_LENGTH, 0);
            case UPI_UNDELIVERABLE -> upi(kind, UpiUndeliverableDecoder.BLOCK_LENGTH, 0);
            case UPI_ADJUST -> upi(kind, UpiAdjustDecoder.BLOCK_LENGTH, 0);
            case UPI_REGISTER -> upi(kind, UpiRegisterDecoder.BLOCK_LENGTH, 1);
            case UPI_SET_TIMERS -> upi(kind, UpiSetTimersDecoder.BLOCK_LENGTH, 0);
            case REGISTER_MERCHANT -> upi(kind, RegisterMerchantDecoder.BLOCK_LENGTH, 0);
            case GET_PAYMENT_EVENTS -> upi(kind, GetPaymentEventsDecoder.BLOCK_LENGTH, 0);
            case CREATE_PAYMENTS -> item(kind, CreatePaymentsDecoder.PaymentsDecoder.sbeBlockLength());
            case ACT_ON_PAYMENTS -> item(kind, ActOnPaymentsDecoder.ActionsDecoder.sbeBlockLength());
            case CREATE_REFUNDS -> item(kind, CreateRefundsDecoder.RefundsDecoder.sbeBlockLength());
            case CREATE_PAYOUTS -> item(kind, CreatePayoutsDecoder.PayoutsDecoder.sbeBlockLength());
            case REPORT_PAYOUTS -> item(kind, ReportPayoutsDecoder.ReportsDecoder.sbeBlockLength());
            case ACT_ON_DISPUTES -> item(kind, ActOnDisputesDecoder.ActionsDecoder.sbeBlockLength());
            case SET_UPI_RAIL -> upi(kind, SetUpiRailDecoder.BLOCK_LENGTH, 0);
            case COLLECT_PAYMENT -> upi(kind, CollectPaymentDecoder.BLOCK_LENGTH, 1);
            case SETTLE_PAYMENTS -> item(kind, SettlePaymentsDecoder.EntriesDecoder.sbeBlockLength());
            case LOOKUP_PAYMENTS -> item(kind, LookupPaymentsDecoder.IdsDecoder.sbeBlockLength());
            case UPI_SET_BOUNDS -> upi(kind, UpiSetBoundsDecoder.BLOCK_LENGTH, 0);
            case UPI_SET_CYCLES -> upi(kind, UpiSetCyclesDecoder.BLOCK_LENGTH, 0);
            case UPI_CLOSE_CYCLE -> upi(kind, UpiCloseCycleDecoder.BLOCK_LENGTH, 0);
            case UPI_SET_LIMITS -> limits();
            case UPI_GET_CYCLE -> upi(kind, UpiGetCycleDecoder.BLOCK_LENGTH, 0);
            case UPI_GET_CYCLE_PAYMENTS -> upi(kind, UpiGetCyclePaymentsDecoder.BLOCK_LENGTH, 0);
        };
    }

    /** A limit that the engine refuses: it has no code. */
    private byte[] limits()
    {
        final UpiSetLimitsEncoder message =
            new UpiSetLimitsEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        message.limitsCount(1).next().kind(UpiLimitKind.ANY).payee(UpiPayeeKind.ANY).payeeCode(0)
            .purpose("").initiationMode("").verified((short)0).padding((short)0).fromDay(0).code(0).perPayment(0);
        return bytes(MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
    }

    /** Every field 0, every text empty: whose requests are whose is the engine's to know, and its tests'. */
    private static byte[] upi(final RequestKind kind, final int blockLength, final int texts)
    {
        final UnsafeBuffer message =
            new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + blockLength + texts * Integer.BYTES]);
        new MessageHeaderEncoder().wrap(message, 0).blockLength(blockLength).templateId(kind.templateId())
            .schemaId(MessageHeaderDecoder.SCHEMA_ID).version(MessageHeaderDecoder.SCHEMA_VERSION);
        return message.byteArray();
    }

    /** One item, every field 0. */
    private static byte[] item(final RequestKind kind, final int blockLength)
    {
        final int group = MessageHeaderEncoder.ENCODED_LENGTH;
        final UnsafeBuffer message =
            new UnsafeBuffer(new byte[group + GroupSizeEncodingEncoder.ENCODED_LENGTH + blockLength]);
        new MessageHeaderEncoder().wrap(message, 0).blockLength(0).templateId(kind.templateId())
            .schemaId(MessageHeaderDecoder.SCHEMA_ID).version(MessageHeaderDecoder.SCHEMA_VERSION);
        new GroupSizeEncodingEncoder().wrap(message, group).blockLength(blockLength).numInGroup(1);
        return message.byteArray();
    }

    private byte[] bytes(final int length)
    {
        return Arrays.copyOf(buffer.byteArray(), length);
    }

    private WireClient.Frame ask(final RequestKind kind, final Thing thing, final int scopes) throws IOException
    {
        return ask(message(kind, thing), node.key(scopes));
    }

    private static WireClient.Frame ask(final byte[] message, final ApiKey key) throws IOException
    {
        try (WireClient client = node.wire(key))
        {
            client.send(1, message);
            return client.read();
        }
    }

    /** A reply but for the times at which its events happened. */
    private String comparable(final RequestKind kind, final WireClient.Frame frame)
    {
        final UnsafeBuffer message = new UnsafeBuffer(frame.message());
        return switch (kind)
        {
            case CREATE_ACCOUNTS -> frame.templateId() == FailureDecoder.TEMPLATE_ID ? frame.failure().toString() :
                mapper.decodeAccountResults(message, 0).stream().map(result -> result.status()).toList().toString();
            case CREATE_TRANSFERS ->
                mapper.decodeTransferResults(message, 0).stream().map(result -> result.status()).toList().toString();
            case TICK, ACTIVATE_VERSION, GET_STATE -> Integer.toString(frame.templateId());
            case REGISTER_MERCHANT, CREATE_PAYMENTS, ACT_ON_PAYMENTS, CREATE_REFUNDS, CREATE_PAYOUTS, REPORT_PAYOUTS,
                ACT_ON_DISPUTES, SET_UPI_RAIL, COLLECT_PAYMENT, SETTLE_PAYMENTS ->
                new PaymentMapper().decodeResults(message, 0).getFirst().status().toString();
            case UPI_PAY, UPI_AUTHORISATION, UPI_ANSWER, UPI_UNDELIVERABLE, UPI_ADJUST, UPI_REGISTER, UPI_SET_TIMERS,
                UPI_SET_BOUNDS, UPI_SET_CYCLES, UPI_CLOSE_CYCLE, UPI_SET_LIMITS ->
                Long.toString(new UpiReplyDecoder().wrapAndApplyHeader(
                    message, 0, new MessageHeaderDecoder()).code());
            default -> Arrays.toString(frame.message());
        };
    }

    @Test
    void shouldKnowEveryRequestThereIs()
    {
        final Set<Integer> known = new TreeSet<>();
        for (final RequestKind kind : RequestKind.values())
        {
            known.add(kind.templateId());
        }
        final Set<Integer> there = new TreeSet<>();
        final UnsafeBuffer empty = new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH]);
        for (int template = 0; template <= 0xFFFF; template++)
        {
            new MessageHeaderEncoder().wrap(empty, 0).blockLength(0).templateId(template)
                .schemaId(MessageHeaderDecoder.SCHEMA_ID).version(MessageHeaderDecoder.SCHEMA_VERSION);
            final Malformed wrong = MessageCheck.check(empty, 0, MessageHeaderEncoder.ENCODED_LENGTH);
            if (wrong == null || wrong.code() != FailureCode.UNKNOWN_MESSAGE)
            {
                there.add(template);
            }
        }
        assertEquals(there, known);
    }

    @ParameterizedTest
    @EnumSource(RequestKind.class)
    void shouldAnswerByScopeAndLedgerOnly(final RequestKind kind) throws IOException
    {
        final String before = node.foreign();
        final int needs = needs(kind);
        for (final int scopes : node.scopes())
        {
            if (needs == 0 || (scopes & needs) != needs)
            {
                final WireClient.Frame refused = ask(kind, Thing.OWN, scopes);
                assertEquals(FailureCode.FORBIDDEN, refused.failureCode(), kind + " with scopes " + scopes);
                for (final Thing thing : Thing.values())
                {
                    assertEquals(Arrays.toString(refused.message()),
                        Arrays.toString(ask(kind, thing, scopes).message()), kind + " with scopes " + scopes);
                }
                continue;
            }
            final WireClient.Frame own = ask(kind, Thing.OWN, scopes);
            assertEquals(reply(kind), own.templateId(), kind + " with scopes " + scopes);
            final WireClient.Frame absent = ask(kind, Thing.ABSENT, scopes);
            final WireClient.Frame foreign = ask(kind, Thing.FOREIGN, scopes);
            assertEquals(comparable(kind, absent), comparable(kind, foreign));
            if (asksForOneThing(kind))
            {
                assertNotEquals(comparable(kind, own), comparable(kind, absent));
            }
        }
        assertEquals(before, node.foreign(), "nothing happened to what is foreign");
    }

    private static boolean asksForOneThing(final RequestKind kind)
    {
        return switch (kind)
        {
            case TICK, ACTIVATE_VERSION, GET_STATE, GET_CHANGE_EVENTS, SUBSCRIBE, UNSUBSCRIBE, CONFIGURE,
                SUBSCRIBE_UPI, UPI_PAY, UPI_AUTHORISATION, UPI_ANSWER, UPI_UNDELIVERABLE, UPI_ADJUST, UPI_REGISTER,
                UPI_SET_TIMERS, UPI_SET_BOUNDS, UPI_SET_CYCLES, UPI_CLOSE_CYCLE, UPI_SET_LIMITS, UPI_GET_CYCLE,
                UPI_GET_CYCLE_PAYMENTS, REGISTER_MERCHANT, CREATE_PAYMENTS, ACT_ON_PAYMENTS, CREATE_REFUNDS,
                CREATE_PAYOUTS, REPORT_PAYOUTS, ACT_ON_DISPUTES, SET_UPI_RAIL, COLLECT_PAYMENT, SETTLE_PAYMENTS,
                LOOKUP_PAYMENTS, GET_PAYMENT_EVENTS,
                GET_UPI_TRANSACTION -> false;
            default -> true;
        };
    }

    @Test
    void shouldShowOnlyOwnChanges() throws IOException
    {
        for (final RequestKind kind : new RequestKind[]{ RequestKind.GET_CHANGE_EVENTS, RequestKind.SUBSCRIBE })
        {
            final WireClient.Frame frame = ask(kind, Thing.OWN, Principal.READ);
            final UnsafeBuffer message = new UnsafeBuffer(frame.message());
            assertFalse(mapper.decodeChangeEvents(message, 0).isEmpty());
            mapper.decodeChangeEvents(message, 0)
                .forEach(event -> assertEquals(LedgerNode.OWN, event.transfer().ledger()));
        }
    }

    @Test
    void shouldAnswerNothingBeforeAuthentication() throws IOException
    {
        final String before = node.foreign();
        for (final RequestKind kind : RequestKind.values())
        {
            for (final Thing thing : Thing.values())
            {
                try (WireClient client = node.connect())
                {
                    client.readNonce();
                    client.send(1, message(kind, thing));
                    final FailureCode code = client.read().failureCode();
                    // What is longer than any handshake is refused by its length, before it is looked at.
                    assertEquals(message(kind, thing).length + 16 > SessionForm.STRANGER_FRAME_MAX ?
                        FailureCode.TOO_LARGE : FailureCode.UNAUTHENTICATED, code, kind.name());
                }
            }
        }
        assertEquals(before, node.foreign());
    }
}
