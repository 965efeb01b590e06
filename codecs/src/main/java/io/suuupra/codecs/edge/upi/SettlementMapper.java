package io.suuupra.codecs.edge.upi;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.BankSettlement.Tally;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.UpiCloseCycleEncoder;
import io.suuupra.codecs.generated.UpiCycleDecoder;
import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.codecs.generated.UpiCyclePaymentsDecoder;
import io.suuupra.codecs.generated.UpiGetCycleEncoder;
import io.suuupra.codecs.generated.UpiGetCyclePaymentsEncoder;
import io.suuupra.codecs.generated.UpiSetBoundsEncoder;
import io.suuupra.codecs.generated.UpiSetCyclesEncoder;
import io.suuupra.codecs.generated.UpiSetLimitsEncoder;
import io.suuupra.codecs.upi.PaymentLimit;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The only translation between what an operator of the switch says and reads and SBE messages; as {@link UpiMapper} for
 * participants. Confined to one thread.
 */
public final class SettlementMapper
{
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int NO_MORE = 0xFFFF;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();

    /**
     * @param openMax open transactions that one participant may have begun.
     * @param buffer  to write to.
     * @param offset  to write at.
     * @return length of the message.
     */
    public int encodeSetBounds(final long openMax, final MutableDirectBuffer buffer, final int offset)
    {
        return HEADER +
            new UpiSetBoundsEncoder().wrapAndApplyHeader(buffer, offset, header).openMax(openMax).encodedLength();
    }

    /**
     * @param terms  to write.
     * @param buffer to write to.
     * @param offset to write at.
     * @return length of the message.
     */
    public int encode(final SettlementTerms terms, final MutableDirectBuffer buffer, final int offset)
    {
        final UpiSetCyclesEncoder message = new UpiSetCyclesEncoder().wrapAndApplyHeader(buffer, offset, header);
        message.settlementAccount().low(terms.settlementAccount().low()).high(terms.settlementAccount().high());
        for (int i = 0; i < UpiSetCyclesEncoder.authorisedLength(); i++)
        {
            message.authorised(i, i < terms.authorised().size() ? terms.authorised().get(i) : NO_MORE);
        }
        for (int i = 0; i < UpiSetCyclesEncoder.disputesLength(); i++)
        {
            message.disputes(i, i < terms.disputes().size() ? terms.disputes().get(i) : NO_MORE);
        }
        return HEADER + message.encodedLength();
    }

    /**
     * @param kind   of the cycle that has ended.
     * @param buffer to write to.
     * @param offset to write at.
     * @return length of the message.
     */
    public int encodeCloseCycle(final UpiCycleKind kind, final MutableDirectBuffer buffer, final int offset)
    {
        return HEADER +
            new UpiCloseCycleEncoder().wrapAndApplyHeader(buffer, offset, header).kind(kind).encodedLength();
    }

    /**
     * @param limits to write.
     * @return bytes that {@link #encodeSetLimits} will write.
     */
    public static int length(final List<PaymentLimit> limits)
    {
        return HEADER + UpiSetLimitsEncoder.LimitsEncoder.sbeHeaderSize() +
            limits.size() * UpiSetLimitsEncoder.LimitsEncoder.sbeBlockLength();
    }

    /**
     * @param limits to write, 1 to 1,024.
     * @param buffer to write to.
     * @param offset to write at.
     * @return length of the message.
     */
    public int encodeSetLimits(final List<PaymentLimit> limits, final MutableDirectBuffer buffer, final int offset)
    {
        final UpiSetLimitsEncoder message = new UpiSetLimitsEncoder().wrapAndApplyHeader(buffer, offset, header);
        final UpiSetLimitsEncoder.LimitsEncoder group = message.limitsCount(limits.size());
        for (final PaymentLimit limit : limits)
        {
            group.next()
                .kind(limit.kind())
                .payee(limit.payee())
                .payeeCode(limit.payeeCode())
                .purpose(limit.purpose())
                .initiationMode(limit.mode())
                .verified((short)(limit.verified() ? 1 : 0))
                .padding((short)0)
                .fromDay(limit.fromDay())
                .code(Integer.toUnsignedLong(limit.code()))
                .perPayment(limit.perPayment());
        }
        return HEADER + message.encodedLength();
    }

    /**
     * @param kind   of the cycle.
     * @param day    days since 1970 in India; 0 = the newest.
     * @param number of the cycle in its day.
     * @param buffer to write to.
     * @param offset to write at.
     * @return length of the message.
     */
    public int encodeGetCycle(
        final UpiCycleKind kind, final long day, final int number, final MutableDirectBuffer buffer, final int offset)
    {
        return HEADER + new UpiGetCycleEncoder().wrapAndApplyHeader(buffer, offset, header)
            .kind(kind).number((short)number).day(day).encodedLength();
    }

    /**
     * @param cycle  of {@link SettlementCycle#cycle}.
     * @param from   0, then {@link CyclePage#next}.
     * @param buffer to write to.
     * @param offset to write at.
     * @return length of the message.
     */
    public int encodeGetCyclePayments(
        final long cycle, final long from, final MutableDirectBuffer buffer, final int offset)
    {
        return HEADER + new UpiGetCyclePaymentsEncoder().wrapAndApplyHeader(buffer, offset, header)
            .cycle(cycle).from(from).encodedLength();
    }

    /**
     * @param buffer that holds an {@code UpiCycle}.
     * @param offset of its header.
     * @return the cycle; empty if there is none.
     */
    public Optional<SettlementCycle> decodeCycle(final DirectBuffer buffer, final int offset)
    {
        final UpiCycleDecoder reply = new UpiCycleDecoder().wrapAndApplyHeader(buffer, offset, headerDecoder);
        if (reply.cycle() == 0)
        {
            return Optional.empty();
        }
        final UInt128 account = new UInt128(reply.settlementAccount().high(), reply.settlementAccount().low());
        final List<BankSettlement> banks = new ArrayList<>();
        for (final UpiCycleDecoder.BanksDecoder bank : reply.banks())
        {
            banks.add(new BankSettlement((int)bank.participant(), bank.bank(),
                new Tally(bank.sent(), bank.sentAmount()), new Tally(bank.sentDeemed(), bank.sentDeemedAmount()),
                new Tally(bank.received(), bank.receivedAmount()),
                new Tally(bank.receivedDeemed(), bank.receivedDeemedAmount()),
                new Tally(bank.within(), bank.withinAmount()),
                new Tally(bank.withinDeemed(), bank.withinDeemedAmount()),
                bank.returnsDebit(), bank.returnsCredit(), bank.carried(), bank.settled()));
        }
        return Optional.of(new SettlementCycle(reply.cycle(), reply.kind(), reply.day(), reply.number(), reply.end(),
            reply.closed(), account, banks));
    }

    /**
     * @param buffer that holds an {@code UpiCyclePayments}.
     * @param offset of its header.
     * @return the page.
     */
    public CyclePage decodeCyclePayments(final DirectBuffer buffer, final int offset)
    {
        final UpiCyclePaymentsDecoder reply =
            new UpiCyclePaymentsDecoder().wrapAndApplyHeader(buffer, offset, headerDecoder);
        final UpiCyclePaymentsDecoder.PaymentsDecoder group = reply.payments();
        final List<CyclePayment> payments = new ArrayList<>(group.count());
        while (group.hasNext())
        {
            group.next();
            payments.add(new CyclePayment(group.timestamp(), group.rrn(), group.amount(), group.remitter(),
                group.beneficiary(), (int)group.code(), (int)group.payerResponse(), (int)group.payeeResponse(),
                group.payeeCode(), group.kind(), group.state(), group.transactionId()));
        }
        return new CyclePage(reply.nextFrom(), payments);
    }
}
