package io.suuupra.engine.upi;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.UpiAdjustDecoder;
import io.suuupra.codecs.generated.UpiAnswerDecoder;
import io.suuupra.codecs.generated.UpiAuthorisationDecoder;
import io.suuupra.codecs.generated.UpiKind;
import io.suuupra.codecs.generated.UpiPartyType;
import io.suuupra.codecs.generated.UpiPayDecoder;
import io.suuupra.codecs.generated.UpiRegisterDecoder;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiResult;
import io.suuupra.codecs.generated.UpiSetTimersDecoder;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.generated.UpiUndeliverableDecoder;
import io.suuupra.codecs.upi.CodeLayer;
import io.suuupra.codecs.upi.ResponseCodes;
import io.suuupra.codecs.upi.UpiCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Bad messages get the code that the table of codes names, and change nothing. */
class PayFormTest
{
    private static Arguments pay(final String code, final Consumer<Switchboard.Pay> edit)
    {
        return Arguments.of(code, edit);
    }

    static Stream<Arguments> payments()
    {
        return Stream.of(
            pay("H06", pay -> pay.messageId = ""),
            pay("H06", pay -> pay.messageId = "M 1"),
            pay("T02", pay -> pay.transactionId = ""),
            pay("T02", pay -> pay.transactionId = "T-1"),
            pay("T07", pay -> pay.kind = UpiKind.NULL_VAL),
            pay("T03", pay -> pay.note = "<b>"),
            pay("T14", pay -> pay.purpose = "?0"),
            pay("IM0", pay -> pay.mode = "ab"),
            pay("T15", pay ->
            {
                pay.mode = "12";
                pay.purpose = "01";
            }),
            pay("L04", pay -> pay.expireAfter = 1),
            pay("R02", pay -> pay.payer = ""),
            pay("R02", pay -> pay.payer = "anna"),
            pay("R02", pay -> pay.payer = "@alpha"),
            pay("R02", pay -> pay.payer = "anna@"),
            pay("R02", pay -> pay.payer = "anna@al@pha"),
            pay("R02", pay -> pay.payer = "an na@alpha"),
            pay("R05", pay -> pay.payerType = UpiPartyType.NULL_VAL),
            pay("R06", pay -> pay.payerCode = 10_000),
            pay("B03", pay -> pay.payee = "bela@be.ta"),
            pay("B06", pay -> pay.payeeType = UpiPartyType.NULL_VAL),
            pay("B07", pay -> pay.payeeCode = 10_000),
            pay("PM0", pay -> pay.payeeType = UpiPartyType.ENTITY),
            pay("PN0", pay -> pay.payeeCode = 8_220),
            pay("V03", pay -> pay.amount = 0),
            pay("V03", pay -> pay.amount = pay.payeeAmount = 1_000_000_000_000_000_000L),
            pay("M05", pay -> pay.payeeAmount = Switchboard.AMOUNT - 1),
            pay("A01", pay -> pay.account = UInt128.ZERO),
            pay("A06", pay -> pay.ifsc = "AAAA1000001"),
            pay("A06", pay -> pay.ifsc = "aaaa0000001"),
            pay("A06", pay -> pay.ifsc = "AAAA000001"),
            pay("A03", pay -> pay.accountType = 0),
            pay("A03", pay -> pay.accountType = 7),
            pay("U11", pay -> pay.credentials = ""),
            pay("U55", pay -> pay.payer = "anna@beta"),
            pay("U29", pay -> pay.payee = "bela@gamma"),
            pay("U28", pay -> pay.ifsc = "CCCC0000001"));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("payments")
    void shouldRefuseAPayment(final String code, final Consumer<Switchboard.Pay> edit)
    {
        try (Switchboard board = new Switchboard())
        {
            final long rows = board.store().rows();
            assertEquals(new Switchboard.Reply(code, null, false, 0), board.pay(edit));
            assertEquals(rows, board.store().rows());
            assertEquals("", board.pay(pay -> {}).code(), "nothing of it is left");
        }
    }

    static Stream<Arguments> collects()
    {
        return Stream.of(
            pay("IM1", pay -> pay.mode = "12"),
            pay("L04", pay -> pay.expireAfter = 45 * 24 * 60 + 1),
            pay("C11", pay -> pay.credentials = "secret"),
            pay("U55", pay -> pay.payee = "bela@alpha"),
            pay("U78", pay -> pay.ifsc = "CCCC0000001"));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("collects")
    void shouldRefuseACollect(final String code, final Consumer<Switchboard.Pay> edit)
    {
        try (Switchboard board = new Switchboard())
        {
            assertEquals(code, board.collect(edit).code());
            assertEquals("", board.collect(pay -> {}).code());
        }
    }

    private static Arguments authorisation(final String code, final Consumer<Switchboard.Authorisation> edit)
    {
        return Arguments.of(code, edit);
    }

    static Stream<Arguments> authorisations()
    {
        return Stream.of(
            authorisation("T17", answer -> answer.kind = UpiKind.COLLECT),
            authorisation("U56", answer -> answer.payees = 2),
            authorisation("U57", answer -> answer.payeeAmount++),
            authorisation("U58", answer -> answer.payerAmount--),
            authorisation("U59", answer -> answer.payee = "bela@betas"),
            authorisation("U60", answer -> answer.payer = "anne@alpha"),
            authorisation("U61", answer -> answer.type = UpiPartyType.ENTITY),
            authorisation("U61", answer -> answer.mcc = 8_220),
            authorisation("A01", answer -> answer.account = UInt128.ZERO),
            authorisation("A06", answer -> answer.ifsc = "BBBB"),
            authorisation("A03", answer -> answer.accountType = 0),
            authorisation("A03", answer -> answer.accountType = 7),
            authorisation("C11", answer -> answer.credentials = "secret"),
            authorisation("U96", answer ->
            {
                answer.account = Switchboard.PAYER;
                answer.ifsc = "AAAA0000001";
            }),
            authorisation("U78", answer -> answer.ifsc = "CCCC0000002"));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("authorisations")
    void shouldFailByAnAuthorisationThatDiffers(final String code, final Consumer<Switchboard.Authorisation> edit)
    {
        try (Switchboard board = new Switchboard())
        {
            board.pay(pay -> {});
            assertEquals(UpiState.FAILURE, board.authorise(edit).state());
            assertEquals("FAILURE " + code + " /", board.outcome());
            assertEquals("0 0", board.positions());
        }
    }

    static Stream<Arguments> approvals()
    {
        return Stream.of(
            authorisation("U62", answer -> answer.mcc = 8_220),
            authorisation("U11", answer -> answer.credentials = ""),
            authorisation("U28", answer -> answer.ifsc = "CCCC0000002"));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("approvals")
    void shouldFailByAnApprovalThatDiffers(final String code, final Consumer<Switchboard.Authorisation> edit)
    {
        try (Switchboard board = new Switchboard())
        {
            board.collect(pay -> {});
            assertEquals(UpiState.FAILURE, board.approve(edit).state());
            assertEquals("FAILURE " + code + " /", board.outcome());
        }
    }

    /** An answer whose form is wrong is refused, and the right one may still come. */
    @Test
    void shouldWaitOnAfterAnAnswerOfNoForm()
    {
        try (Switchboard board = new Switchboard())
        {
            board.pay(pay -> {});
            assertEquals("E04", board.authorise(answer -> answer.result = UpiResult.FAILURE).code());
            assertEquals("E06", board.authorise(answer -> answer.result = UpiResult.DEEMED).code());
            assertEquals("E05", board.authorise(answer -> answer.code = "ZH").code());
            assertEquals("", board.authorise(answer -> {}).code());
            assertEquals("E04", board.answer(Switchboard.BANK_A, UpiRequestKind.DEBIT, "").code());
            assertEquals("", board.answer(Switchboard.BANK_A, UpiRequestKind.DEBIT, "00").code());
            board.pass(15);
            assertEquals("E15", board.answer(Switchboard.BANK_B, UpiRequestKind.REVERSE_CREDIT, "ND").code());
            assertEquals(UpiState.SUCCESS,
                board.answer(Switchboard.BANK_B, UpiRequestKind.REVERSE_CREDIT, "CS").state());
        }
    }

    /** Another's request looks as one that is not there. */
    @Test
    void shouldShowNobodyWhatIsNotItsOwn()
    {
        try (Switchboard board = new Switchboard())
        {
            board.pay(pay -> {});
            final long request = board.newest(UpiRequestKind.AUTHORISE);
            final Switchboard.Authorisation fine = new Switchboard.Authorisation();
            assertEquals("U04", board.authorise(Switchboard.ALPHA, request, fine).code());
            assertEquals("U04", board.authorise(Switchboard.BANK_B, request, fine).code());
            assertEquals("U04", board.authorise(99, request, fine).code());
            assertEquals("U04", board.authorise(Switchboard.BETA, request + 1_000, fine).code());
            assertEquals("U04", board.authorise(Switchboard.BETA, request - 1, fine).code());
            assertEquals("U04", board.authorise(Switchboard.BETA, -1, fine).code());
            assertEquals("U04", board.undeliverable(Switchboard.BETA, UpiRequestKind.AUTHORISE).code());
            assertEquals("U01", board.pay(Switchboard.BETA, new Switchboard.Pay()).code());
            assertEquals("", board.authorise(Switchboard.BETA, request, fine).code());
            assertEquals("U04", board.answer(Switchboard.BANK_B, UpiRequestKind.DEBIT, "00").code());
        }
    }

    /** Whatever stands in a field, an enum's included, is answered with a code. */
    @Test
    void shouldRefuseWhateverStandsInAField()
    {
        try (Switchboard board = new Switchboard())
        {
            board.pay(pay -> {});
            final int request = (int)board.newest(UpiRequestKind.AUTHORISE);
            for (int octet = 0; octet <= Byte.MAX_VALUE; octet++)
            {
                for (final int sender : new int[]{Switchboard.ALPHA, Switchboard.BETA, 0})
                {
                    final String what = octet + " from " + sender;
                    assertNotEquals("", board.filled(sender, UpiPayDecoder.TEMPLATE_ID,
                        UpiPayDecoder.BLOCK_LENGTH, 4, octet).code(), what);
                    assertNotEquals("", board.filled(sender, UpiAuthorisationDecoder.TEMPLATE_ID,
                        UpiAuthorisationDecoder.BLOCK_LENGTH, 3, octet).code(), what);
                    assertNotEquals("", board.filled(sender, UpiAnswerDecoder.TEMPLATE_ID,
                        UpiAnswerDecoder.BLOCK_LENGTH, 0, octet).code(), what);
                    assertNotEquals("", board.filled(sender, UpiUndeliverableDecoder.TEMPLATE_ID,
                        UpiUndeliverableDecoder.BLOCK_LENGTH, 0, octet).code(), what);
                    assertNotEquals("", board.filled(sender, UpiAdjustDecoder.TEMPLATE_ID,
                        UpiAdjustDecoder.BLOCK_LENGTH, 0, octet).code(), what);
                    assertNotEquals("", board.filled(sender, UpiRegisterDecoder.TEMPLATE_ID,
                        UpiRegisterDecoder.BLOCK_LENGTH, 1, octet).code(), what);
                    assertNotEquals("", board.filled(sender, UpiSetTimersDecoder.TEMPLATE_ID,
                        UpiSetTimersDecoder.BLOCK_LENGTH, 0, octet).code(), what);
                }
            }
            assertEquals(request, board.newest(UpiRequestKind.AUTHORISE));
            assertEquals(1, board.requests().size());
        }
    }

    /** Every code that the switch raises is one that the tables know. */
    @Test
    void shouldRaiseKnownCodesOnly() throws IllegalAccessException
    {
        int codes = 0;
        for (final Field field : SwitchCode.class.getDeclaredFields())
        {
            if (!Modifier.isStatic(field.getModifiers()) || field.getType() != int.class || field.getInt(null) == 0)
            {
                continue;
            }
            final String code = UpiCode.text(field.getInt(null));
            assertTrue(Arrays.stream(CodeLayer.values()).anyMatch(layer ->
                ResponseCodes.ALL.find(layer, code).isPresent()), field.getName() + " " + code);
            codes++;
        }
        assertTrue(codes > 50, codes + " codes");
    }
}
