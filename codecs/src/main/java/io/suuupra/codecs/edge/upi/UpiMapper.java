package io.suuupra.codecs.edge.upi;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.GetUpiTransactionEncoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.Uint128Decoder;
import io.suuupra.codecs.generated.Uint128Encoder;
import io.suuupra.codecs.generated.UpiAdjustEncoder;
import io.suuupra.codecs.generated.UpiAnswerEncoder;
import io.suuupra.codecs.generated.UpiAuthorisationEncoder;
import io.suuupra.codecs.generated.UpiKind;
import io.suuupra.codecs.generated.UpiPartyType;
import io.suuupra.codecs.generated.UpiPayEncoder;
import io.suuupra.codecs.generated.UpiRegisterEncoder;
import io.suuupra.codecs.generated.UpiReplyDecoder;
import io.suuupra.codecs.generated.UpiRequestsDecoder;
import io.suuupra.codecs.generated.UpiResult;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.generated.UpiTransactionReplyDecoder;
import io.suuupra.codecs.upi.UpiCode;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The only translation between the records of this package and SBE messages.
 *
 * <p>Each {@code encode} writes a whole message with its header at {@code offset} and returns its length in bytes. Each
 * {@code decode} reads a whole message with its header. The caller sees to it that the buffer is large enough. An
 * instance holds its flyweights and so is confined to one thread.
 */
public final class UpiMapper
{
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final UpiPayEncoder pay = new UpiPayEncoder();
    private final UpiAuthorisationEncoder authorisation = new UpiAuthorisationEncoder();
    private final UpiAnswerEncoder answer = new UpiAnswerEncoder();
    private final UpiAdjustEncoder adjust = new UpiAdjustEncoder();
    private final UpiRegisterEncoder register = new UpiRegisterEncoder();
    private final UpiReplyDecoder reply = new UpiReplyDecoder();
    private final UpiRequestsDecoder requests = new UpiRequestsDecoder();
    private final GetUpiTransactionEncoder getTransaction = new GetUpiTransactionEncoder();
    private final UpiTransactionReplyDecoder transaction = new UpiTransactionReplyDecoder();

    /**
     * @param message to write.
     * @return bytes that {@link #encode(ReqPay, MutableDirectBuffer, int)} will write.
     */
    public static int length(final ReqPay message)
    {
        return HEADER + UpiPayEncoder.BLOCK_LENGTH + text(message.payer().address()) +
            text(message.payee().address()) + text(message.note()) + data(message.credentials());
    }

    /**
     * @param message to write.
     * @param buffer  to write to.
     * @param offset  to write at.
     * @return length of the message.
     */
    public int encode(final ReqPay message, final MutableDirectBuffer buffer, final int offset)
    {
        pay.wrapAndApplyHeader(buffer, offset, header)
            .messageId(message.messageId())
            .transactionId(message.transactionId())
            .kind(message.kind())
            .payerType(message.payer().type())
            .payeeType(message.payee().type())
            .accountType((short)message.account().type())
            .purpose(message.purpose())
            .initiationMode(message.initiationMode())
            .payerCode(message.payer().code())
            .payeeCode(message.payee().code())
            .amount(message.amount())
            .payeeAmount(message.amount())
            .expireAfter(message.expireAfterMin())
            .accountIfsc(message.account().ifsc());
        put(message.account().reference(), pay.account());
        final byte[] credentials = message.credentials().shared();
        pay.payerAddress(message.payer().address()).payeeAddress(message.payee().address()).note(message.note())
            .putCredentials(credentials, 0, credentials.length);
        return HEADER + pay.encodedLength();
    }

    /**
     * @param message to write.
     * @return bytes that {@link #encode(RespAuthDetails, MutableDirectBuffer, int)} will write.
     */
    public static int length(final RespAuthDetails message)
    {
        final ReqPay asked = message.request().pay();
        return HEADER + UpiAuthorisationEncoder.BLOCK_LENGTH + text(asked.payer().address()) +
            text(asked.payee().address()) + data(message.credentials());
    }

    /**
     * @param message to write.
     * @param buffer  to write to.
     * @param offset  to write at.
     * @return length of the message.
     */
    public int encode(final RespAuthDetails message, final MutableDirectBuffer buffer, final int offset)
    {
        final ReqPay asked = message.request().pay();
        final Party party = message.request().isPay() ? asked.payee() : asked.payer();
        authorisation.wrapAndApplyHeader(buffer, offset, header)
            .request(message.request().number())
            .result(message.code() == UpiCode.NONE ? UpiResult.SUCCESS : UpiResult.FAILURE)
            .kind(asked.kind())
            .partyType(party.type())
            .accountType((short)message.account().type())
            .code(Integer.toUnsignedLong(message.code()))
            .partyCode(party.code())
            .verified((short)(message.verified() ? 1 : 0))
            .payees((short)1)
            .payerAmount(asked.amount())
            .payeeAmount(asked.amount())
            .accountIfsc(message.account().ifsc());
        put(message.account().reference(), authorisation.account());
        final byte[] credentials = message.credentials().shared();
        authorisation.payerAddress(asked.payer().address()).payeeAddress(asked.payee().address())
            .putCredentials(credentials, 0, credentials.length);
        return HEADER + authorisation.encodedLength();
    }

    /**
     * @param message to write; its length is fixed.
     * @param buffer  to write to.
     * @param offset  to write at.
     * @return length of the message.
     */
    public int encode(final RespPay message, final MutableDirectBuffer buffer, final int offset)
    {
        answer.wrapAndApplyHeader(buffer, offset, header)
            .request(message.request())
            .result(message.result())
            .code(Integer.toUnsignedLong(message.code()))
            .approval(Integer.toUnsignedLong(message.approval()));
        return HEADER + answer.encodedLength();
    }

    /**
     * @param message to write; its length is fixed.
     * @param buffer  to write to.
     * @param offset  to write at.
     * @return length of the message.
     */
    public int encode(final Adjustment message, final MutableDirectBuffer buffer, final int offset)
    {
        adjust.wrapAndApplyHeader(buffer, offset, header)
            .transactionId(message.transactionId())
            .kind(message.kind())
            .reason(message.reason());
        return HEADER + adjust.encodedLength();
    }

    /**
     * @param message to write.
     * @return bytes that {@link #encode(ParticipantTerms, MutableDirectBuffer, int)} will write.
     */
    public static int length(final ParticipantTerms message)
    {
        return HEADER + UpiRegisterEncoder.BLOCK_LENGTH + text(message.handle());
    }

    /**
     * @param message to write.
     * @param buffer  to write to.
     * @param offset  to write at.
     * @return length of the message.
     */
    public int encode(final ParticipantTerms message, final MutableDirectBuffer buffer, final int offset)
    {
        register.wrapAndApplyHeader(buffer, offset, header)
            .participant(message.number())
            .principalKey(message.key())
            .bank(message.bank())
            .netDebitCap(message.netDebitCap())
            .disabled((short)(message.disabled() ? 1 : 0));
        put(message.position(), register.position());
        register.handle(message.handle());
        return HEADER + register.encodedLength();
    }

    /**
     * @param buffer that holds a {@code UpiReply}.
     * @param offset of its header.
     * @return what it says.
     */
    public Acknowledgement decodeAcknowledgement(final DirectBuffer buffer, final int offset)
    {
        reply.wrapAndApplyHeader(buffer, offset, headerDecoder);
        final UpiState state = reply.state();
        return new Acknowledgement((int)reply.code(),
            state == UpiState.NULL_VAL ? Optional.empty() : Optional.of(state),
            reply.repeated() != 0, reply.rrn(), reply.timestamp());
    }

    /**
     * @param buffer that holds a {@code UpiRequests}.
     * @param offset of its header.
     * @return its requests, in order.
     * @throws IllegalArgumentException if one is of a kind that this version does not know.
     */
    public List<SwitchRequest> decodeRequests(final DirectBuffer buffer, final int offset)
    {
        requests.wrapAndApplyHeader(buffer, offset, headerDecoder);
        final UpiRequestsDecoder.RequestsDecoder group = requests.requests();
        final List<SwitchRequest> decoded = new ArrayList<>(group.count());
        while (group.hasNext())
        {
            decoded.add(decode(group.next()));
        }
        return decoded;
    }

    private static SwitchRequest decode(final UpiRequestsDecoder.RequestsDecoder from)
    {
        final UpiKind kind = from.transactionKind();
        final UpiPartyType payerType = from.payerType();
        final UpiPartyType payeeType = from.payeeType();
        final String transactionId = from.transactionId();
        final BankAccount account = from.accountType() == 0 ? BankAccount.NONE :
            new BankAccount(get(from.account()), from.accountIfsc(), from.accountType());
        final String purpose = from.purpose();
        final String initiationMode = from.initiationMode();
        final Party payer = new Party(from.payerAddress(), payerType, from.payerCode());
        final Party payee = new Party(from.payeeAddress(), payeeType, from.payeeCode());
        final String note = from.note();
        final byte[] credentials = new byte[from.credentialsLength()];
        from.getCredentials(credentials, 0, credentials.length);
        final ReqPay pay = new ReqPay("", transactionId, kind, payer, payee, from.amount(), purpose,
            initiationMode, account, note, 0, Ciphertext.of(credentials));
        return new SwitchRequest(from.request(), from.timestamp(), from.deadline(), from.kind(), from.state(), pay,
            (int)from.code(), (int)from.payerResponse(), (int)from.payeeResponse(), from.rrn());
    }

    /**
     * @param transactionId 1 to 35 letters and digits.
     * @param buffer        to write to.
     * @param offset        to write at.
     * @return length of the GetUpiTransaction, which is fixed.
     */
    public int encodeGetTransaction(final String transactionId, final MutableDirectBuffer buffer, final int offset)
    {
        getTransaction.wrapAndApplyHeader(buffer, offset, header).transactionId(transactionId);
        return HEADER + getTransaction.encodedLength();
    }

    /**
     * @param buffer that holds a {@code UpiTransactionReply}.
     * @param offset of its header.
     * @return the transaction; empty if there is none that the asking key may see.
     */
    public Optional<UpiTransaction> decodeTransaction(final DirectBuffer buffer, final int offset)
    {
        transaction.wrapAndApplyHeader(buffer, offset, headerDecoder);
        final UpiTransactionReplyDecoder.TransactionsDecoder group = transaction.transactions();
        return group.hasNext() ? Optional.of(decode(group.next())) : Optional.empty();
    }

    private static UpiTransaction decode(final UpiTransactionReplyDecoder.TransactionsDecoder from)
    {
        final UpiPartyType payerType = from.payerType();
        final UpiPartyType payeeType = from.payeeType();
        final int payerCode = from.payerCode();
        final int payeeCode = from.payeeCode();
        final String id = from.transactionId();
        final String purpose = from.purpose();
        final String initiationMode = from.initiationMode();
        final UpiTransaction.Codes codes = new UpiTransaction.Codes((int)from.code(), (int)from.cause(),
            (int)from.payerResponse(), (int)from.payeeResponse());
        final UpiTransaction.Participants participants = new UpiTransaction.Participants((int)from.payerPsp(),
            (int)from.payeePsp(), (int)from.remitter(), (int)from.beneficiary());
        // The texts stand behind the block, and are read in their order.
        final Party payer = new Party(from.payerAddress(), payerType, payerCode);
        final Party payee = new Party(from.payeeAddress(), payeeType, payeeCode);
        final String note = from.note();
        return new UpiTransaction(id, from.kind(), from.state(), payer, payee, from.amount(), purpose,
            initiationMode, note, from.rrn(), codes, participants, from.begun(), from.ended(), from.deadline());
    }

    private static int text(final String text)
    {
        return Integer.BYTES + text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int data(final Ciphertext bytes)
    {
        return Integer.BYTES + bytes.length();
    }

    private static void put(final UInt128 value, final Uint128Encoder target)
    {
        target.low(value.low()).high(value.high());
    }

    private static UInt128 get(final Uint128Decoder from)
    {
        return new UInt128(from.high(), from.low());
    }
}
