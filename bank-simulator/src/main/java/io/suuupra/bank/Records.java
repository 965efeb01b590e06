package io.suuupra.bank;

import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.ReqPay;
import io.suuupra.codecs.edge.upi.SwitchRequest;

import java.util.List;

/**
 * The forms of a book's records. A leg has one place, the id that follows from payment and leg: there stands its
 * posting, or the code that it was declined with, or the mark of a reversal that came first.
 */
final class Records
{
    /** Ledger of the money: the bank's book, in rupees. */
    static final int INR = 1 << 16 | 356;

    /** Ledger of marks and declines: nothing of it is money. */
    static final int MARKS = 2 << 16 | 356;

    /** Due to other banks, for what customers have sent. */
    static final UInt128 UPI_PAYABLE = UInt128.of(1);

    /** Due from other banks, for what customers have got. */
    static final UInt128 UPI_RECEIVABLE = UInt128.of(2);

    /** Where the customers' first money comes from. */
    static final UInt128 CASH = UInt128.of(3);

    static final UInt128 MARK_DEBIT = UInt128.of(4);
    static final UInt128 MARK_CREDIT = UInt128.of(5);

    /** Code of first money. */
    static final int FUNDING = 20;

    private static final int DECLINED = 30;
    private static final int MARKED = 40;

    private Records()
    {
    }

    /** Money that moves for a leg. */
    static Transfer posting(final SwitchRequest request, final Leg leg, final UInt128 debit, final UInt128 credit)
    {
        return record(request, leg).ledger(INR).code(leg.code()).debitAccountId(debit).creditAccountId(credit)
            .build();
    }

    /**
     * @param place where it stands: the leg's own, or the one beside it if the book has burnt that.
     * @param flags of the transfer.
     */
    static Transfer declined(
        final SwitchRequest request, final Leg leg, final Leg place, final int code, final int flags)
    {
        return record(request, place).ledger(MARKS).code(DECLINED + leg.code()).userData32(code)
            .debitAccountId(MARK_DEBIT).creditAccountId(MARK_CREDIT).flags(flags).build();
    }

    /** The leg will never be posted from now on. */
    static Transfer mark(final SwitchRequest request, final Leg leg)
    {
        return record(request, leg).ledger(MARKS).code(MARKED + leg.code())
            .debitAccountId(MARK_DEBIT).creditAccountId(MARK_CREDIT).build();
    }

    private static Transfer.Builder record(final SwitchRequest request, final Leg place)
    {
        final ReqPay pay = request.pay();
        return Transfer.builder().id(place.id(pay.transactionId())).amount(pay.amount())
            .userData128(PackedId.pack(pay.transactionId(), 0)).userData64(request.rrn());
    }

    /** @return the letters that the other records have no room for; empty if they have. */
    static List<Transfer> name(final SwitchRequest request)
    {
        final String id = request.pay().transactionId();
        return id.length() <= PackedId.LENGTH ? List.of() : List.of(Transfer.builder()
            .id(Leg.NAME.id(id)).ledger(MARKS).code(Leg.NAME.code())
            .debitAccountId(MARK_DEBIT).creditAccountId(MARK_CREDIT).amount(1)
            .userData128(PackedId.pack(id, PackedId.LENGTH)).userData64(request.rrn()).build());
    }

    /** @return the leg that was declined; null if the record is of something else. */
    static Leg declinedLeg(final Transfer record)
    {
        return record.ledger() == MARKS ? of(record.code() - DECLINED) : null;
    }

    /** @return the leg that was marked; null if the record is of something else. */
    static Leg markedLeg(final Transfer record)
    {
        return record.ledger() == MARKS ? of(record.code() - MARKED) : null;
    }

    private static Leg of(final int code)
    {
        return code == Leg.DEBIT.code() ? Leg.DEBIT : code == Leg.CREDIT.code() ? Leg.CREDIT : null;
    }
}
