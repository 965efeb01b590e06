package io.suuupra.engine.payments;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.payments.DisputeStep;
import io.suuupra.codecs.edge.payments.MerchantTerms;
import io.suuupra.codecs.edge.payments.NewPayment;
import io.suuupra.codecs.edge.payments.NewPayout;
import io.suuupra.codecs.edge.payments.NewRefund;
import io.suuupra.codecs.edge.payments.PaymentKey;
import io.suuupra.codecs.edge.payments.PaymentMapper;
import io.suuupra.codecs.edge.payments.PaymentResult;
import io.suuupra.codecs.edge.payments.PaymentRow;
import io.suuupra.codecs.edge.payments.PaymentStep;
import io.suuupra.codecs.edge.payments.PayoutStep;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.engine.reference.EngineUnderTest;
import io.suuupra.testkit.reference.Capacities;
import org.agrona.DirectBuffer;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * An engine with the merchants {@value #MERCHANT} and {@value #OTHER}, and two customers with money in their wallets.
 * The merchants pay 2 % and 3 rupees, and get their money two days later.
 */
final class Shop implements AutoCloseable
{
    static final int MERCHANT = 7;
    static final int OTHER = 8;
    static final long MERCHANT_KEY = 107;
    static final UInt128 ANNA = UInt128.of(500);
    static final UInt128 BEN = UInt128.of(501);
    static final UInt128 CASH = UInt128.of(1);
    static final long MONEY = 1_000_000;
    static final long HOUR = 3_600_000_000_000L;
    static final long DAY = 24 * HOUR;
    /** 2026-11-24T06:30+05:30. */
    static final long BEGIN = 1_795_482_000_000_000_000L;
    /** Whatever sees the platform's book: it may take money out of wallets. */
    static final Principal PLATFORM = new Principal(55, 0, Principal.POST | Principal.READ, Chart.LEDGER, Chart.LEDGER);
    static final Principal ITS_KEY = new Principal(MERCHANT_KEY, 0, Principal.POST | Principal.READ, 1, 1);

    final EngineUnderTest engine;
    final PaymentMapper mapper = new PaymentMapper();
    long now = BEGIN;
    private long nextId = 1;

    Shop()
    {
        this(new Capacities(1_000, 100_000, 10_000));
    }

    Shop(final Capacities capacities)
    {
        this(new EngineUnderTest(capacities));
        final List<Account> accounts = List.of(
            Account.builder().id(CASH).ledger(Chart.LEDGER).code(1).build(), wallet(ANNA), wallet(BEN));
        for (final CreateResult<CreateAccountStatus> result : engine.createAccounts(now, accounts))
        {
            assertEquals(CreateAccountStatus.CREATED, result.status());
        }
        transfer(CASH, ANNA, MONEY);
        transfer(CASH, BEN, MONEY);
        assertEquals("DONE", register(terms(MERCHANT, MERCHANT_KEY)));
        assertEquals("DONE", register(terms(OTHER, 0)));
    }

    private Shop(final EngineUnderTest engine)
    {
        this.engine = engine;
    }

    /** Another one that stands where this one stands, from a snapshot. */
    Shop restored()
    {
        final Shop other = new Shop(engine.restore(engine.snapshot()));
        other.now = now;
        other.nextId = nextId;
        return other;
    }

    static Account wallet(final UInt128 id)
    {
        return Account.builder().id(id).ledger(Chart.LEDGER).code(2)
            .flags(AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS).build();
    }

    static MerchantTerms terms(final int merchant, final long key)
    {
        return new MerchantTerms(merchant, key, 8_299, 200, 300, 5_000, 20_000, 2, 100, true, false);
    }

    void transfer(final UInt128 from, final UInt128 to, final long amount)
    {
        now++;
        assertEquals(CreateTransferStatus.CREATED, engine.createTransfers(now, List.of(Transfer.builder()
            .id(new UInt128(9, nextId++)).ledger(Chart.LEDGER).code(1).debitAccountId(from).creditAccountId(to)
            .amount(amount).build())).getFirst().status());
    }

    UInt128 id()
    {
        return new UInt128(77, nextId++);
    }

    PaymentResult result(final Principal who, final EngineUnderTest.MessageWriter writer)
    {
        now++;
        engine.as(who);
        final DirectBuffer buffer = engine.send(now, writer);
        engine.as(Principal.NODE);
        final List<PaymentResult> results = mapper.decodeResults(buffer, 0);
        assertEquals(1, results.size());
        return results.getFirst();
    }

    String register(final MerchantTerms terms)
    {
        return register(Principal.NODE, terms);
    }

    String register(final Principal who, final MerchantTerms terms)
    {
        return result(who, (buffer, offset) -> mapper.encode(terms, buffer, offset)).status().name();
    }

    PaymentResult pay(final Principal who, final NewPayment payment)
    {
        return result(who, (buffer, offset) -> mapper.encodePayments(List.of(payment), buffer, offset));
    }

    PaymentResult pay(final NewPayment payment)
    {
        return pay(PLATFORM, payment);
    }

    PaymentResult act(final Principal who, final PaymentStep step)
    {
        return result(who, (buffer, offset) -> mapper.encodeSteps(List.of(step), buffer, offset));
    }

    PaymentResult act(final PaymentStep step)
    {
        return act(PLATFORM, step);
    }

    PaymentResult refund(final NewRefund refund)
    {
        return result(ITS_KEY, (buffer, offset) -> mapper.encodeRefunds(List.of(refund), buffer, offset));
    }

    PaymentResult payOut(final NewPayout payout)
    {
        return result(ITS_KEY, (buffer, offset) -> mapper.encodePayouts(List.of(payout), buffer, offset));
    }

    PaymentResult report(final Principal who, final PayoutStep step)
    {
        return result(who, (buffer, offset) -> mapper.encodePayoutSteps(List.of(step), buffer, offset));
    }

    PaymentResult dispute(final Principal who, final DisputeStep step)
    {
        return result(who, (buffer, offset) -> mapper.encodeDisputeSteps(List.of(step), buffer, offset));
    }

    PaymentRow look(final UInt128 payment)
    {
        return look(Principal.NODE, new PaymentKey(RecordKind.PAYMENT, MERCHANT, payment)).getFirst();
    }

    List<PaymentRow> look(final Principal who, final PaymentKey key)
    {
        engine.as(who);
        final List<PaymentRow> rows = mapper.decodeRows(
            engine.ask((buffer, offset) -> mapper.encodeLookup(List.of(key), buffer, offset)), 0);
        engine.as(Principal.NODE);
        return rows;
    }

    List<PaymentRow> events(final Principal who, final int merchant, final long cursor, final int limit)
    {
        engine.as(who);
        final List<PaymentRow> rows = mapper.decodeRows(
            engine.ask((buffer, offset) -> mapper.encodeEvents(merchant, cursor, limit, buffer, offset)), 0);
        engine.as(Principal.NODE);
        return rows;
    }

    /** Lets so much time pass, and what is due happen. */
    void pass(final long ns)
    {
        now += ns;
        while (engine.hasDue(now))
        {
            engine.tick(now, 0);
        }
    }

    /** What an account is worth to its owner: credits less debits, holds of its own debits included. */
    long worth(final UInt128 id)
    {
        final Account account = engine.lookupAccounts(List.of(id)).getFirst();
        return account.creditsPosted() - account.debitsPosted() - account.debitsPending();
    }

    long platform(final long role)
    {
        return worth(new UInt128(Chart.ID_HIGH, role));
    }

    /** Pending, available and owed of a merchant. */
    String merchant()
    {
        return worth(account(Chart.PENDING)) + " " + worth(account(Chart.AVAILABLE)) + " " +
            -worth(account(Chart.RECEIVABLE));
    }

    static UInt128 account(final int role)
    {
        return new UInt128(Chart.ID_HIGH, Chart.of(MERCHANT, role));
    }

    @Override
    public void close()
    {
        engine.close();
    }
}
