package io.suuupra.codecs.frame;

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
import io.suuupra.codecs.generated.GetAccountBalancesDecoder;
import io.suuupra.codecs.generated.GetAccountTransfersDecoder;
import io.suuupra.codecs.generated.GetChangeEventsDecoder;
import io.suuupra.codecs.generated.GetPaymentEventsDecoder;
import io.suuupra.codecs.generated.GetStateDecoder;
import io.suuupra.codecs.generated.GetUpiTransactionDecoder;
import io.suuupra.codecs.generated.GroupSizeEncodingDecoder;
import io.suuupra.codecs.generated.LookupAccountsDecoder;
import io.suuupra.codecs.generated.LookupPaymentsDecoder;
import io.suuupra.codecs.generated.LookupTransfersDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
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
import io.suuupra.codecs.generated.VarTextEncodingDecoder;
import org.agrona.DirectBuffer;

import java.nio.ByteOrder;
import java.util.List;

/**
 * The one check of the form of a request: length, schema, version, template, block lengths, number of events, and no
 * negative int64. Whoever comes after may read every field without looking at a length again.
 *
 * <p>It allocates only when it finds something. Immutable, so any thread may use it.
 */
public final class MessageCheck
{
    private static final int HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int GROUP_LENGTH = GroupSizeEncodingDecoder.ENCODED_LENGTH;
    private static final int TEXT_LENGTH = VarTextEncodingDecoder.varDataEncodingOffset();
    private static final Shape[] SHAPES = shapes();

    private MessageCheck()
    {
    }

    /**
     * @param buffer that holds a message with its header.
     * @param offset of the message header.
     * @param length of header and message.
     * @return null if the message is a well-formed request; else what is wrong with it.
     */
    public static Malformed check(final DirectBuffer buffer, final int offset, final int length)
    {
        if (length < HEADER_LENGTH)
        {
            return Malformed.of(FailureCode.MALFORMED, "length", "a message has at least " + HEADER_LENGTH + " bytes");
        }
        final int blockLength = unsignedShort(buffer, offset + MessageHeaderDecoder.blockLengthEncodingOffset());
        final int templateId = unsignedShort(buffer, offset + MessageHeaderDecoder.templateIdEncodingOffset());
        final int schemaId = unsignedShort(buffer, offset + MessageHeaderDecoder.schemaIdEncodingOffset());
        final int version = unsignedShort(buffer, offset + MessageHeaderDecoder.versionEncodingOffset());
        if (schemaId != MessageHeaderDecoder.SCHEMA_ID)
        {
            return Malformed.of(FailureCode.MALFORMED, "schema_id",
                "must be " + MessageHeaderDecoder.SCHEMA_ID + ", is " + schemaId);
        }
        if (version > MessageHeaderDecoder.SCHEMA_VERSION)
        {
            // A later version may carry fields that change what is meant, so it is never read as if they were not
            // there.
            return Malformed.of(FailureCode.UNSUPPORTED_VERSION, "version",
                "this node speaks versions 0 to " + MessageHeaderDecoder.SCHEMA_VERSION + ", the message has " +
                version);
        }
        final Shape shape = templateId < SHAPES.length ? SHAPES[templateId] : null;
        if (shape == null)
        {
            return Malformed.of(FailureCode.UNKNOWN_MESSAGE, "template_id", "there is no request " + templateId);
        }
        return shape.check(buffer, offset + HEADER_LENGTH, length - HEADER_LENGTH, blockLength);
    }

    /**
     * @param templateId of a message.
     * @return true if messages with that id are commands, which are journaled.
     */
    public static boolean isCommand(final int templateId)
    {
        return templateId >= 20 && templateId <= 39 || templateId >= 60 && templateId <= 99;
    }

    private static int unsignedShort(final DirectBuffer buffer, final int offset)
    {
        return buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    private static Shape[] shapes()
    {
        final Shape[] shapes = new Shape[128];
        putUpi(shapes);
        putPayments(shapes);
        shapes[ConfigureDecoder.TEMPLATE_ID] = Shape.block(ConfigureDecoder.BLOCK_LENGTH);
        shapes[TickDecoder.TEMPLATE_ID] = Shape.block(TickDecoder.BLOCK_LENGTH,
            new Int64("advance_ns", TickDecoder.advanceNsEncodingOffset()));
        shapes[ActivateVersionDecoder.TEMPLATE_ID] = Shape.block(ActivateVersionDecoder.BLOCK_LENGTH);
        shapes[CreateAccountsDecoder.TEMPLATE_ID] = Shape.group(
            "accounts", CreateAccountsDecoder.AccountsDecoder.sbeBlockLength(),
            new Int64("debits_pending", CreateAccountsDecoder.AccountsDecoder.debitsPendingEncodingOffset()),
            new Int64("debits_posted", CreateAccountsDecoder.AccountsDecoder.debitsPostedEncodingOffset()),
            new Int64("credits_pending", CreateAccountsDecoder.AccountsDecoder.creditsPendingEncodingOffset()),
            new Int64("credits_posted", CreateAccountsDecoder.AccountsDecoder.creditsPostedEncodingOffset()),
            new Int64("timestamp", CreateAccountsDecoder.AccountsDecoder.timestampEncodingOffset()));
        shapes[CreateTransfersDecoder.TEMPLATE_ID] = Shape.group(
            "transfers", CreateTransfersDecoder.TransfersDecoder.sbeBlockLength(),
            new Int64("amount", CreateTransfersDecoder.TransfersDecoder.amountEncodingOffset()),
            new Int64("timestamp", CreateTransfersDecoder.TransfersDecoder.timestampEncodingOffset()));
        shapes[LookupAccountsDecoder.TEMPLATE_ID] =
            Shape.group("ids", LookupAccountsDecoder.IdsDecoder.sbeBlockLength());
        shapes[LookupTransfersDecoder.TEMPLATE_ID] =
            Shape.group("ids", LookupTransfersDecoder.IdsDecoder.sbeBlockLength());
        shapes[GetAccountTransfersDecoder.TEMPLATE_ID] = Shape.block(GetAccountTransfersDecoder.BLOCK_LENGTH,
            new Int64("timestamp_min", GetAccountTransfersDecoder.timestampMinEncodingOffset()),
            new Int64("timestamp_max", GetAccountTransfersDecoder.timestampMaxEncodingOffset()));
        shapes[GetAccountBalancesDecoder.TEMPLATE_ID] = Shape.block(GetAccountBalancesDecoder.BLOCK_LENGTH,
            new Int64("timestamp_min", GetAccountBalancesDecoder.timestampMinEncodingOffset()),
            new Int64("timestamp_max", GetAccountBalancesDecoder.timestampMaxEncodingOffset()));
        shapes[QueryAccountsDecoder.TEMPLATE_ID] = Shape.block(QueryAccountsDecoder.BLOCK_LENGTH,
            new Int64("timestamp_min", QueryAccountsDecoder.timestampMinEncodingOffset()),
            new Int64("timestamp_max", QueryAccountsDecoder.timestampMaxEncodingOffset()));
        shapes[QueryTransfersDecoder.TEMPLATE_ID] = Shape.block(QueryTransfersDecoder.BLOCK_LENGTH,
            new Int64("timestamp_min", QueryTransfersDecoder.timestampMinEncodingOffset()),
            new Int64("timestamp_max", QueryTransfersDecoder.timestampMaxEncodingOffset()));
        shapes[GetChangeEventsDecoder.TEMPLATE_ID] = Shape.block(GetChangeEventsDecoder.BLOCK_LENGTH,
            new Int64("timestamp_min", GetChangeEventsDecoder.timestampMinEncodingOffset()),
            new Int64("timestamp_max", GetChangeEventsDecoder.timestampMaxEncodingOffset()));
        shapes[GetStateDecoder.TEMPLATE_ID] = Shape.block(GetStateDecoder.BLOCK_LENGTH);
        shapes[SubscribeDecoder.TEMPLATE_ID] = Shape.block(SubscribeDecoder.BLOCK_LENGTH,
            new Int64("position", SubscribeDecoder.positionEncodingOffset()));
        shapes[SubscribeUpiDecoder.TEMPLATE_ID] = Shape.block(SubscribeUpiDecoder.BLOCK_LENGTH,
            new Int64("position", SubscribeUpiDecoder.positionEncodingOffset()));
        shapes[UnsubscribeDecoder.TEMPLATE_ID] = Shape.block(UnsubscribeDecoder.BLOCK_LENGTH);
        return shapes;
    }

    private static void putUpi(final Shape[] shapes)
    {
        shapes[UpiPayDecoder.TEMPLATE_ID] = Shape.texts(UpiPayDecoder.BLOCK_LENGTH, List.of(
            new Text("payer_address", Limits.UPI_ADDRESS_MAX), new Text("payee_address", Limits.UPI_ADDRESS_MAX),
            new Text("note", Limits.UPI_NOTE_MAX), new Text("credentials", Limits.UPI_CREDENTIALS_MAX)),
            new Int64("amount", UpiPayDecoder.amountEncodingOffset()),
            new Int64("payee_amount", UpiPayDecoder.payeeAmountEncodingOffset()));
        shapes[UpiAuthorisationDecoder.TEMPLATE_ID] = Shape.texts(UpiAuthorisationDecoder.BLOCK_LENGTH, List.of(
            new Text("payer_address", Limits.UPI_ADDRESS_MAX), new Text("payee_address", Limits.UPI_ADDRESS_MAX),
            new Text("credentials", Limits.UPI_CREDENTIALS_MAX)),
            new Int64("payer_amount", UpiAuthorisationDecoder.payerAmountEncodingOffset()),
            new Int64("payee_amount", UpiAuthorisationDecoder.payeeAmountEncodingOffset()));
        shapes[UpiAnswerDecoder.TEMPLATE_ID] = Shape.block(UpiAnswerDecoder.BLOCK_LENGTH);
        shapes[UpiUndeliverableDecoder.TEMPLATE_ID] = Shape.block(UpiUndeliverableDecoder.BLOCK_LENGTH);
        shapes[UpiAdjustDecoder.TEMPLATE_ID] = Shape.block(UpiAdjustDecoder.BLOCK_LENGTH);
        shapes[UpiRegisterDecoder.TEMPLATE_ID] = Shape.texts(UpiRegisterDecoder.BLOCK_LENGTH,
            List.of(new Text("handle", Limits.UPI_HANDLE_MAX)),
            new Int64("net_debit_cap", UpiRegisterDecoder.netDebitCapEncodingOffset()));
        shapes[GetUpiTransactionDecoder.TEMPLATE_ID] = Shape.block(GetUpiTransactionDecoder.BLOCK_LENGTH);
        shapes[UpiSetTimersDecoder.TEMPLATE_ID] = Shape.block(UpiSetTimersDecoder.BLOCK_LENGTH);
        shapes[UpiSetBoundsDecoder.TEMPLATE_ID] = Shape.block(UpiSetBoundsDecoder.BLOCK_LENGTH);
        shapes[UpiSetCyclesDecoder.TEMPLATE_ID] = Shape.block(UpiSetCyclesDecoder.BLOCK_LENGTH);
        shapes[UpiCloseCycleDecoder.TEMPLATE_ID] = Shape.block(UpiCloseCycleDecoder.BLOCK_LENGTH);
        shapes[UpiSetLimitsDecoder.TEMPLATE_ID] = Shape.group(
            "limits", UpiSetLimitsDecoder.LimitsDecoder.sbeBlockLength(),
            new Int64("per_payment", UpiSetLimitsDecoder.LimitsDecoder.perPaymentEncodingOffset()));
        shapes[UpiGetCycleDecoder.TEMPLATE_ID] = Shape.block(UpiGetCycleDecoder.BLOCK_LENGTH);
        shapes[UpiGetCyclePaymentsDecoder.TEMPLATE_ID] = Shape.block(UpiGetCyclePaymentsDecoder.BLOCK_LENGTH,
            new Int64("from", UpiGetCyclePaymentsDecoder.fromEncodingOffset()));
    }

    private static void putPayments(final Shape[] shapes)
    {
        shapes[RegisterMerchantDecoder.TEMPLATE_ID] = Shape.block(RegisterMerchantDecoder.BLOCK_LENGTH,
            new Int64("fee_fixed", RegisterMerchantDecoder.feeFixedEncodingOffset()),
            new Int64("receivable_max", RegisterMerchantDecoder.receivableMaxEncodingOffset()),
            new Int64("dispute_fee", RegisterMerchantDecoder.disputeFeeEncodingOffset()));
        shapes[CreatePaymentsDecoder.TEMPLATE_ID] = Shape.group(
            "payments", CreatePaymentsDecoder.PaymentsDecoder.sbeBlockLength(),
            new Int64("amount", CreatePaymentsDecoder.PaymentsDecoder.amountEncodingOffset()));
        shapes[ActOnPaymentsDecoder.TEMPLATE_ID] = Shape.group(
            "actions", ActOnPaymentsDecoder.ActionsDecoder.sbeBlockLength(),
            new Int64("amount", ActOnPaymentsDecoder.ActionsDecoder.amountEncodingOffset()));
        shapes[CreateRefundsDecoder.TEMPLATE_ID] = Shape.group(
            "refunds", CreateRefundsDecoder.RefundsDecoder.sbeBlockLength(),
            new Int64("amount", CreateRefundsDecoder.RefundsDecoder.amountEncodingOffset()));
        shapes[CreatePayoutsDecoder.TEMPLATE_ID] = Shape.group(
            "payouts", CreatePayoutsDecoder.PayoutsDecoder.sbeBlockLength(),
            new Int64("amount", CreatePayoutsDecoder.PayoutsDecoder.amountEncodingOffset()));
        shapes[ReportPayoutsDecoder.TEMPLATE_ID] =
            Shape.group("reports", ReportPayoutsDecoder.ReportsDecoder.sbeBlockLength());
        shapes[ActOnDisputesDecoder.TEMPLATE_ID] = Shape.group(
            "actions", ActOnDisputesDecoder.ActionsDecoder.sbeBlockLength(),
            new Int64("amount", ActOnDisputesDecoder.ActionsDecoder.amountEncodingOffset()));
        shapes[SetUpiRailDecoder.TEMPLATE_ID] = Shape.block(SetUpiRailDecoder.BLOCK_LENGTH);
        shapes[CollectPaymentDecoder.TEMPLATE_ID] = Shape.texts(CollectPaymentDecoder.BLOCK_LENGTH,
            List.of(new Text("payer_address", Limits.UPI_ADDRESS_MAX)));
        shapes[SettlePaymentsDecoder.TEMPLATE_ID] = Shape.group(
            "entries", SettlePaymentsDecoder.EntriesDecoder.sbeBlockLength(),
            new Int64("amount", SettlePaymentsDecoder.EntriesDecoder.amountEncodingOffset()));
        shapes[LookupPaymentsDecoder.TEMPLATE_ID] =
            Shape.group("ids", LookupPaymentsDecoder.IdsDecoder.sbeBlockLength()).most(Limits.PAYMENT_ROWS_MAX);
        shapes[GetPaymentEventsDecoder.TEMPLATE_ID] = Shape.block(GetPaymentEventsDecoder.BLOCK_LENGTH);
    }

    /** Bytes of variable length behind a block: so many at most. */
    private record Text(String name, int lengthMax)
    {
    }

    /** A field that must not be negative, at an offset in its block. */
    private record Int64(String name, int offset)
    {
    }

    /**
     * The form of one request: a block, perhaps with texts behind it, or one group of events behind an empty block.
     *
     * @param group       name of the group; null where there is none.
     * @param eventsMax   events that the group may have.
     * @param blockLength of the root block, or of one event.
     * @param texts       behind the block, in order.
     * @param int64s      that must not be negative.
     */
    @SuppressWarnings("ArrayRecordComponent") // Private, never handed out, and walked for every event.
    private record Shape(String group, int eventsMax, int blockLength, List<Text> texts, Int64[] int64s)
    {
        static Shape block(final int blockLength, final Int64... int64s)
        {
            return new Shape(null, 0, blockLength, List.of(), int64s);
        }

        static Shape texts(final int blockLength, final List<Text> texts, final Int64... int64s)
        {
            return new Shape(null, 0, blockLength, texts, int64s);
        }

        static Shape group(final String group, final int blockLength, final Int64... int64s)
        {
            return new Shape(group, Limits.EVENTS_MAX, blockLength, List.of(), int64s);
        }

        Shape most(final int events)
        {
            return new Shape(group, events, blockLength, texts, int64s);
        }

        Malformed check(final DirectBuffer buffer, final int offset, final int length, final int rootBlockLength)
        {
            final int rootExpected = group == null ? blockLength : 0;
            if (rootBlockLength != rootExpected)
            {
                return Malformed.of(FailureCode.MALFORMED, "block_length",
                    "must be " + rootExpected + ", is " + rootBlockLength);
            }
            if (!texts.isEmpty())
            {
                return checkTexts(buffer, offset, length);
            }
            if (group == null)
            {
                return length == blockLength ?
                    checkBlock(buffer, offset, Malformed.NO_INDEX) : wrongLength(blockLength, length);
            }
            return checkGroup(buffer, offset, length);
        }

        private Malformed checkTexts(final DirectBuffer buffer, final int offset, final int length)
        {
            int end = blockLength;
            for (int i = 0; i < texts.size(); i++)
            {
                final Text text = texts.get(i);
                if (length - end < TEXT_LENGTH)
                {
                    return wrongLength(end + TEXT_LENGTH, length);
                }
                final int textLength = buffer.getInt(offset + end, ByteOrder.LITTLE_ENDIAN);
                if (textLength < 0 || textLength > text.lengthMax)
                {
                    return Malformed.of(FailureCode.MALFORMED, text.name,
                        "must have at most " + text.lengthMax + " bytes");
                }
                end += TEXT_LENGTH;
                if (textLength > length - end)
                {
                    return wrongLength(end + textLength, length);
                }
                end += textLength;
            }
            return length == end ? checkBlock(buffer, offset, Malformed.NO_INDEX) : wrongLength(end, length);
        }

        private Malformed checkGroup(final DirectBuffer buffer, final int offset, final int length)
        {
            if (length < GROUP_LENGTH)
            {
                return wrongLength(GROUP_LENGTH, length);
            }
            final int eventLength = unsignedShort(buffer, offset);
            final int count = unsignedShort(buffer, offset + GroupSizeEncodingDecoder.numInGroupEncodingOffset());
            if (eventLength != blockLength)
            {
                return Malformed.of(FailureCode.MALFORMED, group, "an event has " + blockLength + " bytes, not " +
                    eventLength);
            }
            if (count == 0 || count > eventsMax)
            {
                return Malformed.of(FailureCode.MALFORMED, group,
                    "a batch has 1 to " + eventsMax + " events, not " + count);
            }
            if (length != GROUP_LENGTH + count * blockLength)
            {
                return wrongLength(GROUP_LENGTH + count * blockLength, length);
            }
            for (int i = 0, event = offset + GROUP_LENGTH; i < count; i++, event += blockLength)
            {
                final Malformed malformed = checkBlock(buffer, event, i);
                if (malformed != null)
                {
                    return malformed;
                }
            }
            return null;
        }

        private Malformed checkBlock(final DirectBuffer buffer, final int offset, final int index)
        {
            for (final Int64 int64 : int64s)
            {
                if (buffer.getLong(offset + int64.offset, ByteOrder.LITTLE_ENDIAN) < 0)
                {
                    return new Malformed(FailureCode.MALFORMED, index, int64.name, "must be 0 to 2^63 - 1");
                }
            }
            return null;
        }

        private static Malformed wrongLength(final int expected, final int length)
        {
            return Malformed.of(FailureCode.MALFORMED, "length",
                "the message's body must have " + expected + " bytes, has " + length);
        }
    }
}
