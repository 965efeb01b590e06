package io.suuupra.gateway.audit;

import io.suuupra.codecs.generated.ActOnDisputesDecoder;
import io.suuupra.codecs.generated.ActOnPaymentsDecoder;
import io.suuupra.codecs.generated.ActivateVersionDecoder;
import io.suuupra.codecs.generated.CollectPaymentDecoder;
import io.suuupra.codecs.generated.ConfigureDecoder;
import io.suuupra.codecs.generated.CreateAccountsDecoder;
import io.suuupra.codecs.generated.CreatePaymentsDecoder;
import io.suuupra.codecs.generated.CreatePayoutsDecoder;
import io.suuupra.codecs.generated.CreateRefundsDecoder;
import io.suuupra.codecs.generated.CreateTransfersDecoder;
import io.suuupra.codecs.generated.GetAccountBalancesDecoder;
import io.suuupra.codecs.generated.GetAccountTransfersDecoder;
import io.suuupra.codecs.generated.GetChangeEventsDecoder;
import io.suuupra.codecs.generated.GetPaymentEventsDecoder;
import io.suuupra.codecs.generated.GetStateDecoder;
import io.suuupra.codecs.generated.GetUpiTransactionDecoder;
import io.suuupra.codecs.generated.LookupAccountsDecoder;
import io.suuupra.codecs.generated.LookupPaymentsDecoder;
import io.suuupra.codecs.generated.LookupTransfersDecoder;
import io.suuupra.codecs.generated.QueryAccountsDecoder;
import io.suuupra.codecs.generated.QueryTransfersDecoder;
import io.suuupra.codecs.generated.RegisterMerchantDecoder;
import io.suuupra.codecs.generated.ReportPayoutsDecoder;
import io.suuupra.codecs.generated.SetUpiRailDecoder;
import io.suuupra.codecs.generated.SettlePaymentsDecoder;
import io.suuupra.codecs.generated.SubscribeDecoder;
import io.suuupra.codecs.generated.SubscribeUpiDecoder;
import io.suuupra.codecs.generated.TickDecoder;
import io.suuupra.codecs.generated.UnsubscribeDecoder;
import io.suuupra.codecs.generated.UpiAdjustDecoder;
import io.suuupra.codecs.generated.UpiAnswerDecoder;
import io.suuupra.codecs.generated.UpiAuthorisationDecoder;
import io.suuupra.codecs.generated.UpiCloseCycleDecoder;
import io.suuupra.codecs.generated.UpiGetCycleDecoder;
import io.suuupra.codecs.generated.UpiGetCyclePaymentsDecoder;
import io.suuupra.codecs.generated.UpiPayDecoder;
import io.suuupra.codecs.generated.UpiRegisterDecoder;
import io.suuupra.codecs.generated.UpiSetBoundsDecoder;
import io.suuupra.codecs.generated.UpiSetCyclesDecoder;
import io.suuupra.codecs.generated.UpiSetLimitsDecoder;
import io.suuupra.codecs.generated.UpiSetTimersDecoder;
import io.suuupra.codecs.generated.UpiUndeliverableDecoder;

import java.util.Locale;

/**
 * Every request there is: what it is called, and what kind of thing it is about.
 */
public enum RequestKind
{
    /** Capacities, from the node itself only. */
    CONFIGURE(ConfigureDecoder.TEMPLATE_ID, "node"),

    /** Time passes. */
    TICK(TickDecoder.TEMPLATE_ID, "clock"),

    /** New accounts. */
    CREATE_ACCOUNTS(CreateAccountsDecoder.TEMPLATE_ID, "account"),

    /** New transfers, and the resolution of held ones. */
    CREATE_TRANSFERS(CreateTransfersDecoder.TEMPLATE_ID, "transfer"),

    /** A new behaviour of the engine. */
    ACTIVATE_VERSION(ActivateVersionDecoder.TEMPLATE_ID, "node"),

    /** Accounts by id. */
    LOOKUP_ACCOUNTS(LookupAccountsDecoder.TEMPLATE_ID, "account"),

    /** Transfers by id. */
    LOOKUP_TRANSFERS(LookupTransfersDecoder.TEMPLATE_ID, "transfer"),

    /** Transfers of one account. */
    GET_ACCOUNT_TRANSFERS(GetAccountTransfersDecoder.TEMPLATE_ID, "account"),

    /** Balances of one account. */
    GET_ACCOUNT_BALANCES(GetAccountBalancesDecoder.TEMPLATE_ID, "account"),

    /** Accounts by a filter. */
    QUERY_ACCOUNTS(QueryAccountsDecoder.TEMPLATE_ID, "account"),

    /** Transfers by a filter. */
    QUERY_TRANSFERS(QueryTransfersDecoder.TEMPLATE_ID, "transfer"),

    /** Change events from a position on. */
    GET_CHANGE_EVENTS(GetChangeEventsDecoder.TEMPLATE_ID, "change_event"),

    /** Counts and hashes. */
    GET_STATE(GetStateDecoder.TEMPLATE_ID, "node"),

    /** Change events as they happen. */
    SUBSCRIBE(SubscribeDecoder.TEMPLATE_ID, "change_event"),

    /** No more of them. */
    UNSUBSCRIBE(UnsubscribeDecoder.TEMPLATE_ID, "change_event"),

    /** What the switch asks a participant, as it asks it. */
    SUBSCRIBE_UPI(SubscribeUpiDecoder.TEMPLATE_ID, "upi_request"),

    /** What has become of a payment. */
    GET_UPI_TRANSACTION(GetUpiTransactionDecoder.TEMPLATE_ID, "upi_transaction"),

    /** A payment, from the payer's PSP or the payee's. */
    UPI_PAY(UpiPayDecoder.TEMPLATE_ID, "upi_transaction"),

    /** A PSP's answer: whose account it is. */
    UPI_AUTHORISATION(UpiAuthorisationDecoder.TEMPLATE_ID, "upi_transaction"),

    /** A bank's answer. */
    UPI_ANSWER(UpiAnswerDecoder.TEMPLATE_ID, "upi_transaction"),

    /** A request that no participant got, from the node itself only. */
    UPI_UNDELIVERABLE(UpiUndeliverableDecoder.TEMPLATE_ID, "upi_transaction"),

    /** What became of a payment whose end was not known. */
    UPI_ADJUST(UpiAdjustDecoder.TEMPLATE_ID, "upi_transaction"),

    /** A participant. */
    UPI_REGISTER(UpiRegisterDecoder.TEMPLATE_ID, "upi_participant"),

    /** How long the switch waits. */
    UPI_SET_TIMERS(UpiSetTimersDecoder.TEMPLATE_ID, "upi_participant"),

    /** How much a participant may have going. */
    UPI_SET_BOUNDS(UpiSetBoundsDecoder.TEMPLATE_ID, "upi_participant"),

    /** When and against what positions are settled. */
    UPI_SET_CYCLES(UpiSetCyclesDecoder.TEMPLATE_ID, "upi_cycle"),

    /** A settlement cycle has ended. */
    UPI_CLOSE_CYCLE(UpiCloseCycleDecoder.TEMPLATE_ID, "upi_cycle"),

    /** Limits of a payment. */
    UPI_SET_LIMITS(UpiSetLimitsDecoder.TEMPLATE_ID, "upi_participant"),

    /** What each bank settles in a cycle. */
    UPI_GET_CYCLE(UpiGetCycleDecoder.TEMPLATE_ID, "upi_cycle"),

    /** The payments of a cycle. */
    UPI_GET_CYCLE_PAYMENTS(UpiGetCyclePaymentsDecoder.TEMPLATE_ID, "upi_cycle"),

    /** A merchant's terms. */
    REGISTER_MERCHANT(RegisterMerchantDecoder.TEMPLATE_ID, "merchant"),

    /** New payments. */
    CREATE_PAYMENTS(CreatePaymentsDecoder.TEMPLATE_ID, "payment"),

    /** Payments confirmed, captured or canceled. */
    ACT_ON_PAYMENTS(ActOnPaymentsDecoder.TEMPLATE_ID, "payment"),

    /** Money given back. */
    CREATE_REFUNDS(CreateRefundsDecoder.TEMPLATE_ID, "refund"),

    /** Merchants paid out. */
    CREATE_PAYOUTS(CreatePayoutsDecoder.TEMPLATE_ID, "payout"),

    /** What the bank says of payouts. */
    REPORT_PAYOUTS(ReportPayoutsDecoder.TEMPLATE_ID, "payout"),

    /** Disputes opened, answered or decided. */
    ACT_ON_DISPUTES(ActOnDisputesDecoder.TEMPLATE_ID, "dispute"),

    /** How merchants are paid through UPI. */
    SET_UPI_RAIL(SetUpiRailDecoder.TEMPLATE_ID, "upi_rail"),

    /** A payer asked for a payment. */
    COLLECT_PAYMENT(CollectPaymentDecoder.TEMPLATE_ID, "payment"),

    /** What a statement shows of payments and refunds. */
    SETTLE_PAYMENTS(SettlePaymentsDecoder.TEMPLATE_ID, "payment"),

    /** Payments, refunds, payouts and disputes by id. */
    LOOKUP_PAYMENTS(LookupPaymentsDecoder.TEMPLATE_ID, "payment"),

    /** What happened to a merchant's payments. */
    GET_PAYMENT_EVENTS(GetPaymentEventsDecoder.TEMPLATE_ID, "payment");

    /** Ids of requests lie below. */
    public static final int TEMPLATES = 128;

    private static final RequestKind[] BY_TEMPLATE = byTemplate();

    private final int templateId;
    private final String object;

    RequestKind(final int templateId, final String object)
    {
        this.templateId = templateId;
        this.object = object;
    }

    /**
     * @param templateId of a message.
     * @return the kind of request that it is; null if it is none.
     */
    public static RequestKind of(final int templateId)
    {
        return templateId >= 0 && templateId < BY_TEMPLATE.length ? BY_TEMPLATE[templateId] : null;
    }

    /**
     * @return id of the message in the schema.
     */
    public int templateId()
    {
        return templateId;
    }

    /**
     * @return what it is called, in small letters.
     */
    public String text()
    {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @return the kind of thing that it reads or changes.
     */
    public String object()
    {
        return object;
    }

    private static RequestKind[] byTemplate()
    {
        final RequestKind[] kinds = new RequestKind[TEMPLATES];
        for (final RequestKind kind : values())
        {
            kinds[kind.templateId] = kind;
        }
        return kinds;
    }
}
