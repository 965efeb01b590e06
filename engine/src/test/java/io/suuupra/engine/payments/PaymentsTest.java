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
import io.suuupra.codecs.generated.PaymentState;
import io.suuupra.codecs.generated.PaymentStatus;
import io.suuupra.codecs.generated.PayoutReport;
import io.suuupra.codecs.generated.RecordKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Limits, keys, terms, ids and reads of payments. */
class PaymentsTest
{
    private static final int MERCHANT = Shop.MERCHANT;
    private static final UInt128 ID = new UInt128(3, 1);
    private static final long AMOUNT = 100_000;

    private final Shop shop = new Shop();

    @AfterEach
    void close()
    {
        shop.close();
    }

    private static NewPayment paid()
    {
        return NewPayment.fromWallet(ID, MERCHANT, Shop.ANNA, AMOUNT);
    }

    private void refused(final PaymentStatus status, final PaymentResult result)
    {
        assertEquals(status, result.status());
        assertNull(result.state());
    }

    @Test
    void shouldRefuseWhatIsOutOfRange()
    {
        refused(PaymentStatus.ID_MUST_NOT_BE_ZERO,
            shop.pay(NewPayment.fromWallet(UInt128.ZERO, MERCHANT, Shop.ANNA, AMOUNT)));
        refused(PaymentStatus.MERCHANT_NOT_FOUND, shop.pay(NewPayment.fromWallet(ID, 9, Shop.ANNA, AMOUNT)));
        refused(PaymentStatus.AMOUNT_OUT_OF_RANGE, shop.pay(NewPayment.fromWallet(ID, MERCHANT, Shop.ANNA, 0)));
        refused(PaymentStatus.AMOUNT_OUT_OF_RANGE,
            shop.pay(NewPayment.fromWallet(ID, MERCHANT, Shop.ANNA, 10_000_000_000_001L)));
        refused(PaymentStatus.WALLET_NOT_FOUND,
            shop.pay(NewPayment.fromWallet(ID, MERCHANT, UInt128.of(999), AMOUNT)));
        refused(PaymentStatus.WALLET_NOT_FOUND,
            shop.pay(NewPayment.fromWallet(ID, MERCHANT, Shop.account(Chart.AVAILABLE), AMOUNT)));
        refused(PaymentStatus.EXPIRY_OUT_OF_RANGE, shop.pay(paid().withExpiry(30 * 86_400 + 1)));
        // A fee of 3 rupees and its tax.
        refused(PaymentStatus.AMOUNT_BELOW_FEE, shop.pay(NewPayment.fromWallet(ID, MERCHANT, Shop.ANNA, 361)));
        assertEquals(Shop.MONEY, shop.worth(Shop.ANNA));
        assertTrue(shop.look(Principal.NODE, PaymentKey.payment(MERCHANT, ID)).isEmpty());
    }

    @Test
    void shouldLetAMerchantsKeyDoWithItsOwnOnly()
    {
        final NewPayment foreign = NewPayment.open(ID, Shop.OTHER, AMOUNT);
        refused(PaymentStatus.MERCHANT_NOT_FOUND, shop.pay(Shop.ITS_KEY, foreign));
        // Its key does not see the platform's book, so it cannot take money out of wallets.
        refused(PaymentStatus.WALLET_NOT_FOUND, shop.pay(Shop.ITS_KEY, paid()));
        assertEquals(PaymentStatus.DONE, shop.pay(foreign).status());
        refused(PaymentStatus.MERCHANT_NOT_FOUND, shop.act(Shop.ITS_KEY, PaymentStep.cancel(ID, Shop.OTHER)));
        refused(PaymentStatus.PAYMENT_NOT_FOUND, shop.act(Shop.ITS_KEY, PaymentStep.cancel(ID, MERCHANT)));
        assertTrue(shop.look(Shop.ITS_KEY, PaymentKey.payment(Shop.OTHER, ID)).isEmpty());
        assertEquals(1, shop.look(Shop.PLATFORM, PaymentKey.payment(Shop.OTHER, ID)).size());
        assertTrue(shop.events(Shop.ITS_KEY, Shop.OTHER, 0, 10).isEmpty());
        refused(PaymentStatus.MERCHANT_NOT_FOUND,
            shop.report(Shop.ITS_KEY, new PayoutStep(ID, MERCHANT, PayoutReport.PAID)));
        assertEquals("MERCHANT_NOT_FOUND", shop.register(Shop.ITS_KEY, Shop.terms(MERCHANT, Shop.MERCHANT_KEY)));
    }

    @Test
    void shouldKeepEachMerchantsIdsApart()
    {
        assertEquals(PaymentStatus.DONE, shop.pay(paid()).status());
        assertEquals(PaymentStatus.DONE,
            shop.pay(NewPayment.fromWallet(ID, Shop.OTHER, Shop.ANNA, AMOUNT + 1)).status());
        assertEquals(AMOUNT, shop.look(ID).amount());
    }

    @Test
    void shouldTakeTheSameStepOnce()
    {
        shop.pay(paid().withCapture(NewPayment.Capture.MULTIPLE));
        final UInt128 step = shop.id();
        final PaymentStep capture = PaymentStep.capture(ID, MERCHANT, 10_000).withId(step);
        assertEquals(PaymentStatus.DONE, shop.act(capture).status());
        assertEquals(PaymentStatus.REPEATED, shop.act(capture).status());
        shop.act(PaymentStep.capture(ID, MERCHANT, 0));
        // As it was answered then.
        assertEquals(PaymentState.PARTIALLY_CAPTURED, shop.act(capture).state());
        refused(PaymentStatus.EXISTS_WITH_DIFFERENT_CONTENT,
            shop.act(PaymentStep.capture(ID, MERCHANT, 10_001).withId(step)));
        assertEquals(AMOUNT, shop.look(ID).captured());
    }

    @Test
    void shouldBoundWhatIsOpen()
    {
        for (int i = 0; i < 100; i++)
        {
            assertEquals(PaymentStatus.DONE, shop.pay(NewPayment.open(shop.id(), MERCHANT, AMOUNT)).status());
        }
        refused(PaymentStatus.TOO_MANY_OPEN, shop.pay(NewPayment.open(ID, MERCHANT, AMOUNT)));
        shop.pass(2 * Shop.DAY);
        assertEquals(PaymentStatus.DONE, shop.pay(NewPayment.open(ID, MERCHANT, AMOUNT)).status());
    }

    @Test
    void shouldRefuseTermsOutOfRange()
    {
        assertEquals("TERMS_OUT_OF_RANGE", shop.register(Shop.terms(1_000_001, 0)));
        assertEquals("TERMS_OUT_OF_RANGE", shop.register(Shop.terms(0, 0)));
        assertEquals("KEY_IS_ANOTHER_MERCHANTS", shop.register(Shop.terms(9, Shop.MERCHANT_KEY)));
        assertEquals("DONE", shop.register(Shop.terms(MERCHANT, 0)));
        assertEquals("DONE", shop.register(Shop.terms(9, Shop.MERCHANT_KEY)));
    }

    @Test
    void shouldFindAnyVersionsNewest()
    {
        shop.pay(paid());
        for (int i = 1; i <= 40; i++)
        {
            assertEquals(PaymentStatus.DONE, shop.refund(new NewRefund(shop.id(), ID, MERCHANT, 100, 0)).status());
            assertEquals(100L * i, shop.look(ID).refunded());
            assertEquals(i, shop.look(ID).version());
        }
    }

    @Test
    void shouldListEventsNewestFirst()
    {
        for (int i = 0; i < 5; i++)
        {
            shop.pay(NewPayment.fromWallet(shop.id(), MERCHANT, Shop.ANNA, AMOUNT));
            shop.pay(NewPayment.fromWallet(shop.id(), Shop.OTHER, Shop.ANNA, AMOUNT));
        }
        final List<PaymentRow> all = shop.events(Shop.ITS_KEY, MERCHANT, 0, 10);
        assertEquals(5, all.size());
        final List<PaymentRow> paged = new ArrayList<>();
        long cursor = 0;
        List<PaymentRow> page;
        while (!(page = shop.events(Shop.ITS_KEY, MERCHANT, cursor, 2)).isEmpty())
        {
            paged.addAll(page);
            cursor = page.getLast().cursor();
        }
        assertEquals(all, paged);
        for (int i = 1; i < all.size(); i++)
        {
            assertTrue(all.get(i).timestamp() < all.get(i - 1).timestamp());
        }
        // A cursor of another merchant, and of nothing.
        final long foreign = shop.events(Principal.NODE, Shop.OTHER, 0, 1).getFirst().cursor();
        assertTrue(shop.events(Shop.ITS_KEY, MERCHANT, foreign, 10).isEmpty());
        assertTrue(shop.events(Shop.ITS_KEY, MERCHANT, Long.MAX_VALUE, 10).isEmpty());
        assertTrue(shop.events(Shop.ITS_KEY, MERCHANT, -1, 10).isEmpty());
    }

    @Test
    void shouldStandWhereItStoodBehindASnapshot()
    {
        shop.pay(paid());
        shop.pay(NewPayment.fromWallet(shop.id(), MERCHANT, Shop.BEN, AMOUNT).withCapture(NewPayment.Capture.MANUAL));
        shop.refund(new NewRefund(shop.id(), ID, MERCHANT, 1_000, 4));
        final UInt128 dispute = shop.id();
        shop.dispute(Principal.NODE, DisputeStep.open(dispute, ID, MERCHANT, 2_000));
        try (Shop other = shop.restored())
        {
            assertEquals(shop.engine.state(), other.engine.state());
            for (final Shop each : List.of(shop, other))
            {
                each.pass(9 * Shop.DAY);
                each.payOut(new NewPayout(new UInt128(5, 5), MERCHANT, 10));
            }
            assertEquals(shop.engine.state(), other.engine.state());
            assertEquals(shop.merchant(), other.merchant());
            assertEquals(PaymentState.LOST,
                other.look(Principal.NODE, new PaymentKey(RecordKind.DISPUTE, MERCHANT, dispute)).getFirst().state());
            assertEquals(Shop.MONEY, other.worth(Shop.BEN));
        }
    }
}
