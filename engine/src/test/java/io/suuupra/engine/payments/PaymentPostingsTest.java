package io.suuupra.engine.payments;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.payments.NewPayment;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.PaymentStatus;
import io.suuupra.testkit.reference.Capacities;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Where postings of payments meet the ledger's capacities, its chains, and accounts of others. */
class PaymentPostingsTest
{
    private static final int MERCHANT = Shop.MERCHANT;
    private static final long AMOUNT = 100_000;
    /** Of the shop: two transfers, nineteen accounts. */
    private static final int TRANSFERS = 2;
    private static final int ACCOUNTS = 19;
    /** Transfers that must fit before a payment is taken. */
    private static final int ROOM = 8;

    private static PaymentStatus pay(final Shop shop, final NewPayment.Capture capture)
    {
        return shop.pay(NewPayment.fromWallet(shop.id(), MERCHANT, Shop.ANNA, AMOUNT).withCapture(capture)).status();
    }

    @Test
    void shouldTakePaymentsAsLongAsTheirTransfersFit()
    {
        try (Shop shop = new Shop(new Capacities(ACCOUNTS, TRANSFERS + ROOM, 10)))
        {
            assertEquals(PaymentStatus.DONE, pay(shop, NewPayment.Capture.AUTOMATIC));
            assertEquals(PaymentStatus.CAPACITY_EXCEEDED, pay(shop, NewPayment.Capture.AUTOMATIC));
        }
    }

    @Test
    void shouldTakePaymentsAsLongAsAHoldFits()
    {
        try (Shop shop = new Shop(new Capacities(ACCOUNTS, 1_000, 1)))
        {
            assertEquals(PaymentStatus.DONE, pay(shop, NewPayment.Capture.MANUAL));
            assertEquals(PaymentStatus.CAPACITY_EXCEEDED, pay(shop, NewPayment.Capture.MANUAL));
        }
    }

    @Test
    void shouldRegisterMerchantsAsLongAsTheirAccountsFit()
    {
        try (Shop shop = new Shop(new Capacities(ACCOUNTS + 5, 1_000, 10)))
        {
            assertEquals("DONE", shop.register(Shop.terms(9, 0)));
            assertEquals("ACCOUNT_ID_TAKEN", shop.register(Shop.terms(10, 0)));
        }
        try (Shop shop = new Shop(new Capacities(ACCOUNTS + 6, 1_000, 10)))
        {
            assertEquals("DONE", shop.register(Shop.terms(9, 0)));
            assertEquals("DONE", shop.register(Shop.terms(10, 0)));
        }
    }

    @Test
    void shouldNotTakeTheAccountOfAnotherForAMerchants()
    {
        try (Shop shop = new Shop())
        {
            final UInt128 id = new UInt128(Chart.ID_HIGH, Chart.of(9, Chart.AVAILABLE));
            shop.now++;
            assertEquals(CreateAccountStatus.CREATED, shop.engine.createAccounts(shop.now,
                List.of(Account.builder().id(id).ledger(Chart.LEDGER).code(77).build())).getFirst().status());
            assertEquals("ACCOUNT_ID_TAKEN", shop.register(Shop.terms(9, 0)));
        }
    }

    @Test
    void shouldLetHoldsExpireThatComeBehindAPayment()
    {
        try (Shop shop = new Shop())
        {
            assertEquals(PaymentStatus.DONE, pay(shop, NewPayment.Capture.AUTOMATIC));
            shop.now++;
            // Behind the chain of the payment's postings a hold stands by itself again.
            assertEquals(CreateTransferStatus.CREATED, shop.engine.createTransfers(shop.now, List.of(Transfer.builder()
                .id(shop.id()).ledger(Chart.LEDGER).code(1).debitAccountId(Shop.BEN).creditAccountId(Shop.CASH)
                .amount(5).timeout(60).flags(TransferFlags.PENDING).build())).getFirst().status());
            assertEquals(Shop.MONEY - 5, shop.worth(Shop.BEN));
            shop.pass(61_000_000_000L);
            assertEquals(Shop.MONEY, shop.worth(Shop.BEN));
        }
    }
}
