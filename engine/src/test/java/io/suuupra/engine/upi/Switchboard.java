package io.suuupra.engine.upi;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.CyclePage;
import io.suuupra.codecs.edge.upi.CyclePayment;
import io.suuupra.codecs.edge.upi.SettlementCycle;
import io.suuupra.codecs.edge.upi.SettlementMapper;
import io.suuupra.codecs.edge.upi.SettlementTerms;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.codecs.generated.UpiAdjustEncoder;
import io.suuupra.codecs.generated.UpiAdjustmentKind;
import io.suuupra.codecs.generated.UpiAnswerEncoder;
import io.suuupra.codecs.generated.UpiAuthorisationEncoder;
import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.codecs.generated.UpiKind;
import io.suuupra.codecs.generated.UpiPartyType;
import io.suuupra.codecs.generated.UpiPayEncoder;
import io.suuupra.codecs.generated.UpiRegisterEncoder;
import io.suuupra.codecs.generated.UpiReplyDecoder;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiResult;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.generated.UpiUndeliverableEncoder;
import io.suuupra.codecs.upi.PaymentLimit;
import io.suuupra.codecs.upi.UpiCode;
import io.suuupra.engine.ledger.TransferStore;
import io.suuupra.engine.reference.EngineUnderTest;
import io.suuupra.testkit.reference.Capacities;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * An engine with two PSPs, {@code alpha} (1) and {@code beta} (2), and two banks, AAAA (3) and BBBB (4), and what their
 * messages are when nothing is wrong with them.
 */
final class Switchboard implements AutoCloseable
{
    static final long SECOND = 1_000_000_000L;
    static final long AMOUNT = 12_345;
    static final long CAP = 1_000_000;
    static final int ALPHA = 1;
    static final int BETA = 2;
    static final int BANK_A = 3;
    static final int BANK_B = 4;
    static final UInt128 POSITION_A = UInt128.of(1);
    static final UInt128 POSITION_B = UInt128.of(2);
    static final UInt128 SETTLEMENT = UInt128.of(9);
    static final UInt128 PAYER = UInt128.of(77);
    static final UInt128 PAYEE = UInt128.of(88);

    private static final int LEDGER = 2 << 16 | 356;
    private static final long KEY = 100;
    private static final long MESSAGE_NS = 1_000;

    final EngineUnderTest engine;
    private final SettlementMapper settlement = new SettlementMapper();
    long now = SECOND;
    /** Ledgers that the keys of participants see. */
    int ledgerMin;
    int ledgerMax = -1;

    Switchboard()
    {
        this(new EngineUnderTest(new Capacities(100, 10_000, 10_000)));
        engine.createAccounts(now, List.of(position(POSITION_A), position(POSITION_B)))
            .forEach(result -> assertEquals(CreateAccountStatus.CREATED, result.status()));
        assertEquals("", register(ALPHA, "alpha", "", UInt128.ZERO));
        assertEquals("", register(BETA, "beta", "", UInt128.ZERO));
        assertEquals("", register(BANK_A, "", "AAAA", POSITION_A));
        assertEquals("", register(BANK_B, "", "BBBB", POSITION_B));
    }

    private Switchboard(final EngineUnderTest engine)
    {
        this.engine = engine;
    }

    /** Another one that stands where this one stands, from a snapshot. */
    Switchboard restored()
    {
        final Switchboard other = new Switchboard(engine.restore(engine.snapshot()));
        other.now = now;
        return other;
    }

    @Override
    public void close()
    {
        engine.close();
    }

    static Account position(final UInt128 id)
    {
        return Account.builder().id(id).ledger(LEDGER).code(1).build();
    }

    /** What was answered: its code in text, and the rest. */
    record Reply(String code, UpiState state, boolean repeated, long rrn)
    {
    }

    /** Who a participant comes as; 0 is the node itself. */
    Principal principal(final int participant)
    {
        return participant == 0 ? Principal.NODE :
            new Principal(KEY + participant, 0, Principal.POST, ledgerMin, ledgerMax);
    }

    private Reply send(final int participant, final EngineUnderTest.MessageWriter writer)
    {
        now += MESSAGE_NS;
        engine.as(principal(participant));
        final DirectBuffer buffer = engine.send(now, writer);
        engine.as(Principal.NODE);
        final UpiReplyDecoder reply = new UpiReplyDecoder();
        reply.wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        assertEquals(0, reply.padding());
        return new Reply(UpiCode.text((int)reply.code()), reply.state() == UpiState.NULL_VAL ? null : reply.state(),
            reply.repeated() == 1, reply.rrn());
    }

    String register(final int participant, final String handle, final String bank, final UInt128 position)
    {
        return register(0, participant, KEY + participant, handle, bank, position, 0);
    }

    String register(
        final int sender, final int participant, final long key, final String handle, final String bank,
        final UInt128 position, final int disabled)
    {
        return send(sender, (buffer, offset) ->
        {
            final UpiRegisterEncoder message = new UpiRegisterEncoder();
            message.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
                .participant(participant)
                .principalKey(key)
                .bank(bank)
                .netDebitCap(CAP)
                .disabled((short)disabled);
            message.position().low(position.low()).high(position.high());
            message.handle(handle);
            return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
        }).code();
    }

    /** What a test says otherwise in a message, before its texts are written. */
    static final class Pay
    {
        String messageId = "M1";
        String transactionId = "T1";
        UpiKind kind = UpiKind.PAY;
        UpiPartyType payerType = UpiPartyType.PERSON;
        UpiPartyType payeeType = UpiPartyType.PERSON;
        int payerCode;
        int payeeCode;
        int accountType = 1;
        String purpose = "00";
        String mode = "00";
        long amount = AMOUNT;
        long payeeAmount = AMOUNT;
        long expireAfter;
        UInt128 account = PAYER;
        String ifsc = "AAAA0000001";
        String payer = "anna@alpha";
        String payee = "bela@beta";
        String note = "for tea";
        String credentials = "secret";
    }

    Reply pay(final Consumer<Pay> edit)
    {
        final Pay pay = new Pay();
        edit.accept(pay);
        return pay(ALPHA, pay);
    }

    Reply collect(final Consumer<Pay> edit)
    {
        final Pay pay = new Pay();
        pay.kind = UpiKind.COLLECT;
        pay.account = PAYEE;
        pay.ifsc = "BBBB0000002";
        pay.credentials = "";
        edit.accept(pay);
        return pay(BETA, pay);
    }

    Reply pay(final int participant, final Pay pay)
    {
        return send(participant, (buffer, offset) ->
        {
            final UpiPayEncoder message = new UpiPayEncoder();
            message.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
                .messageId(pay.messageId)
                .transactionId(pay.transactionId)
                .kind(pay.kind)
                .payerType(pay.payerType)
                .payeeType(pay.payeeType)
                .accountType((short)pay.accountType)
                .purpose(pay.purpose)
                .initiationMode(pay.mode)
                .payerCode(pay.payerCode)
                .payeeCode(pay.payeeCode)
                .amount(pay.amount)
                .payeeAmount(pay.payeeAmount)
                .expireAfter(pay.expireAfter)
                .accountIfsc(pay.ifsc);
            message.account().low(pay.account.low()).high(pay.account.high());
            message.payerAddress(pay.payer);
            message.payeeAddress(pay.payee);
            message.note(pay.note);
            message.putCredentials(bytes(pay.credentials), 0, pay.credentials.length());
            return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
        });
    }

    /** A PSP's answer, as it is when nothing is wrong with it. */
    static final class Authorisation
    {
        UpiResult result = UpiResult.SUCCESS;
        String code = "";
        UpiKind kind = UpiKind.PAY;
        UpiPartyType type = UpiPartyType.PERSON;
        int mcc;
        int payees = 1;
        boolean verified;
        int accountType = 1;
        long payerAmount = AMOUNT;
        long payeeAmount = AMOUNT;
        UInt128 account = PAYEE;
        String ifsc = "BBBB0000002";
        String payer = "Anna@alpha";
        String payee = "bela@BETA";
        String credentials = "";
    }

    /** Beta answers for the payee of the newest request. */
    Reply authorise(final Consumer<Authorisation> edit)
    {
        final Authorisation authorisation = new Authorisation();
        edit.accept(authorisation);
        return authorise(BETA, newest(UpiRequestKind.AUTHORISE), authorisation);
    }

    /** Alpha answers for the payer of the newest collect. */
    Reply approve(final Consumer<Authorisation> edit)
    {
        final Authorisation authorisation = new Authorisation();
        authorisation.kind = UpiKind.COLLECT;
        authorisation.account = PAYER;
        authorisation.ifsc = "AAAA0000001";
        authorisation.credentials = "secret";
        edit.accept(authorisation);
        return authorise(ALPHA, newest(UpiRequestKind.AUTHORISE), authorisation);
    }

    Reply authorise(final int participant, final long request, final Authorisation authorisation)
    {
        return send(participant, (buffer, offset) ->
        {
            final UpiAuthorisationEncoder message = new UpiAuthorisationEncoder();
            message.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
                .request(request)
                .result(authorisation.result)
                .kind(authorisation.kind)
                .partyType(authorisation.type)
                .accountType((short)authorisation.accountType)
                .code(UpiCode.of(authorisation.code))
                .partyCode(authorisation.mcc)
                .verified((short)(authorisation.verified ? 1 : 0))
                .payees((short)authorisation.payees)
                .payerAmount(authorisation.payerAmount)
                .payeeAmount(authorisation.payeeAmount)
                .accountIfsc(authorisation.ifsc);
            message.account().low(authorisation.account.low()).high(authorisation.account.high());
            message.payerAddress(authorisation.payer);
            message.payeeAddress(authorisation.payee);
            message.putCredentials(bytes(authorisation.credentials), 0, authorisation.credentials.length());
            return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
        });
    }

    private static byte[] bytes(final String text)
    {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A bank answers the newest request of a kind; 00 and CS are successes. */
    Reply answer(final int participant, final UpiRequestKind kind, final String code)
    {
        return answer(participant, newest(kind), code);
    }

    Reply answer(final int participant, final long request, final String code)
    {
        final boolean success = "00".equals(code);
        return send(participant, (buffer, offset) -> MessageHeaderEncoder.ENCODED_LENGTH + new UpiAnswerEncoder()
            .wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
            .request(request)
            .result(success ? UpiResult.SUCCESS : UpiResult.FAILURE)
            .code(UpiCode.of(code))
            .approval(4711)
            .encodedLength());
    }

    Reply undeliverable(final int participant, final UpiRequestKind kind)
    {
        final long request = newest(kind);
        return send(participant, (buffer, offset) -> MessageHeaderEncoder.ENCODED_LENGTH +
            new UpiUndeliverableEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
                .request(request).encodedLength());
    }

    Reply adjust(final int participant, final UpiAdjustmentKind kind)
    {
        return adjust(participant, kind,
            kind == UpiAdjustmentKind.TCC ? 102 : kind == UpiAdjustmentKind.RET ? 115 : 0);
    }

    Reply adjust(final int participant, final UpiAdjustmentKind kind, final int reason)
    {
        return adjust(participant, "T1", kind, reason);
    }

    /** A bank confirms or returns a deemed payment. */
    Reply adjust(final int participant, final String id, final boolean confirm)
    {
        return adjust(participant, id, confirm ? UpiAdjustmentKind.TCC : UpiAdjustmentKind.RET, confirm ? 102 : 115);
    }

    private Reply adjust(
        final int participant, final String id, final UpiAdjustmentKind kind, final int reason)
    {
        return send(participant, (buffer, offset) -> MessageHeaderEncoder.ENCODED_LENGTH +
            new UpiAdjustEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
                .transactionId(id).kind(kind).reason(reason).encodedLength());
    }

    String bounds(final int sender, final long openMax)
    {
        return send(sender, (buffer, offset) -> settlement.encodeSetBounds(openMax, buffer, offset)).code();
    }

    /** The cycles of the table, against the account {@link #SETTLEMENT}, which is made where it is not there yet. */
    String cycles()
    {
        engine.createAccounts(now, List.of(position(SETTLEMENT)));
        return cycles(0, SettlementTerms.ofTable(SETTLEMENT));
    }

    String cycles(final int sender, final SettlementTerms terms)
    {
        return send(sender, (buffer, offset) -> settlement.encode(terms, buffer, offset)).code();
    }

    String closeCycle(final int sender, final UpiCycleKind kind)
    {
        return send(sender, (buffer, offset) -> settlement.encodeCloseCycle(kind, buffer, offset)).code();
    }

    String limits(final int sender, final List<PaymentLimit> limits)
    {
        return send(sender, (buffer, offset) -> settlement.encodeSetLimits(limits, buffer, offset)).code();
    }

    /** The cycle that was closed last. */
    SettlementCycle lastCycle(final UpiCycleKind kind)
    {
        final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
        new CycleLog(store()).write(engine.engine().upi().lastCycle(kind.value()), buffer, 0);
        return settlement.decodeCycle(buffer, 0).orElseThrow();
    }

    /** All payments of a cycle. */
    List<CyclePayment> payments(final SettlementCycle cycle)
    {
        final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
        final List<CyclePayment> payments = new ArrayList<>();
        CyclePage page = new CyclePage(0, List.of());
        do
        {
            new CycleLog(store()).writePayments(cycle.cycle(), page.next(), store().rows(), buffer, 0);
            page = settlement.decodeCyclePayments(buffer, 0);
            payments.addAll(page.payments());
        }
        while (page.next() != 0);
        return payments;
    }

    /** A message whose block has the same byte everywhere, with empty texts behind it. */
    Reply filled(final int participant, final int templateId, final int blockLength, final int texts, final int octet)
    {
        return send(participant, (buffer, offset) ->
        {
            new MessageHeaderEncoder().wrap(buffer, offset).blockLength(blockLength).templateId(templateId)
                .schemaId(MessageHeaderEncoder.SCHEMA_ID).version(MessageHeaderEncoder.SCHEMA_VERSION);
            final int body = offset + MessageHeaderEncoder.ENCODED_LENGTH;
            buffer.setMemory(body, blockLength, (byte)octet);
            buffer.setMemory(body + blockLength, texts * Integer.BYTES, (byte)0);
            return MessageHeaderEncoder.ENCODED_LENGTH + blockLength + texts * Integer.BYTES;
        });
    }

    /** Lets so many seconds pass. */
    void pass(final long seconds)
    {
        now += seconds * SECOND;
        engine.tick(now, 0);
    }

    // What the switch has asked and told.

    UpiLog log()
    {
        return new UpiLog(store());
    }

    TransferStore store()
    {
        return engine.engine().ledger().store();
    }

    /** Number of the newest request of a kind. */
    long newest(final UpiRequestKind kind)
    {
        for (long row = store().rows() - 1; row >= 0; row--)
        {
            if (log().isRequest(row) && log().requestKind(row) == kind)
            {
                return row;
            }
        }
        return -1;
    }

    /** Everything that was asked and told, as "KIND to participant". */
    List<String> requests()
    {
        final List<String> requests = new ArrayList<>();
        for (long row = 0; row < store().rows(); row++)
        {
            if (log().isRequest(row))
            {
                requests.add(log().requestKind(row) + " to " + log().word(row, UpiLog.PARTICIPANT));
            }
        }
        return requests;
    }

    /** What the initiator was told: state, the switch's code, the payer's side, the payee's. */
    String outcome()
    {
        final long row = newest(UpiRequestKind.RESPONSE);
        final long codes = log().word(row, UpiLog.CODES);
        final long sides = log().word(row, UpiLog.SIDE_CODES);
        return UpiState.get((short)log().word(row, UpiLog.STATE)) + " " + UpiCode.text((int)codes) + " " +
            UpiCode.text((int)sides) + "/" + UpiCode.text((int)(sides >>> Integer.SIZE));
    }

    long breaks()
    {
        long breaks = 0;
        for (long row = 0; row < store().rows(); row++)
        {
            breaks += store().kind(row) == RecordKind.UPI_BREAK.value() ? 1 : 0;
        }
        return breaks;
    }

    /** The positions of both banks: "pending posted", what A owes being above 0. */
    String positions()
    {
        final List<Account> accounts = engine.lookupAccounts(List.of(POSITION_A, POSITION_B));
        final Account a = accounts.getFirst();
        final Account b = accounts.getLast();
        final long pending = a.debitsPending() - a.creditsPending();
        final long posted = a.debitsPosted() - a.creditsPosted();
        assertEquals(0, pending + b.debitsPending() - b.creditsPending(), "the sum of all positions is 0");
        assertEquals(0, posted + b.debitsPosted() - b.creditsPosted(), "the sum of all positions is 0");
        return pending + " " + posted;
    }
}
