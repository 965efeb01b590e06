package io.suuupra.gateway.wire;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.AccountsReplyDecoder;
import io.suuupra.codecs.generated.BalancesReplyDecoder;
import io.suuupra.codecs.generated.ChangeEventsDecoder;
import io.suuupra.codecs.generated.GetAccountBalancesDecoder;
import io.suuupra.codecs.generated.GetAccountTransfersDecoder;
import io.suuupra.codecs.generated.GetChangeEventsDecoder;
import io.suuupra.codecs.generated.GetPaymentEventsDecoder;
import io.suuupra.codecs.generated.GroupSizeEncodingDecoder;
import io.suuupra.codecs.generated.LookupAccountsDecoder;
import io.suuupra.codecs.generated.LookupPaymentsDecoder;
import io.suuupra.codecs.generated.LookupTransfersDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.PaymentRowsDecoder;
import io.suuupra.codecs.generated.QueryAccountsDecoder;
import io.suuupra.codecs.generated.QueryTransfersDecoder;
import io.suuupra.codecs.generated.TransfersReplyDecoder;
import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/**
 * How large the reply to a request can become. A read of some bytes may bring a reply of a megabyte, and it is replies
 * that fill the memory when a peer reads slowly.
 */
final class ReplyBound
{
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int ENVELOPE = WireFrames.HEADER + HEADER + GroupSizeEncodingDecoder.ENCODED_LENGTH;

    private ReplyBound()
    {
    }

    /**
     * @param templateId of a request that has passed {@code MessageCheck}.
     * @param message    its header at 0.
     * @param length     of header and message.
     * @return what the request is charged: bytes of its frame or of its largest possible reply, whatever is more.
     */
    static int charge(final int templateId, final DirectBuffer message, final int length)
    {
        final int account = AccountsReplyDecoder.AccountsDecoder.sbeBlockLength();
        final int event = ChangeEventsDecoder.EventsDecoder.sbeBlockLength();
        final int transfer = TransfersReplyDecoder.TransfersDecoder.sbeBlockLength();
        final int balance = BalancesReplyDecoder.BalancesDecoder.sbeBlockLength();
        final int rows = switch (templateId)
        {
            case LookupAccountsDecoder.TEMPLATE_ID -> ids(message) * account;
            case LookupTransfersDecoder.TEMPLATE_ID -> ids(message) * transfer;
            case GetAccountTransfersDecoder.TEMPLATE_ID ->
                limit(message, GetAccountTransfersDecoder.rowLimitEncodingOffset(), Limits.ROWS_MAX) * transfer;
            case GetAccountBalancesDecoder.TEMPLATE_ID ->
                limit(message, GetAccountBalancesDecoder.rowLimitEncodingOffset(), Limits.ROWS_MAX) * balance;
            case QueryAccountsDecoder.TEMPLATE_ID ->
                limit(message, QueryAccountsDecoder.rowLimitEncodingOffset(), Limits.ROWS_MAX) * account;
            case QueryTransfersDecoder.TEMPLATE_ID ->
                limit(message, QueryTransfersDecoder.rowLimitEncodingOffset(), Limits.ROWS_MAX) * transfer;
            case GetChangeEventsDecoder.TEMPLATE_ID ->
                limit(message, GetChangeEventsDecoder.rowLimitEncodingOffset(), Limits.CHANGE_EVENTS_MAX) * event;
            case LookupPaymentsDecoder.TEMPLATE_ID ->
                ids(message) * PaymentRowsDecoder.RowsDecoder.sbeBlockLength();
            case GetPaymentEventsDecoder.TEMPLATE_ID ->
                limit(message, GetPaymentEventsDecoder.rowLimitEncodingOffset(), Limits.PAYMENT_EVENTS_MAX) *
                    PaymentRowsDecoder.RowsDecoder.sbeBlockLength();
            default -> 0;
        };
        return Math.min(Math.max(WireFrames.HEADER + length, ENVELOPE + rows), Limits.FRAME_MAX);
    }

    private static int ids(final DirectBuffer message)
    {
        return message.getShort(
            HEADER + GroupSizeEncodingDecoder.numInGroupEncodingOffset(), ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    private static int limit(final DirectBuffer message, final int offset, final int max)
    {
        final long limit = message.getInt(HEADER + offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
        return (int)Math.min(limit, max);
    }
}
