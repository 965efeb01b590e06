package io.suuupra.gateway.auth;

import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.frame.Principal;
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
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.GetStateDecoder;
import io.suuupra.codecs.generated.GroupSizeEncodingDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.RegisterMerchantDecoder;
import io.suuupra.codecs.generated.ReportPayoutsDecoder;
import io.suuupra.codecs.generated.SetUpiRailDecoder;
import io.suuupra.codecs.generated.SettlePaymentsDecoder;
import io.suuupra.codecs.generated.SubscribeUpiDecoder;
import io.suuupra.codecs.generated.TickDecoder;
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
import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/**
 * Which key may send which request: its scope, and the ledgers that accounts and transfers name. What a read shows and
 * what a post or void inherits is bounded by the engine, which knows the records. Immutable.
 */
public final class AccessRules
{
    private static final int EVENTS = MessageHeaderDecoder.ENCODED_LENGTH + GroupSizeEncodingDecoder.ENCODED_LENGTH;

    private final boolean sandbox;

    /**
     * @param sandbox true if the node's clock may be moved from outside.
     */
    public AccessRules(final boolean sandbox)
    {
        this.sandbox = sandbox;
    }

    /**
     * @param principal  who asks.
     * @param templateId of the request.
     * @param buffer     that holds the request, which has passed {@code MessageCheck}.
     * @param offset     of its message header.
     * @return null if it is allowed; else why not.
     */
    public Malformed check(
        final Principal principal, final int templateId, final DirectBuffer buffer, final int offset)
    {
        final Malformed refused = checkScope(principal, templateId);
        if (refused != null)
        {
            return refused;
        }
        return switch (templateId)
        {
            case CreateAccountsDecoder.TEMPLATE_ID -> checkLedgers(
                principal, buffer, offset, CreateAccountsDecoder.AccountsDecoder.ledgerEncodingOffset());
            case CreateTransfersDecoder.TEMPLATE_ID -> checkLedgers(
                principal, buffer, offset, CreateTransfersDecoder.TransfersDecoder.ledgerEncodingOffset());
            default -> null;
        };
    }

    /**
     * @param principal  who asks.
     * @param templateId of a request.
     * @return null if the key's scopes and the node allow such requests; else why not.
     */
    public Malformed checkScope(final Principal principal, final int templateId)
    {
        return switch (templateId)
        {
            case ConfigureDecoder.TEMPLATE_ID -> forbidden("template_id", "a node is configured by itself only");
            case TickDecoder.TEMPLATE_ID -> sandbox ?
                need(principal, Principal.ADMIN, "admin") :
                forbidden("template_id", "the clock moves by request only on a node started as a sandbox");
            case ActivateVersionDecoder.TEMPLATE_ID, GetStateDecoder.TEMPLATE_ID, UpiRegisterDecoder.TEMPLATE_ID,
                UpiSetTimersDecoder.TEMPLATE_ID, UpiUndeliverableDecoder.TEMPLATE_ID,
                UpiSetBoundsDecoder.TEMPLATE_ID, UpiSetCyclesDecoder.TEMPLATE_ID, UpiCloseCycleDecoder.TEMPLATE_ID,
                UpiSetLimitsDecoder.TEMPLATE_ID, UpiGetCycleDecoder.TEMPLATE_ID,
                UpiGetCyclePaymentsDecoder.TEMPLATE_ID, RegisterMerchantDecoder.TEMPLATE_ID,
                ReportPayoutsDecoder.TEMPLATE_ID, SetUpiRailDecoder.TEMPLATE_ID, SettlePaymentsDecoder.TEMPLATE_ID ->
                need(principal, Principal.ADMIN, "admin");
            case CreateAccountsDecoder.TEMPLATE_ID, CreateTransfersDecoder.TEMPLATE_ID, UpiPayDecoder.TEMPLATE_ID,
                UpiAuthorisationDecoder.TEMPLATE_ID, UpiAnswerDecoder.TEMPLATE_ID, UpiAdjustDecoder.TEMPLATE_ID,
                SubscribeUpiDecoder.TEMPLATE_ID, CreatePaymentsDecoder.TEMPLATE_ID, ActOnPaymentsDecoder.TEMPLATE_ID,
                CreateRefundsDecoder.TEMPLATE_ID, CreatePayoutsDecoder.TEMPLATE_ID, ActOnDisputesDecoder.TEMPLATE_ID,
                CollectPaymentDecoder.TEMPLATE_ID ->
                need(principal, Principal.POST, "post");
            default -> need(principal, Principal.READ, "read");
        };
    }

    private static Malformed need(final Principal principal, final int scope, final String name)
    {
        return principal.may(scope) ? null : forbidden("scope", "the key needs the scope " + name);
    }

    private static Malformed checkLedgers(
        final Principal principal, final DirectBuffer buffer, final int offset, final int ledgerOffset)
    {
        if (principal.ledgerMin() == 0 && principal.ledgerMax() == -1)
        {
            return null;
        }
        final int dimensions = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        final int length = buffer.getShort(dimensions, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        final int count = buffer.getShort(
            dimensions + GroupSizeEncodingDecoder.numInGroupEncodingOffset(), ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        for (int i = 0, at = offset + EVENTS + ledgerOffset; i < count; i++, at += length)
        {
            final int ledger = buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
            if (ledger != 0 && !principal.sees(ledger))
            {
                return new Malformed(FailureCode.FORBIDDEN, i, "ledger", "the key sees the ledgers " +
                    Integer.toUnsignedString(principal.ledgerMin()) + " to " +
                    Integer.toUnsignedString(principal.ledgerMax()) + " only");
            }
        }
        return null;
    }

    private static Malformed forbidden(final String field, final String rule)
    {
        return new Malformed(FailureCode.FORBIDDEN, Malformed.NO_INDEX, field, rule);
    }
}
