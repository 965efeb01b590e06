package io.suuupra.engine.payments;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.ActOnDisputesDecoder;
import io.suuupra.codecs.generated.ActOnPaymentsDecoder;
import io.suuupra.codecs.generated.CollectPaymentDecoder;
import io.suuupra.codecs.generated.CreatePaymentsDecoder;
import io.suuupra.codecs.generated.CreatePayoutsDecoder;
import io.suuupra.codecs.generated.CreateRefundsDecoder;
import io.suuupra.codecs.generated.GetPaymentEventsDecoder;
import io.suuupra.codecs.generated.GroupSizeEncodingEncoder;
import io.suuupra.codecs.generated.LookupPaymentsDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.PaymentStatus;
import io.suuupra.codecs.generated.PaymentsReplyEncoder;
import io.suuupra.codecs.generated.RegisterMerchantDecoder;
import io.suuupra.codecs.generated.ReportPayoutsDecoder;
import io.suuupra.codecs.generated.SetUpiRailDecoder;
import io.suuupra.codecs.generated.SettlePaymentsDecoder;
import io.suuupra.engine.EventSink;
import io.suuupra.engine.ledger.Ledger;
import io.suuupra.engine.upi.House;
import io.suuupra.engine.upi.UpiSwitch;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * Takes the commands of payments: batches of items, each of which is done or refused by itself. A refusal is a value,
 * and has changed nothing.
 */
public final class Payments
{
    private static final int TEMPLATE_MIN = RegisterMerchantDecoder.TEMPLATE_ID;
    private static final int TEMPLATE_MAX = SettlePaymentsDecoder.TEMPLATE_ID;
    private static final int RESULTS = MessageHeaderEncoder.ENCODED_LENGTH + GroupSizeEncodingEncoder.ENCODED_LENGTH;

    private final Ledger ledger;
    private final Clock clock;
    private final PaymentTables tables = new PaymentTables();
    private final Merchants merchants = tables.merchants;
    private final OpenOnes open = tables.open;
    private final Shelf shelf;
    private final Funds funds;
    private final Availability availability;
    private final PaymentDesk paymentDesk;
    private final RefundDesk refundDesk;
    private final PayoutDesk payoutDesk;
    private final DisputeDesk disputeDesk;
    private final StatementDesk statementDesk;
    private final Rail rail;
    private final UpiDesk upiDesk;
    private final House house;
    private final PaymentReads reads;
    private final Outcome outcome = new Outcome();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MessageHeaderEncoder replyHeader = new MessageHeaderEncoder();
    private final CreatePaymentsDecoder createPayments = new CreatePaymentsDecoder();
    private final ActOnPaymentsDecoder actOnPayments = new ActOnPaymentsDecoder();
    private final CreateRefundsDecoder createRefunds = new CreateRefundsDecoder();
    private final CreatePayoutsDecoder createPayouts = new CreatePayoutsDecoder();
    private final ReportPayoutsDecoder reportPayouts = new ReportPayoutsDecoder();
    private final ActOnDisputesDecoder actOnDisputes = new ActOnDisputesDecoder();
    private final CollectPaymentDecoder collectPayment = new CollectPaymentDecoder();
    private final SettlePaymentsDecoder settlePayments = new SettlePaymentsDecoder();
    private MutableDirectBuffer target;
    private int next;
    private int own;
    private boolean admin;
    private boolean ownsBook;

    /**
     * @param ledger that all postings go to.
     * @param upi    the switch.
     */
    public Payments(final Ledger ledger, final UpiSwitch upi)
    {
        this.ledger = ledger;
        clock = new Clock(ledger);
        shelf = new Shelf(ledger, tables, clock);
        funds = new Funds(ledger, merchants, clock);
        availability = new Availability(tables, funds, clock);
        refundDesk = new RefundDesk(shelf, funds, availability);
        rail = new Rail(tables.settings);
        house = upi.house();
        upiDesk = new UpiDesk(shelf, funds, availability, rail, refundDesk, house, this::fire);
        refundDesk.through(upiDesk);
        upi.open(upiDesk);
        paymentDesk = new PaymentDesk(shelf, funds, availability, upiDesk);
        statementDesk = new StatementDesk(shelf, funds, availability);
        payoutDesk = new PayoutDesk(shelf, funds, availability);
        reads = new PaymentReads(shelf);
        disputeDesk = new DisputeDesk(shelf, funds, availability);
    }

    /**
     * @param templateId of a command.
     * @return whether it is one of payments.
     */
    public static boolean takes(final int templateId)
    {
        return templateId >= TEMPLATE_MIN && templateId <= TEMPLATE_MAX;
    }

    /**
     * Runs one command.
     *
     * @param principal    on whose behalf.
     * @param hostTimeNs   the host's clock.
     * @param buffer       that holds the message.
     * @param message      offset of its header.
     * @param reply        takes the reply.
     * @param replyOffset  of the reply.
     * @return bytes of the reply.
     */
    public int onCommand(
        final Caller principal,
        final long hostTimeNs,
        final DirectBuffer buffer,
        final int message,
        final MutableDirectBuffer reply,
        final int replyOffset)
    {
        own = merchants.ofKey(principal.key());
        admin = (principal.scopes() & Principal.ADMIN) != 0;
        ownsBook = admin || principal.sees(Chart.LEDGER);
        target = reply;
        next = replyOffset + RESULTS;
        begin(hostTimeNs);
        final int templateId = header.wrap(buffer, message).templateId();
        switch (templateId)
        {
            case CreatePaymentsDecoder.TEMPLATE_ID ->
                createPayments(createPayments.wrapAndApplyHeader(buffer, message, header).payments());
            case ActOnPaymentsDecoder.TEMPLATE_ID ->
                actOnPayments(actOnPayments.wrapAndApplyHeader(buffer, message, header).actions());
            case CreateRefundsDecoder.TEMPLATE_ID ->
                createRefunds(createRefunds.wrapAndApplyHeader(buffer, message, header).refunds());
            case CreatePayoutsDecoder.TEMPLATE_ID ->
                createPayouts(createPayouts.wrapAndApplyHeader(buffer, message, header).payouts());
            case ReportPayoutsDecoder.TEMPLATE_ID ->
                reportPayouts(reportPayouts.wrapAndApplyHeader(buffer, message, header).reports());
            case ActOnDisputesDecoder.TEMPLATE_ID ->
                actOnDisputes(actOnDisputes.wrapAndApplyHeader(buffer, message, header).actions());
            case RegisterMerchantDecoder.TEMPLATE_ID -> register(buffer, message);
            case SetUpiRailDecoder.TEMPLATE_ID -> setRail(buffer, message);
            case CollectPaymentDecoder.TEMPLATE_ID -> collect(buffer, message);
            case SettlePaymentsDecoder.TEMPLATE_ID ->
                settle(settlePayments.wrapAndApplyHeader(buffer, message, header).entries());
            default -> throw new IllegalArgumentException("payments know no command " + templateId);
        }
        ledger.end();
        final int count = (next - replyOffset - RESULTS) / Outcome.LENGTH;
        replyHeader.wrap(reply, replyOffset)
            .blockLength(PaymentsReplyEncoder.BLOCK_LENGTH)
            .templateId(PaymentsReplyEncoder.TEMPLATE_ID)
            .schemaId(MessageHeaderEncoder.SCHEMA_ID)
            .version(MessageHeaderEncoder.SCHEMA_VERSION);
        final int group = replyOffset + MessageHeaderEncoder.ENCODED_LENGTH;
        reply.putShort(group, (short)Outcome.LENGTH, LITTLE_ENDIAN);
        reply.putShort(group + GroupSizeEncodingEncoder.numInGroupEncodingOffset(), (short)count, LITTLE_ENDIAN);
        return next - replyOffset;
    }

    private void begin(final long hostTimeNs)
    {
        funds.postings().note(0, 0);
        final long now = ledger.begin(hostTimeNs);
        clock.at(hostTimeNs, now);
        house.pass(hostTimeNs, now);
        fire();
    }

    private void put(final Outcome result)
    {
        result.write(target, next, ledger.stamps().last());
        next += Outcome.LENGTH;
    }

    /** Forbidden looks like absent: a merchant's key finds the merchant itself only. */
    private int merchant(final long number)
    {
        final int found = merchants.ofNumber((int)number);
        return ownsBook || found == own ? found : Merchants.ABSENT;
    }

    private void createPayments(final CreatePaymentsDecoder.PaymentsDecoder items)
    {
        while (items.hasNext())
        {
            items.next();
            put(paymentDesk.create(items, merchant(items.merchant()), ownsBook));
        }
    }

    private void actOnPayments(final ActOnPaymentsDecoder.ActionsDecoder items)
    {
        while (items.hasNext())
        {
            items.next();
            put(paymentDesk.act(items, merchant(items.merchant()), ownsBook));
        }
    }

    private void createRefunds(final CreateRefundsDecoder.RefundsDecoder items)
    {
        while (items.hasNext())
        {
            items.next();
            put(refundDesk.create(items, merchant(items.merchant())));
        }
    }

    private void createPayouts(final CreatePayoutsDecoder.PayoutsDecoder items)
    {
        while (items.hasNext())
        {
            items.next();
            put(payoutDesk.create(items, merchant(items.merchant())));
        }
    }

    private void reportPayouts(final ReportPayoutsDecoder.ReportsDecoder items)
    {
        while (items.hasNext())
        {
            items.next();
            put(payoutDesk.report(items, admin ? merchants.ofNumber((int)items.merchant()) : Merchants.ABSENT));
        }
    }

    private void actOnDisputes(final ActOnDisputesDecoder.ActionsDecoder items)
    {
        while (items.hasNext())
        {
            items.next();
            put(disputeDesk.act(items, merchant(items.merchant()), admin));
        }
    }

    private void settle(final SettlePaymentsDecoder.EntriesDecoder items)
    {
        while (items.hasNext())
        {
            items.next();
            put(statementDesk.settle(items, admin ? merchants.ofNumber((int)items.merchant()) : Merchants.ABSENT));
        }
    }

    private void collect(final DirectBuffer buffer, final int message)
    {
        collectPayment.wrapAndApplyHeader(buffer, message, header);
        put(upiDesk.collect(collectPayment, merchant(collectPayment.merchant())));
    }

    private void setRail(final DirectBuffer buffer, final int message)
    {
        final SetUpiRailDecoder terms = new SetUpiRailDecoder();
        terms.wrapAndApplyHeader(buffer, message, header);
        final boolean taken = admin && rail.take(terms, house);
        if (taken)
        {
            used();
        }
        put(outcome.refuse(taken ? PaymentStatus.DONE : PaymentStatus.TERMS_OUT_OF_RANGE));
    }

    private void used()
    {
        if (tables.settings.get(Settings.USED) == 0)
        {
            tables.settings.set(Settings.USED, 1);
            tables.settings.set(Settings.DAY, clock.today());
        }
    }

    private void register(final DirectBuffer buffer, final int message)
    {
        final RegisterMerchantDecoder terms = new RegisterMerchantDecoder();
        terms.wrapAndApplyHeader(buffer, message, header);
        put(outcome.refuse(register(terms)));
    }

    private PaymentStatus register(final RegisterMerchantDecoder terms)
    {
        if (!admin)
        {
            return PaymentStatus.MERCHANT_NOT_FOUND;
        }
        if (!Merchants.isWellFormed(terms))
        {
            return PaymentStatus.TERMS_OUT_OF_RANGE;
        }
        if (!merchants.mayHaveKey(terms))
        {
            return PaymentStatus.KEY_IS_ANOTHER_MERCHANTS;
        }
        if (!Chart.open(funds.postings(), (int)terms.merchant(), clock))
        {
            // Accounts that were opened stay: they are empty, and the next attempt finds them.
            return PaymentStatus.ACCOUNT_ID_TAKEN;
        }
        used();
        merchants.register(terms, clock.today());
        return PaymentStatus.DONE;
    }

    /** @return when something is due in ns; {@code Long.MAX_VALUE} where nothing waits. */
    public long firstDeadline()
    {
        return Math.min(open.firstDeadline(), availability.firstDeadline());
    }

    /**
     * @param hostTimeNs the host's clock.
     * @return true if a tick now would do something.
     */
    public boolean hasDue(final long hostTimeNs)
    {
        return firstDeadline() <= Math.max(hostTimeNs, ledger.stamps().last());
    }

    /**
     * Lets time pass: what is due happens, a bounded number at a time.
     *
     * @param hostTimeNs the host's clock.
     */
    public void tick(final long hostTimeNs)
    {
        funds.postings().note(0, 0);
        clock.at(hostTimeNs, Math.max(hostTimeNs, ledger.stamps().last()));
        fire();
        ledger.end();
    }

    private void fire()
    {
        for (int i = 0; i < Limits.EXPIRY_MAX && open.firstDeadline() <= clock.now(); i++)
        {
            final long headRow = open.get(open.takeDue(), OpenOnes.HEAD);
            if (shelf.log.kind(headRow) == DisputeDesk.DISPUTE)
            {
                disputeDesk.expire(headRow);
            }
            else
            {
                paymentDesk.expire(headRow);
            }
        }
        availability.fire();
    }

    /** @return what a snapshot and the state hash take of payments. */
    public PaymentTables tables()
    {
        return tables;
    }

    /**
     * Answers a read, if it is one of payments.
     *
     * @param principal on whose behalf.
     * @param buffer    that holds the message.
     * @param message   offset of its header.
     * @param sink      that takes the reply.
     * @return whether it was.
     */
    public boolean onRead(
        final Caller principal, final DirectBuffer buffer, final int message, final EventSink sink)
    {
        final int templateId = header.wrap(buffer, message).templateId();
        if (templateId != LookupPaymentsDecoder.TEMPLATE_ID && templateId != GetPaymentEventsDecoder.TEMPLATE_ID)
        {
            return false;
        }
        own = merchants.ofKey(principal.key());
        ownsBook = (principal.scopes() & Principal.ADMIN) != 0 || principal.sees(Chart.LEDGER);
        if (templateId == LookupPaymentsDecoder.TEMPLATE_ID)
        {
            reads.lookup(this::merchant, buffer, message, sink);
        }
        else
        {
            reads.events(this::merchant, buffer, message, sink);
        }
        return true;
    }
}
