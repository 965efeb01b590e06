package io.suuupra.bank;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.BankAccount;
import io.suuupra.codecs.edge.upi.Ciphertext;
import io.suuupra.codecs.edge.upi.Party;
import io.suuupra.codecs.edge.upi.ReqPay;
import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.upi.UpiCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Payments from PSP to PSP over real connections, with two banks that post in books of their own. */
final class PaymentTest
{
    private static final long WAIT_S = 30;
    private static final long AMOUNT = 12_345;

    @TempDir
    private Path folder;

    private static BankFaults all(final UnaryOperator<FaultRates> fault)
    {
        FaultPlan plan = FaultPlan.NONE;
        for (final UpiRequestKind kind : FaultPlan.KINDS)
        {
            plan = plan.with(kind, fault.apply(FaultRates.NONE));
        }
        return new BankFaults(plan);
    }

    private static BankFaults silent()
    {
        return all(rates -> rates.withSilent(FaultRates.ALL));
    }

    private static BankFaults twice()
    {
        return all(rates -> rates.withDuplicates(FaultRates.ALL));
    }

    private static SwitchRequest outcome(final CompletableFuture<SwitchRequest> payment)
    {
        return payment.orTimeout(WAIT_S, TimeUnit.SECONDS).join();
    }

    @Test
    void shouldMoveTheMoneyFromOneBankToTheOther() throws Exception
    {
        try (Town town = new Town(folder, false))
        {
            final Psp alpha = town.alpha();
            town.beta();
            final Bank a = town.bank(3);
            final Bank b = town.bank(4);

            final SwitchRequest outcome = outcome(alpha.pay(town.pay(AMOUNT)));

            assertEquals(UpiState.SUCCESS, outcome.state());
            assertEquals("00", UpiCode.text(outcome.code()));
            assertEquals("shop@beta", outcome.pay().payee().address());
            assertEquals(Town.MONEY - AMOUNT, Town.balance(a, Town.ANNA.reference()));
            assertEquals(Town.MONEY + AMOUNT, Town.balance(b, Town.SHOP.reference()));
            assertEquals(AMOUNT, Town.balance(a, Records.UPI_PAYABLE));
            assertEquals(-AMOUNT, Town.balance(b, Records.UPI_RECEIVABLE));
            assertEquals(AMOUNT, town.position(3));
            assertEquals(-AMOUNT, town.position(4));
        }
    }

    @Test
    void shouldDeclineWhatTheAccountDoesNotHold() throws Exception
    {
        try (Town town = new Town(folder, false))
        {
            final Psp alpha = town.alpha();
            town.beta();
            final Bank a = town.bank(3);
            final Bank b = town.bank(4);

            final SwitchRequest outcome = outcome(alpha.pay(town.pay(Town.MONEY + 1)));

            assertEquals(UpiState.FAILURE, outcome.state());
            assertEquals("U30", UpiCode.text(outcome.code()));
            assertEquals("Z9", UpiCode.text(outcome.payerResponse()));
            assertEquals(Town.MONEY, Town.balance(a, Town.ANNA.reference()));
            assertEquals(Town.MONEY, Town.balance(b, Town.SHOP.reference()));
            assertEquals(0, town.position(3));
        }
    }

    @Test
    void shouldReverseTheDebitWhereThePayeesBankHasNoSuchAccount() throws Exception
    {
        try (Town town = new Town(folder, false))
        {
            final Psp alpha = town.alpha();
            town.beta().add("shop@beta", new BankAccount(UInt128.of(999), "BBBB0000001", BankAccount.SAVINGS));
            final Bank a = town.bank(3);
            town.bank(4);

            final SwitchRequest outcome = outcome(alpha.pay(town.pay(AMOUNT)));

            assertEquals(UpiState.FAILURE, outcome.state());
            assertEquals("XI", UpiCode.text(outcome.payeeResponse()));
            assertEquals(Town.MONEY, Town.balance(a, Town.ANNA.reference()));
            assertEquals(0, Town.balance(a, Records.UPI_PAYABLE));
            assertEquals(0, town.position(3));
        }
    }

    @Test
    void shouldPayACollectThatThePayerAgreesToAndNoOther() throws Exception
    {
        try (Town town = new Town(folder, false))
        {
            final Psp alpha = town.alpha();
            final Psp beta = town.beta();
            final Bank a = town.bank(3);
            town.bank(4);

            alpha.agreeToCollects(Town.SECRET);
            assertEquals(UpiState.SUCCESS, outcome(beta.pay(collect("C1"))).state());
            assertEquals(Town.MONEY - AMOUNT, Town.balance(a, Town.ANNA.reference()));

            alpha.agreeToCollects(Ciphertext.NONE);
            final SwitchRequest declined = outcome(beta.pay(collect("C2")));
            assertEquals(UpiState.FAILURE, declined.state());
            assertEquals("ZA", UpiCode.text(declined.payerResponse()));
            assertEquals(Town.MONEY - AMOUNT, Town.balance(a, Town.ANNA.reference()));
        }
    }

    private static ReqPay collect(final String id)
    {
        return ReqPay.collect(id, Party.person("anna@alpha"), Party.person("shop@beta"), AMOUNT, Town.SHOP, 0);
    }

    @Test
    void shouldWithdrawAtOnceWhatNoBankIsThereFor() throws Exception
    {
        try (Town town = new Town(folder, true))
        {
            final Psp alpha = town.alpha();
            town.beta();
            final Bank a = town.bank(3);

            // The clock of the sandbox stands still, so no timer has ended it.
            final SwitchRequest outcome = outcome(alpha.pay(town.pay(AMOUNT)));
            assertEquals(UpiState.FAILURE, outcome.state());
            assertEquals(Town.MONEY, Town.balance(a, Town.ANNA.reference()));

            // And the bank that comes later does not get what was withdrawn.
            final Bank b = town.bank(4);
            assertEquals(UpiState.SUCCESS, outcome(alpha.pay(town.pay(1))).state());
            assertEquals(Town.MONEY + 1, Town.balance(b, Town.SHOP.reference()));
        }
    }

    @Test
    void shouldWithdrawAtOnceWhatNoPspIsThereFor() throws Exception
    {
        try (Town town = new Town(folder, true))
        {
            final SwitchRequest outcome = outcome(town.alpha().pay(town.pay(AMOUNT)));
            assertEquals(UpiState.FAILURE, outcome.state());
            assertEquals("U18", UpiCode.text(outcome.code()));
        }
    }

    @Test
    void shouldDeemAPaymentWhosePayeesBankFallsSilent() throws Exception
    {
        try (Town town = new Town(folder, true))
        {
            final Psp alpha = town.alpha();
            town.beta();
            final Bank a = town.bank(3);
            final Bank b = town.bank(4, silent());

            // The credit is posted and its answer lost, and so is that to its reversal.
            final CompletableFuture<SwitchRequest> payment = alpha.pay(town.pay(AMOUNT));
            Clock.until(town, payment);

            assertEquals(UpiState.DEEMED, outcome(payment).state());
            assertEquals(Town.MONEY - AMOUNT, Town.balance(a, Town.ANNA.reference()));
            assertEquals(Town.MONEY + AMOUNT, Town.balance(b, Town.SHOP.reference()));
            assertEquals(AMOUNT, town.position(3));
        }
    }

    @Test
    void shouldReverseWhatABankPostedBeforeItWentAway() throws Exception
    {
        try (Town town = new Town(folder, true))
        {
            final Psp alpha = town.alpha();
            town.beta();
            town.bank(4);
            final Bank before = town.bank(3, silent());
            final CompletableFuture<SwitchRequest> payment = alpha.pay(town.pay(AMOUNT));
            Clock.until(() -> Town.balance(before, Town.ANNA.reference()) == Town.MONEY - AMOUNT);
            town.leave(before);

            // The debit's timer; the reversal waits until the bank is there again.
            town.pass(16);
            final Bank after = town.bank(3);

            assertEquals(UpiState.FAILURE, outcome(payment).state());
            assertEquals(Town.MONEY, Town.balance(after, Town.ANNA.reference()));
            assertEquals(0, Town.balance(after, Records.UPI_PAYABLE));
            assertEquals(0, town.position(3));
        }
    }

    @Test
    void shouldPostOnceWhatIsAnsweredTwice() throws Exception
    {
        try (Town town = new Town(folder, false))
        {
            final Psp alpha = town.alpha();
            town.beta();
            final Bank a = town.bank(3, twice());
            final Bank b = town.bank(4, twice());

            assertEquals(UpiState.SUCCESS, outcome(alpha.pay(town.pay(AMOUNT))).state());
            assertEquals(Town.MONEY - AMOUNT, Town.balance(a, Town.ANNA.reference()));
            assertEquals(Town.MONEY + AMOUNT, Town.balance(b, Town.SHOP.reference()));
            assertEquals(AMOUNT, town.position(3));
        }
    }

    @Test
    void shouldSayWhyAPaymentIsNotTaken() throws Exception
    {
        try (Town town = new Town(folder, false))
        {
            final ReqPay wrong = ReqPay.pay("T-1", Party.person("anna@alpha"), Party.person("shop@beta"), AMOUNT,
                Town.ANNA, Town.SECRET);
            final Psp alpha = town.alpha();
            final CompletionException refused =
                assertThrows(CompletionException.class, () -> outcome(alpha.pay(wrong)));
            assertEquals("H06", assertInstanceOf(PaymentRefusedException.class, refused.getCause()).code());
        }
    }
}
