package io.suuupra.engine.payments;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.payments.NewPayment;
import io.suuupra.codecs.edge.payments.PaymentCollect;
import io.suuupra.codecs.edge.payments.PaymentResult;
import io.suuupra.codecs.edge.payments.StatementEntry;
import io.suuupra.codecs.edge.payments.UpiRail;
import io.suuupra.codecs.edge.upi.Acknowledgement;
import io.suuupra.codecs.edge.upi.Adjustment;
import io.suuupra.codecs.edge.upi.BankAccount;
import io.suuupra.codecs.edge.upi.Ciphertext;
import io.suuupra.codecs.edge.upi.ParticipantTerms;
import io.suuupra.codecs.edge.upi.Party;
import io.suuupra.codecs.edge.upi.ReqPay;
import io.suuupra.codecs.edge.upi.RespAuthDetails;
import io.suuupra.codecs.edge.upi.RespPay;
import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.codecs.edge.upi.UpiMapper;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.PaymentMethod;
import io.suuupra.codecs.generated.UpiAdjustmentKind;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiResult;
import io.suuupra.codecs.upi.UpiCode;
import io.suuupra.engine.ledger.TransferStore;
import io.suuupra.engine.reference.EngineUnderTest;
import io.suuupra.engine.upi.RequestLog;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A {@link Shop} whose merchants are paid through UPI: payers have the PSP {@code alpha} and the bank AAAA, the pool of
 * the PSP {@code suuupra} lies at the bank PPPP.
 */
final class UpiShop implements AutoCloseable
{
    static final int ALPHA = 1;
    static final int HOUSE = 2;
    static final int BANK = 3;
    static final int POOL_BANK = 4;
    static final UInt128 PAYER = UInt128.of(77);
    static final UInt128 POOL = UInt128.of(88);
    static final String IFSC = "PPPP0000001";
    static final long SECOND = 1_000_000_000L;
    /** Of the merchants, as their terms have it. */
    static final int CATEGORY = 8_299;

    private static final long KEY = 200;
    private static final int POSITIONS = 2 << 16 | 356;
    private static final UInt128 POSITION = UInt128.of(901);
    private static final UInt128 POOL_POSITION = UInt128.of(902);
    private static final Ciphertext PIN = Ciphertext.of(new byte[]{1, 2, 3});

    final Shop shop;
    private final UpiMapper mapper = new UpiMapper();

    UpiShop()
    {
        this(new Shop());
        shop.engine.createAccounts(shop.now, List.of(position(POSITION), position(POOL_POSITION)));
        register(ParticipantTerms.psp(ALPHA, KEY + ALPHA, "alpha"));
        register(ParticipantTerms.psp(HOUSE, KEY + HOUSE, "suuupra"));
        register(ParticipantTerms.bank(BANK, KEY + BANK, "AAAA", POSITION, 10_000_000));
        register(ParticipantTerms.bank(POOL_BANK, KEY + POOL_BANK, "PPPP", POOL_POSITION, 10_000_000));
        assertEquals("DONE", set(Principal.NODE, new UpiRail(HOUSE, POOL, IFSC, 2)));
    }

    private UpiShop(final Shop shop)
    {
        this.shop = shop;
    }

    UpiShop restored()
    {
        return new UpiShop(shop.restored());
    }

    @Override
    public void close()
    {
        shop.close();
    }

    private static Account position(final UInt128 id)
    {
        return Account.builder().id(id).ledger(POSITIONS).code(1).build();
    }

    private Acknowledgement send(final Principal who, final EngineUnderTest.MessageWriter writer)
    {
        shop.now += 1_000;
        shop.engine.as(who);
        final Acknowledgement answer = mapper.decodeAcknowledgement(shop.engine.send(shop.now, writer), 0);
        shop.engine.as(Principal.NODE);
        return answer;
    }

    void register(final ParticipantTerms terms)
    {
        assertEquals("",
            send(Principal.NODE, (buffer, offset) -> mapper.encode(terms, buffer, offset)).codeText());
    }

    private static Principal of(final int participant)
    {
        return new Principal(KEY + participant, 0, Principal.POST, 1, 1);
    }

    String set(final Principal who, final UpiRail rail)
    {
        return shop.result(who, (buffer, offset) -> shop.mapper.encode(rail, buffer, offset)).status().name();
    }

    PaymentResult collect(final Principal who, final PaymentCollect collect)
    {
        return shop.result(who, (buffer, offset) -> shop.mapper.encode(collect, buffer, offset));
    }

    PaymentResult settle(final Principal who, final StatementEntry entry)
    {
        return shop.result(who, (buffer, offset) -> shop.mapper.encodeEntries(List.of(entry), buffer, offset));
    }

    /** A payment whose payer is expected under its address. */
    static NewPayment awaited(final UInt128 id, final long amount)
    {
        return new NewPayment(id, Shop.MERCHANT, amount, PaymentMethod.UPI, UInt128.ZERO, UInt128.ZERO, true,
            NewPayment.Capture.AUTOMATIC, 0);
    }

    static String address(final UInt128 payment)
    {
        return String.format("m%d.%016x%016x@suuupra", Shop.MERCHANT, payment.high(), payment.low());
    }

    /** A payer of alpha pays to an address. */
    Acknowledgement scan(final String id, final String payee, final long amount)
    {
        return scan(id, Party.merchant(payee, CATEGORY), amount);
    }

    Acknowledgement scan(final String id, final Party payee, final long amount)
    {
        final ReqPay pay = ReqPay.pay(id, Party.person("anna@alpha"), payee, amount,
            new BankAccount(PAYER, "AAAA0000001", 1), PIN);
        return send(of(ALPHA), (buffer, offset) -> mapper.encode(pay, buffer, offset));
    }

    /** All that a participant was asked and told. */
    List<SwitchRequest> asked(final int participant)
    {
        final TransferStore store = shop.engine.engine().ledger().store();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
        final RequestLog log = new RequestLog(store, participant, 0);
        final List<SwitchRequest> requests = new ArrayList<>();
        while (log.nextRow() < store.rows())
        {
            if (log.read(store.rows(), 0, RequestLog.REQUESTS_MAX, buffer, 0) > 0)
            {
                requests.addAll(mapper.decodeRequests(buffer, 0));
            }
        }
        return requests;
    }

    SwitchRequest newest(final int participant, final UpiRequestKind kind)
    {
        return asked(participant).stream().filter(request -> request.kind() == kind)
            .reduce((first, second) -> second).orElseThrow();
    }

    /** A bank answers what it was asked last of a kind. */
    String answer(final int participant, final UpiRequestKind kind, final String code)
    {
        final RespPay answer = new RespPay(newest(participant, kind).number(),
            "00".equals(code) ? UpiResult.SUCCESS : UpiResult.FAILURE, UpiCode.of(code), 1);
        return send(of(participant), (buffer, offset) -> mapper.encode(answer, buffer, offset)).codeText();
    }

    /** Alpha answers for its user, who pays a collect or is paid. */
    String authorise(final boolean agrees)
    {
        final SwitchRequest asked = newest(ALPHA, UpiRequestKind.AUTHORISE);
        final BankAccount account = new BankAccount(PAYER, "AAAA0000001", 1);
        final RespAuthDetails answer = !agrees ? RespAuthDetails.decline(asked, UpiCode.of("ZA")) :
            asked.isPay() ? RespAuthDetails.accept(asked, account, false) : RespAuthDetails.pay(asked, account, PIN);
        return send(of(ALPHA), (buffer, offset) -> mapper.encode(answer, buffer, offset)).codeText();
    }

    /** The payee's bank of a deemed payment says what became of it. */
    void adjust(final String id, final UpiAdjustmentKind kind)
    {
        final Adjustment adjustment = new Adjustment(
            id, kind, kind == UpiAdjustmentKind.TCC ? 102 : kind == UpiAdjustmentKind.RET ? 115 : 0);
        assertEquals("", send(Principal.NODE,
            (buffer, offset) -> mapper.encode(adjustment, buffer, offset)).codeText());
    }

    /** Both banks do what they are asked, the payer's being that one. */
    void banksAgree(final int from, final int to)
    {
        assertEquals("", answer(from, UpiRequestKind.DEBIT, "00"));
        assertEquals("", answer(to, UpiRequestKind.CREDIT, "00"));
    }

    /** The payee's bank says nothing, and then that it does not know. */
    void deem()
    {
        assertEquals("", answer(BANK, UpiRequestKind.DEBIT, "00"));
        shop.pass(16 * SECOND);
        assertEquals("", answer(POOL_BANK, UpiRequestKind.REVERSE_CREDIT, "96"));
    }
}
