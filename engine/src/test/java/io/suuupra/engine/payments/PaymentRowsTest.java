package io.suuupra.engine.payments;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.payments.DisputeStep;
import io.suuupra.codecs.edge.payments.NewPayment;
import io.suuupra.codecs.edge.payments.NewPayout;
import io.suuupra.codecs.edge.payments.NewRefund;
import io.suuupra.codecs.edge.payments.PaymentKey;
import io.suuupra.codecs.edge.payments.PaymentResult;
import io.suuupra.codecs.edge.payments.PaymentRow;
import io.suuupra.codecs.edge.payments.PaymentStep;
import io.suuupra.codecs.edge.payments.PayoutStep;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.DisputeAction;
import io.suuupra.codecs.generated.PaymentError;
import io.suuupra.codecs.generated.PaymentState;
import io.suuupra.codecs.generated.PaymentStatus;
import io.suuupra.codecs.generated.PayoutReport;
import io.suuupra.codecs.generated.RecordKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Each row of the table of states of payments, by the name that it has in {@code docs/payments.md}. */
class PaymentRowsTest
{
    private static final int MERCHANT = Shop.MERCHANT;
    private static final UInt128 PAYMENT = new UInt128(3, 1);
    private static final UInt128 OTHER_ID = new UInt128(3, 2);
    private static final long AMOUNT = 100_000;
    /** 2 % and 3 rupees, and 18 % of that. */
    private static final long FEE = 2_300;
    private static final long GST = 414;
    private static final long NET = AMOUNT - FEE - GST;
    /** Stamps may be ahead of the host's clock by one for each record. */
    private static final long SLACK = 1_000;

    private final Shop shop = new Shop();

    @AfterEach
    void close()
    {
        shop.close();
    }

    private static NewPayment paid()
    {
        return NewPayment.fromWallet(PAYMENT, MERCHANT, Shop.ANNA, AMOUNT);
    }

    private static void is(final PaymentState state, final PaymentResult result)
    {
        assertEquals(PaymentStatus.DONE + " " + state, result.status() + " " + result.state());
    }

    private static void is(final PaymentStatus status, final PaymentResult result)
    {
        assertEquals(status, result.status());
    }

    private PaymentRow row()
    {
        return shop.look(PAYMENT);
    }

    @Test
    void noneCreate()
    {
        is(PaymentState.REQUIRES_PAYMENT_METHOD, shop.pay(Shop.ITS_KEY, NewPayment.open(PAYMENT, MERCHANT, AMOUNT)));
        assertEquals(Shop.MONEY, shop.worth(Shop.ANNA));
        assertEquals("0 0 0", shop.merchant());
    }

    @Test
    void noneCreateWithMethod()
    {
        final NewPayment waits = new NewPayment(PAYMENT, MERCHANT, AMOUNT, paid().method(), Shop.ANNA, UInt128.ZERO,
            false, NewPayment.Capture.AUTOMATIC, 0);
        is(PaymentState.REQUIRES_CONFIRMATION, shop.pay(waits));
        is(PaymentState.SUCCEEDED, shop.act(new PaymentStep(UInt128.ZERO, PAYMENT, MERCHANT,
            PaymentStep.confirm(PAYMENT, MERCHANT, Shop.ANNA).action(), 0,
            NewPayment.open(PAYMENT, MERCHANT, 1).method(), UInt128.ZERO, false)));
    }

    @Test
    void noneCreateTheSameAgain()
    {
        is(PaymentState.SUCCEEDED, shop.pay(paid()));
        final PaymentResult again = shop.pay(paid());
        assertEquals(PaymentStatus.REPEATED + " " + PaymentState.SUCCEEDED, again.status() + " " + again.state());
        is(PaymentStatus.EXISTS_WITH_DIFFERENT_CONTENT,
            shop.pay(NewPayment.fromWallet(PAYMENT, MERCHANT, Shop.BEN, AMOUNT)));
        assertEquals(Shop.MONEY - AMOUNT, shop.worth(Shop.ANNA));
        assertEquals(Shop.MONEY, shop.worth(Shop.BEN));
    }

    @Test
    void requiresConfirmationConfirmAutomatic()
    {
        is(PaymentState.SUCCEEDED, shop.pay(paid()));
        assertEquals(Shop.MONEY - AMOUNT, shop.worth(Shop.ANNA));
        assertEquals(NET + " 0 0", shop.merchant());
        assertEquals(FEE, shop.platform(Chart.FEE_INCOME));
        assertEquals(GST, shop.platform(Chart.GST_PAYABLE));
        final PaymentRow row = row();
        assertEquals(AMOUNT + " " + FEE + " " + GST, row.captured() + " " + row.fee() + " " + row.gst());
    }

    @Test
    void requiresConfirmationConfirmManual()
    {
        is(PaymentState.REQUIRES_CAPTURE, shop.pay(paid().withCapture(NewPayment.Capture.MANUAL)));
        assertEquals(Shop.MONEY - AMOUNT, shop.worth(Shop.ANNA));
        assertEquals("0 0 0", shop.merchant());
    }

    @Test
    void requiresConfirmationConfirmDeclined()
    {
        final PaymentResult declined =
            shop.pay(NewPayment.fromWallet(PAYMENT, MERCHANT, Shop.ANNA, Shop.MONEY + 1));
        is(PaymentState.REQUIRES_PAYMENT_METHOD, declined);
        assertEquals(PaymentError.INSUFFICIENT_FUNDS, declined.cause());
        assertEquals(Shop.MONEY, shop.worth(Shop.ANNA));
        shop.transfer(Shop.CASH, Shop.BEN, 1);
        final PaymentResult paid = shop.act(PaymentStep.confirm(PAYMENT, MERCHANT, Shop.BEN));
        is(PaymentState.SUCCEEDED, paid);
        assertEquals(PaymentError.NONE, paid.cause());
        assertEquals(0, shop.worth(Shop.BEN));
    }

    @Test
    void requiresCaptureCapture()
    {
        shop.pay(paid().withCapture(NewPayment.Capture.MANUAL));
        is(PaymentStatus.EXCEEDS_AUTHORIZED, shop.act(PaymentStep.capture(PAYMENT, MERCHANT, AMOUNT + 1)));
        is(PaymentState.SUCCEEDED, shop.act(Shop.ITS_KEY, PaymentStep.capture(PAYMENT, MERCHANT, 0)));
        assertEquals(Shop.MONEY - AMOUNT, shop.worth(Shop.ANNA));
        assertEquals(NET + " 0 0", shop.merchant());
        is(PaymentStatus.STATE_DOES_NOT_ALLOW, shop.act(PaymentStep.capture(PAYMENT, MERCHANT, 1)));
    }

    @Test
    void requiresCaptureCaptureOfAPart()
    {
        shop.pay(paid().withCapture(NewPayment.Capture.MANUAL));
        is(PaymentState.SUCCEEDED, shop.act(PaymentStep.capture(PAYMENT, MERCHANT, 40_000)));
        // 2 % of 400 rupees and 3 rupees, and tax: 11 rupees, 1 rupee 98.
        assertEquals(Shop.MONEY - 40_000, shop.worth(Shop.ANNA));
        assertEquals(40_000 - 1_100 - 198 + " 0 0", shop.merchant());
    }

    @Test
    void requiresCaptureCaptureOfSeveralParts()
    {
        shop.pay(paid().withCapture(NewPayment.Capture.MULTIPLE));
        is(PaymentState.PARTIALLY_CAPTURED, shop.act(PaymentStep.capture(PAYMENT, MERCHANT, 33_333)));
        assertEquals(Shop.MONEY - AMOUNT, shop.worth(Shop.ANNA));
        is(PaymentState.PARTIALLY_CAPTURED, shop.act(PaymentStep.capture(PAYMENT, MERCHANT, 33_333)));
        is(PaymentState.SUCCEEDED, shop.act(PaymentStep.capture(PAYMENT, MERCHANT, 0)));
        // Whatever the parts were, the fee is that of the whole.
        assertEquals(NET + " 0 0", shop.merchant());
        assertEquals(FEE + " " + GST, row().fee() + " " + row().gst());
    }

    @Test
    void partiallyCapturedCaptureTheLast()
    {
        shop.pay(paid().withCapture(NewPayment.Capture.MULTIPLE));
        shop.act(PaymentStep.capture(PAYMENT, MERCHANT, 33_333));
        is(PaymentState.SUCCEEDED, shop.act(PaymentStep.capture(PAYMENT, MERCHANT, 6_667).last()));
        assertEquals(Shop.MONEY - 40_000, shop.worth(Shop.ANNA));
    }

    @Test
    void partiallyCapturedAuthExpired()
    {
        shop.pay(paid().withCapture(NewPayment.Capture.MULTIPLE));
        shop.act(PaymentStep.capture(PAYMENT, MERCHANT, 40_000));
        is(PaymentStatus.STATE_DOES_NOT_ALLOW, shop.act(PaymentStep.cancel(PAYMENT, MERCHANT)));
        shop.pass(7 * Shop.DAY + SLACK);
        assertEquals(PaymentState.SUCCEEDED, row().state());
        assertEquals(Shop.MONEY - 40_000, shop.worth(Shop.ANNA));
    }

    @Test
    void requiresCaptureAuthExpired()
    {
        shop.pay(paid().withCapture(NewPayment.Capture.MANUAL));
        shop.pass(7 * Shop.DAY - SLACK);
        assertEquals(PaymentState.REQUIRES_CAPTURE, row().state());
        shop.pass(2 * SLACK);
        assertEquals(PaymentState.CANCELED, row().state());
        assertEquals(PaymentError.EXPIRED, row().cause());
        assertEquals(Shop.MONEY, shop.worth(Shop.ANNA));
    }

    @Test
    void requiresCaptureCancel()
    {
        shop.pay(paid().withCapture(NewPayment.Capture.MANUAL));
        is(PaymentState.CANCELED, shop.act(Shop.ITS_KEY, PaymentStep.cancel(PAYMENT, MERCHANT)));
        assertEquals(Shop.MONEY, shop.worth(Shop.ANNA));
        is(PaymentStatus.STATE_DOES_NOT_ALLOW, shop.act(PaymentStep.cancel(PAYMENT, MERCHANT)));
    }

    @Test
    void requiresPaymentMethodCancel()
    {
        shop.pay(NewPayment.open(PAYMENT, MERCHANT, AMOUNT));
        is(PaymentState.CANCELED, shop.act(PaymentStep.cancel(PAYMENT, MERCHANT)));
        is(PaymentStatus.STATE_DOES_NOT_ALLOW, shop.act(PaymentStep.confirm(PAYMENT, MERCHANT, Shop.ANNA)));
    }

    @Test
    void requiresPaymentMethodExpired()
    {
        shop.pay(NewPayment.open(PAYMENT, MERCHANT, AMOUNT).withExpiry(60));
        shop.pass(60_000_000_000L + SLACK);
        assertEquals(PaymentState.CANCELED + " " + PaymentError.EXPIRED, row().state() + " " + row().cause());
    }

    @Test
    void succeededAvailableOn()
    {
        shop.pay(paid());
        // Half past six in the morning; in two days, at midnight.
        shop.pass(Shop.DAY);
        assertEquals(NET + " 0 0", shop.merchant());
        shop.pass(Shop.DAY);
        assertEquals("0 " + NET + " 0", shop.merchant());
    }

    @Test
    void succeededRefundCreate()
    {
        shop.pay(paid());
        is(PaymentState.SUCCEEDED, shop.refund(new NewRefund(OTHER_ID, PAYMENT, MERCHANT, 30_000, 1)));
        assertEquals(Shop.MONEY - AMOUNT + 30_000, shop.worth(Shop.ANNA));
        // Three tenths of fee and tax come back.
        assertEquals(NET - 30_000 + " " + (690 + 124) + " 0", shop.merchant());
        is(PaymentStatus.EXCEEDS_CAPTURED, shop.refund(new NewRefund(shop.id(), PAYMENT, MERCHANT, 70_001, 1)));
        assertEquals(0, shop.platform(Chart.REFUND_CLEARING));
        assertEquals(30_000, row().refunded());
    }

    @Test
    void succeededRefundCreateInParts()
    {
        shop.pay(paid());
        for (int i = 0; i < 3; i++)
        {
            is(PaymentState.SUCCEEDED, shop.refund(new NewRefund(shop.id(), PAYMENT, MERCHANT, 33_333, 1)));
        }
        is(PaymentState.SUCCEEDED, shop.refund(new NewRefund(shop.id(), PAYMENT, MERCHANT, 0, 1)));
        is(PaymentStatus.EXCEEDS_CAPTURED, shop.refund(new NewRefund(shop.id(), PAYMENT, MERCHANT, 0, 1)));
        assertEquals(Shop.MONEY, shop.worth(Shop.ANNA));
        assertEquals(0, shop.platform(Chart.FEE_INCOME));
        assertEquals(0, shop.platform(Chart.GST_PAYABLE));
        assertEquals(FEE + " " + GST, row().feeReturned() + " " + row().gstReturned());
        // What the refunds took beyond the pending part, and what came back of fees, are even on the next days.
        shop.pass(3 * Shop.DAY);
        assertEquals("0 0 0", shop.merchant());
    }

    @Test
    void succeededRefundCreateBeyondTheBalance()
    {
        shop.pay(paid());
        shop.pass(3 * Shop.DAY);
        is(PaymentState.PENDING, shop.payOut(new NewPayout(shop.id(), MERCHANT, NET)));
        // It may owe 200 rupees; what it gets back of the fee pays a part.
        is(PaymentStatus.INSUFFICIENT_BALANCE, shop.refund(new NewRefund(OTHER_ID, PAYMENT, MERCHANT, 21_000, 1)));
        is(PaymentState.SUCCEEDED, shop.refund(new NewRefund(OTHER_ID, PAYMENT, MERCHANT, 20_000, 1)));
        assertEquals("0 0 " + (20_000 - 460 - 82), shop.merchant());
        // What it earns next pays what it owes.
        shop.pay(NewPayment.fromWallet(shop.id(), MERCHANT, Shop.BEN, AMOUNT));
        shop.pass(3 * Shop.DAY);
        assertEquals("0 " + (NET + 460 + 82 - 20_000) + " 0", shop.merchant());
    }

    @Test
    void refundToAClosedWallet()
    {
        shop.pay(NewPayment.fromWallet(PAYMENT, MERCHANT, Shop.ANNA, AMOUNT));
        ClosedAccounts.close(shop, Shop.ANNA);
        final PaymentResult failed = shop.refund(new NewRefund(OTHER_ID, PAYMENT, MERCHANT, 1_000, 1));
        is(PaymentState.FAILED, failed);
        assertEquals(PaymentError.WALLET_CLOSED, failed.cause());
        assertEquals(NET + " 0 0", shop.merchant());
        assertEquals(0, row().refunded());
    }

    @Test
    void payoutCreate()
    {
        shop.pay(paid());
        is(PaymentStatus.INSUFFICIENT_BALANCE, shop.payOut(new NewPayout(OTHER_ID, MERCHANT, 1)));
        shop.pass(2 * Shop.DAY);
        is(PaymentStatus.INSUFFICIENT_BALANCE, shop.payOut(new NewPayout(OTHER_ID, MERCHANT, NET + 1)));
        is(PaymentState.PENDING, shop.payOut(new NewPayout(OTHER_ID, MERCHANT, 50_000)));
        assertEquals("0 " + (NET - 50_000) + " 0", shop.merchant());
        assertEquals(50_000, shop.platform(Chart.PAYOUT_CLEARING));
        is(PaymentStatus.REPEATED, shop.payOut(new NewPayout(OTHER_ID, MERCHANT, 50_000)));
        is(PaymentStatus.EXISTS_WITH_DIFFERENT_CONTENT, shop.payOut(new NewPayout(OTHER_ID, MERCHANT, 50_001)));
    }

    private PaymentResult report(final PayoutReport report)
    {
        return shop.report(Principal.NODE, new PayoutStep(OTHER_ID, MERCHANT, report));
    }

    private void payoutPending()
    {
        shop.pay(paid());
        shop.pass(2 * Shop.DAY);
        shop.payOut(new NewPayout(OTHER_ID, MERCHANT, NET));
    }

    @Test
    void payoutPendingBankAccepted()
    {
        payoutPending();
        is(PaymentStatus.STATE_DOES_NOT_ALLOW, report(PayoutReport.PAID));
        is(PaymentState.IN_TRANSIT, report(PayoutReport.ACCEPTED));
        is(PaymentStatus.REPEATED, report(PayoutReport.ACCEPTED));
        assertEquals(NET, shop.platform(Chart.PAYOUT_CLEARING));
    }

    @Test
    void payoutInTransitBankPaid()
    {
        payoutPending();
        report(PayoutReport.ACCEPTED);
        is(PaymentState.PAID, report(PayoutReport.PAID));
        assertEquals(0, shop.platform(Chart.PAYOUT_CLEARING));
        assertEquals(NET, shop.platform(Chart.NOSTRO));
    }

    @Test
    void payoutPendingOrInTransitBankFailed()
    {
        payoutPending();
        is(PaymentState.FAILED, report(PayoutReport.FAILED));
        assertEquals("0 " + NET + " 0", shop.merchant());
        is(PaymentStatus.STATE_DOES_NOT_ALLOW, report(PayoutReport.RETURNED));
    }

    @Test
    void payoutPaidBankReturned()
    {
        payoutPending();
        report(PayoutReport.ACCEPTED);
        report(PayoutReport.PAID);
        // Paid on a Thursday: the fifth business day is the Thursday after.
        shop.pass(7 * Shop.DAY);
        is(PaymentState.FAILED, report(PayoutReport.RETURNED));
        assertEquals("0 " + NET + " 0", shop.merchant());
        assertEquals(0, shop.platform(Chart.NOSTRO));
    }

    @Test
    void payoutPaidBankReturnedTooLate()
    {
        payoutPending();
        report(PayoutReport.ACCEPTED);
        report(PayoutReport.PAID);
        shop.pass(8 * Shop.DAY);
        is(PaymentStatus.STATE_DOES_NOT_ALLOW, report(PayoutReport.RETURNED));
    }

    private PaymentResult dispute(final DisputeAction action)
    {
        return shop.dispute(Principal.NODE, DisputeStep.of(OTHER_ID, MERCHANT, action));
    }

    private void disputeOpen()
    {
        shop.pay(paid());
        shop.pass(2 * Shop.DAY);
        is(PaymentState.NEEDS_RESPONSE,
            shop.dispute(Principal.NODE, DisputeStep.open(OTHER_ID, PAYMENT, MERCHANT, 60_000)));
    }

    @Test
    void succeededDisputeOpened()
    {
        disputeOpen();
        assertEquals("0 " + (NET - 60_000 - 5_000) + " 0", shop.merchant());
        assertEquals(60_000, shop.platform(Chart.DISPUTE_HELD));
        assertEquals(5_000, shop.platform(Chart.DISPUTE_FEE));
        is(PaymentStatus.EXCEEDS_CAPTURED, shop.refund(new NewRefund(shop.id(), PAYMENT, MERCHANT, 40_001, 0)));
        is(PaymentStatus.DISPUTE_NOT_FOUND,
            shop.dispute(Shop.ITS_KEY, DisputeStep.of(OTHER_ID, MERCHANT, DisputeAction.WIN)));
    }

    @Test
    void disputeNeedsResponseSubmitEvidence()
    {
        disputeOpen();
        is(PaymentStatus.STATE_DOES_NOT_ALLOW, dispute(DisputeAction.WIN));
        is(PaymentState.UNDER_REVIEW,
            shop.dispute(Shop.ITS_KEY, DisputeStep.of(OTHER_ID, MERCHANT, DisputeAction.SUBMIT_EVIDENCE)));
        shop.pass(30 * Shop.DAY);
        assertEquals(PaymentState.UNDER_REVIEW, disputeState());
    }

    private PaymentState disputeState()
    {
        return shop.look(Principal.NODE, new PaymentKey(RecordKind.DISPUTE, MERCHANT, OTHER_ID)).getFirst().state();
    }

    @Test
    void disputeNeedsResponseDueDatePassed()
    {
        disputeOpen();
        shop.pass(7 * Shop.DAY + SLACK);
        assertEquals(PaymentState.LOST, disputeState());
        assertEquals(Shop.MONEY - AMOUNT + 60_000, shop.worth(Shop.ANNA));
        assertEquals(0, shop.platform(Chart.DISPUTE_HELD));
        is(PaymentStatus.STATE_DOES_NOT_ALLOW, shop.refund(new NewRefund(shop.id(), PAYMENT, MERCHANT, 1, 0)));
    }

    @Test
    void disputeUnderReviewWon()
    {
        disputeOpen();
        dispute(DisputeAction.SUBMIT_EVIDENCE);
        is(PaymentState.WON, dispute(DisputeAction.WIN));
        assertEquals("0 " + (NET - 5_000) + " 0", shop.merchant());
        assertEquals(0, row().disputed());
        is(PaymentState.SUCCEEDED, shop.refund(new NewRefund(shop.id(), PAYMENT, MERCHANT, 1, 0)));
    }

    @Test
    void disputeUnderReviewLost()
    {
        disputeOpen();
        dispute(DisputeAction.SUBMIT_EVIDENCE);
        is(PaymentState.LOST, dispute(DisputeAction.LOSE));
        assertEquals(Shop.MONEY - AMOUNT + 60_000, shop.worth(Shop.ANNA));
        is(PaymentStatus.REPEATED, dispute(DisputeAction.LOSE));
        is(PaymentStatus.STATE_DOES_NOT_ALLOW, dispute(DisputeAction.WIN));
    }
}
