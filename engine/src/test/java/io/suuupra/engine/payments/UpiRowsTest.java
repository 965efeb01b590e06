package io.suuupra.engine.payments;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.payments.DisputeStep;
import io.suuupra.codecs.edge.payments.NewPayment;
import io.suuupra.codecs.edge.payments.NewRefund;
import io.suuupra.codecs.edge.payments.PaymentCollect;
import io.suuupra.codecs.edge.payments.PaymentKey;
import io.suuupra.codecs.edge.payments.PaymentResult;
import io.suuupra.codecs.edge.payments.PaymentRow;
import io.suuupra.codecs.edge.payments.PaymentStep;
import io.suuupra.codecs.edge.payments.StatementEntry;
import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.DisputeAction;
import io.suuupra.codecs.generated.PaymentError;
import io.suuupra.codecs.generated.PaymentState;
import io.suuupra.codecs.generated.PaymentStatus;
import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.codecs.generated.UpiAdjustmentKind;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.upi.UpiCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Each row of the table of payments through UPI, by the name that it has in {@code docs/payments.md}. */
class UpiRowsTest
{
    private static final UInt128 PAYMENT = new UInt128(3, 1);
    private static final UInt128 REFUND = new UInt128(3, 2);
    private static final UInt128 DISPUTE = new UInt128(3, 3);
    private static final long AMOUNT = 100_000;
    private static final long FEE = 2_300;
    private static final long GST = 414;
    private static final long NET = AMOUNT - FEE - GST;
    private static final long FEE_OF_DISPUTE = 5_000;

    private final UpiShop upi = new UpiShop();
    private final Shop shop = upi.shop;

    @AfterEach
    void close()
    {
        upi.close();
    }

    private PaymentRow row()
    {
        return shop.look(PAYMENT);
    }

    private PaymentRow refund()
    {
        return shop.look(Principal.NODE, new PaymentKey(RecordKind.REFUND, Shop.MERCHANT, REFUND)).getFirst();
    }

    private static void is(final PaymentState state, final PaymentResult result)
    {
        assertEquals(PaymentStatus.DONE + " " + state, result.status() + " " + result.state());
    }

    private void await()
    {
        is(PaymentState.REQUIRES_ACTION, shop.pay(Shop.ITS_KEY, UpiShop.awaited(PAYMENT, AMOUNT)));
    }

    private void process()
    {
        await();
        assertEquals("", upi.scan("T1", UpiShop.address(PAYMENT), AMOUNT).codeText());
        assertEquals(PaymentState.PROCESSING, row().state());
    }

    private void succeed()
    {
        process();
        upi.banksAgree(UpiShop.BANK, UpiShop.POOL_BANK);
        assertEquals(PaymentState.SUCCEEDED, row().state());
    }

    private void collect()
    {
        shop.pay(Shop.ITS_KEY, NewPayment.open(PAYMENT, Shop.MERCHANT, AMOUNT));
        is(PaymentState.REQUIRES_ACTION, upi.collect(Shop.ITS_KEY,
            new PaymentCollect(PAYMENT, Shop.MERCHANT, "anna@alpha", 5)));
    }

    private void settle()
    {
        is(PaymentState.SUCCEEDED, upi.settle(Principal.NODE,
            new StatementEntry(new PaymentKey(RecordKind.PAYMENT, Shop.MERCHANT, PAYMENT), AMOUNT)));
    }

    /** State, what of the last attempt came to nothing, and the rail's code. */
    private String failure()
    {
        final PaymentRow row = row();
        return row.state() + " " + row.cause() + " " + UpiCode.text(row.code());
    }

    @Test
    void requiresConfirmationConfirmUpi()
    {
        await();
        assertEquals("0 0 0", shop.merchant());
        assertEquals(0, shop.platform(Chart.UPI_RECEIVABLE));
    }

    @Test
    void requiresActionPayerPays()
    {
        process();
        assertEquals("0 0 0", shop.merchant());
        assertTrue(row().rrn() > 0);
        assertTrue(upi.asked(UpiShop.HOUSE).isEmpty(), "it is asked and told in the engine");
        upi.answer(UpiShop.BANK, UpiRequestKind.DEBIT, "00");
        final SwitchRequest credit = upi.newest(UpiShop.POOL_BANK, UpiRequestKind.CREDIT);
        assertEquals(UpiShop.POOL + " " + UpiShop.IFSC,
            credit.pay().account().reference() + " " + credit.pay().account().ifsc());
    }

    @Test
    void requiresActionPayerPaysAnotherAmount()
    {
        await();
        upi.scan("T1", UpiShop.address(PAYMENT), AMOUNT - 1);
        assertEquals(PaymentState.REQUIRES_ACTION, row().state());
        final SwitchRequest told = upi.newest(UpiShop.ALPHA, UpiRequestKind.RESPONSE);
        assertEquals("FAILURE U19 ZE", told.state() + " " + UpiCode.text(told.code()) + " " +
            UpiCode.text(told.payeeResponse()));
    }

    @Test
    void processingPayerPaysAgain()
    {
        process();
        upi.scan("T2", UpiShop.address(PAYMENT), AMOUNT);
        assertEquals("ZE", UpiCode.text(upi.newest(UpiShop.ALPHA, UpiRequestKind.RESPONSE).payeeResponse()));
        upi.banksAgree(UpiShop.BANK, UpiShop.POOL_BANK);
        assertEquals(PaymentState.SUCCEEDED, row().state());
        upi.scan("T3", UpiShop.address(PAYMENT), AMOUNT);
        assertEquals("ZE", UpiCode.text(upi.newest(UpiShop.ALPHA, UpiRequestKind.RESPONSE).payeeResponse()));
        assertEquals(AMOUNT, row().captured());
    }

    @Test
    void processingSuccess()
    {
        succeed();
        assertEquals(NET + " 0 0", shop.merchant());
        assertEquals(-AMOUNT, shop.platform(Chart.UPI_RECEIVABLE));
        assertEquals(FEE + " " + GST, shop.platform(Chart.FEE_INCOME) + " " + shop.platform(Chart.GST_PAYABLE));
        assertEquals(AMOUNT + " " + FEE + " " + GST, row().captured() + " " + row().fee() + " " + row().gst());
        assertEquals("00", UpiCode.text(row().code()));
    }

    @Test
    void processingDeclined()
    {
        process();
        upi.answer(UpiShop.BANK, UpiRequestKind.DEBIT, "Z9");
        assertEquals("REQUIRES_PAYMENT_METHOD DECLINED Z9", failure());
        assertEquals(0, shop.platform(Chart.UPI_RECEIVABLE));
        // Its time goes on from where it was.
        shop.pass(Shop.DAY);
        assertEquals(PaymentState.CANCELED, row().state());
    }

    @Test
    void processingReversed()
    {
        process();
        upi.answer(UpiShop.BANK, UpiRequestKind.DEBIT, "00");
        upi.answer(UpiShop.POOL_BANK, UpiRequestKind.CREDIT, "XI");
        assertEquals(PaymentState.PROCESSING, row().state());
        upi.answer(UpiShop.BANK, UpiRequestKind.REVERSE_DEBIT, "00");
        assertEquals("REQUIRES_PAYMENT_METHOD DECLINED U34", failure());
    }

    @Test
    void processingReversalFailed()
    {
        process();
        upi.answer(UpiShop.BANK, UpiRequestKind.DEBIT, "00");
        upi.answer(UpiShop.POOL_BANK, UpiRequestKind.CREDIT, "XI");
        upi.answer(UpiShop.BANK, UpiRequestKind.REVERSE_DEBIT, "96");
        assertEquals("REQUIRES_PAYMENT_METHOD DECLINED U33", failure());
        upi.adjust("T1", UpiAdjustmentKind.DRC);
        assertEquals("REQUIRES_PAYMENT_METHOD DECLINED U33", failure());
    }

    @Test
    void processingDeemed()
    {
        process();
        upi.deem();
        assertEquals(PaymentState.DEEMED, row().state());
        assertEquals("0 0 0", shop.merchant());
        assertEquals(-AMOUNT + " " + AMOUNT,
            shop.platform(Chart.UPI_RECEIVABLE) + " " + shop.platform(Chart.DEEMED_SUSPENSE));
    }

    @Test
    void deemedConfirmed()
    {
        process();
        upi.deem();
        upi.adjust("T1", UpiAdjustmentKind.TCC);
        assertEquals(PaymentState.SUCCEEDED, row().state());
        assertEquals(NET + " 0 0", shop.merchant());
        assertEquals(0, shop.platform(Chart.DEEMED_SUSPENSE));
    }

    @Test
    void deemedReturned()
    {
        process();
        upi.deem();
        upi.adjust("T1", UpiAdjustmentKind.RET);
        assertEquals(PaymentState.REQUIRES_PAYMENT_METHOD, row().state());
        assertEquals("0 0 0", shop.merchant());
        assertEquals(0, shop.platform(Chart.DEEMED_SUSPENSE));
        assertEquals(0, shop.platform(Chart.UPI_RECEIVABLE));
    }

    @Test
    void deemedFiveDays()
    {
        process();
        upi.deem();
        shop.pass(5 * Shop.DAY + Shop.HOUR);
        // The payment's own day has long passed meanwhile.
        assertEquals(PaymentState.CANCELED, row().state());
        assertEquals(0, shop.platform(Chart.UPI_RECEIVABLE));
    }

    @Test
    void noneScan()
    {
        assertEquals("", upi.scan("T1", "M7@Suuupra", AMOUNT).codeText());
        final PaymentRow begun = shop.events(Shop.ITS_KEY, Shop.MERCHANT, 0, 1).getFirst();
        assertEquals(PaymentState.PROCESSING, begun.state());
        upi.banksAgree(UpiShop.BANK, UpiShop.POOL_BANK);
        final PaymentRow done = shop.look(begun.key().id());
        assertEquals(PaymentState.SUCCEEDED, done.state());
        assertEquals(NET + " 0 0", shop.merchant());
    }

    @Test
    void noneScanDeclined()
    {
        upi.scan("T1", "m7@suuupra", AMOUNT);
        upi.answer(UpiShop.BANK, UpiRequestKind.DEBIT, "Z9");
        final PaymentRow row = shop.events(Shop.ITS_KEY, Shop.MERCHANT, 0, 1).getFirst();
        assertEquals("CANCELED DECLINED Z9", row.state() + " " + row.cause() + " " + UpiCode.text(row.code()));
    }

    @Test
    void requiresPaymentMethodCollect()
    {
        collect();
        assertEquals("", upi.authorise(true));
        assertEquals(PaymentState.PROCESSING, row().state());
        upi.banksAgree(UpiShop.BANK, UpiShop.POOL_BANK);
        assertEquals(PaymentState.SUCCEEDED, row().state());
        assertEquals(NET + " 0 0", shop.merchant());
    }

    @Test
    void requiresActionCollectDeclined()
    {
        collect();
        upi.authorise(false);
        assertEquals("REQUIRES_PAYMENT_METHOD DECLINED ZA", failure());
    }

    @Test
    void requiresActionCollectExpired()
    {
        collect();
        shop.pass(6 * 60 * UpiShop.SECOND);
        assertEquals("REQUIRES_PAYMENT_METHOD EXPIRED U69", failure());
    }

    @Test
    void requiresActionCancel()
    {
        collect();
        is(PaymentState.CANCELED, shop.act(Shop.ITS_KEY, PaymentStep.cancel(PAYMENT, Shop.MERCHANT)));
        assertEquals("U70", upi.authorise(true));
        assertEquals(PaymentState.CANCELED, row().state());
    }

    @Test
    void requiresActionItsTime()
    {
        await();
        shop.pass(Shop.DAY + Shop.HOUR);
        assertEquals(PaymentState.CANCELED, row().state());
        upi.scan("T9", UpiShop.address(PAYMENT), AMOUNT);
        assertEquals("ZE", UpiCode.text(upi.newest(UpiShop.ALPHA, UpiRequestKind.RESPONSE).payeeResponse()));
    }

    @Test
    void processingCancel()
    {
        process();
        assertEquals(PaymentStatus.STATE_DOES_NOT_ALLOW,
            shop.act(Shop.ITS_KEY, PaymentStep.cancel(PAYMENT, Shop.MERCHANT)).status());
    }

    @Test
    void succeededRefund()
    {
        succeed();
        is(PaymentState.PENDING, shop.refund(new NewRefund(REFUND, PAYMENT, Shop.MERCHANT, 40_000, 0)));
        assertEquals(NET - 40_000 + " 0 0", shop.merchant());
        assertEquals(40_000, shop.platform(Chart.REFUND_CLEARING));
        assertEquals("", upi.authorise(true));
        upi.banksAgree(UpiShop.POOL_BANK, UpiShop.BANK);
        assertEquals(PaymentState.SUCCEEDED, refund().state());
        assertEquals(0, shop.platform(Chart.REFUND_CLEARING));
        assertEquals(40_000 - AMOUNT, shop.platform(Chart.UPI_RECEIVABLE));
        // Its share of the fee and the tax comes back.
        assertEquals(NET - 40_000 + " " + (FEE * 40 / 100 + GST * 40 / 100) + " 0", shop.merchant());
        assertEquals("anna@alpha", upi.newest(UpiShop.ALPHA, UpiRequestKind.AUTHORISE).pay().payee().address());
    }

    @Test
    void succeededRefundFails()
    {
        succeed();
        shop.refund(new NewRefund(REFUND, PAYMENT, Shop.MERCHANT, 40_000, 0));
        upi.authorise(false);
        assertEquals(PaymentState.FAILED, refund().state());
        assertEquals("ZA", UpiCode.text(refund().code()));
        assertEquals(0, row().refunded());
        assertEquals(NET - 40_000 + " 40000 0", shop.merchant());
        // All of it may be given back still.
        is(PaymentState.PENDING, shop.refund(new NewRefund(DISPUTE, PAYMENT, Shop.MERCHANT, 0, 0)));
        assertEquals(AMOUNT, row().refunded());
    }

    @Test
    void succeededRailSettled()
    {
        succeed();
        shop.pass(10 * Shop.DAY);
        assertEquals(NET + " 0 0", shop.merchant());
        settle();
        assertEquals("0 " + NET + " 0", shop.merchant());
        assertEquals("0 " + -AMOUNT, shop.platform(Chart.UPI_RECEIVABLE) + " " + shop.platform(Chart.NOSTRO));
        final StatementEntry entry =
            new StatementEntry(new PaymentKey(RecordKind.PAYMENT, Shop.MERCHANT, PAYMENT), AMOUNT);
        assertEquals(PaymentStatus.REPEATED, upi.settle(Principal.NODE, entry).status());
        assertEquals(PaymentStatus.AMOUNT_DIFFERS, upi.settle(Principal.NODE,
            new StatementEntry(entry.key(), AMOUNT - 1)).status());
        assertEquals(PaymentStatus.MERCHANT_NOT_FOUND, upi.settle(Shop.ITS_KEY, entry).status());
        assertEquals(-AMOUNT, shop.platform(Chart.NOSTRO));
    }

    @Test
    void settledAvailableOn()
    {
        succeed();
        settle();
        assertEquals(NET + " 0 0", shop.merchant());
        shop.pass(2 * Shop.DAY);
        assertEquals("0 " + NET + " 0", shop.merchant());
    }

    @Test
    void refundRailSettled()
    {
        succeed();
        shop.refund(new NewRefund(REFUND, PAYMENT, Shop.MERCHANT, 0, 0));
        upi.authorise(true);
        upi.banksAgree(UpiShop.POOL_BANK, UpiShop.BANK);
        settle();
        is(PaymentState.SUCCEEDED, upi.settle(Principal.NODE,
            new StatementEntry(new PaymentKey(RecordKind.REFUND, Shop.MERCHANT, REFUND), AMOUNT)));
        assertEquals("0 0", shop.platform(Chart.UPI_RECEIVABLE) + " " + shop.platform(Chart.NOSTRO));
    }

    @Test
    void succeededDispute()
    {
        succeed();
        dispute(DisputeAction.OPEN);
        assertEquals(-AMOUNT + " 0",
            shop.platform(Chart.CHARGEBACK_RECEIVABLE) + " " + shop.platform(Chart.UPI_RECEIVABLE));
        dispute(DisputeAction.SUBMIT_EVIDENCE);
        dispute(DisputeAction.WIN);
        assertEquals("0 " + -AMOUNT,
            shop.platform(Chart.CHARGEBACK_RECEIVABLE) + " " + shop.platform(Chart.UPI_RECEIVABLE));
        assertEquals(0, shop.platform(Chart.DISPUTE_HELD));
    }

    @Test
    void succeededDisputeLost()
    {
        succeed();
        dispute(DisputeAction.OPEN);
        dispute(DisputeAction.SUBMIT_EVIDENCE);
        dispute(DisputeAction.LOSE);
        assertEquals("0 0 0", shop.platform(Chart.CHARGEBACK_RECEIVABLE) + " " +
            shop.platform(Chart.UPI_RECEIVABLE) + " " + shop.platform(Chart.DISPUTE_HELD));
        assertEquals(FEE_OF_DISPUTE, shop.platform(Chart.DISPUTE_FEE));
    }

    private void dispute(final DisputeAction action)
    {
        final boolean opens = action == DisputeAction.OPEN;
        assertEquals(PaymentStatus.DONE, shop.dispute(Principal.NODE, new DisputeStep(DISPUTE,
            opens ? PAYMENT : UInt128.ZERO, Shop.MERCHANT, action, opens ? AMOUNT : 0, 0)).status());
    }

    /** From any state, a restored engine goes on as the one that it is a copy of. */
    @Test
    void shouldGoOnFromASnapshot()
    {
        process();
        upi.deem();
        try (UpiShop other = upi.restored())
        {
            for (final UpiShop each : List.of(upi, other))
            {
                each.adjust("T1", UpiAdjustmentKind.TCC);
                each.shop.pass(Shop.DAY);
            }
            assertEquals(upi.shop.engine.state().stateHash(), other.shop.engine.state().stateHash());
            assertEquals(PaymentState.SUCCEEDED, other.shop.look(PAYMENT).state());
        }
    }
}
