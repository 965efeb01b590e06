package io.suuupra.bank;

import io.suuupra.codecs.edge.upi.Ciphertext;
import io.suuupra.codecs.edge.upi.Party;
import io.suuupra.codecs.edge.upi.ReqPay;
import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.upi.UpiCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** PINs and states of accounts, in payments over real connections with the clock of a sandbox. */
final class CustomerTest
{
    private static final long WAIT_S = 30;
    private static final long DAY_S = 24 * 3_600;

    @TempDir
    private Path folder;

    private Town town;
    private Psp alpha;

    @BeforeEach
    void setUp() throws IOException
    {
        town = new Town(folder, true);
        alpha = town.alpha();
        town.beta();
        town.openBanks();
    }

    @AfterEach
    void tearDown() throws IOException
    {
        town.close();
    }

    private SwitchRequest outcome(final ReqPay message)
    {
        return alpha.pay(message).orTimeout(WAIT_S, TimeUnit.SECONDS).join();
    }

    private String payersCode(final ReqPay message)
    {
        return UpiCode.text(outcome(message).payerResponse());
    }

    @Test
    void shouldLockThePinForADayBehindThreeWrongTries()
    {
        for (int i = 0; i < 3; i++)
        {
            assertEquals("ZM", payersCode(town.payWith("9999", 1)));
        }
        assertEquals("Z6", payersCode(town.payWith(Town.PIN, 1)));
        town.pass(DAY_S - 1);
        assertEquals("Z6", payersCode(town.payWith(Town.PIN, 1)));
        town.pass(1);
        assertEquals("00", payersCode(town.payWith(Town.PIN, 1)));
        assertEquals(Town.MONEY - 1, Town.balance(town.bankA, Town.CLARA.reference()));
    }

    @Test
    void shouldForgetWrongTriesBehindARightOne()
    {
        for (int round = 0; round < 2; round++)
        {
            assertEquals("ZM", payersCode(town.payWith("9999", 1)));
            assertEquals("ZM", payersCode(town.payWith("9999", 1)));
            assertEquals("00", payersCode(town.payWith(Town.PIN, 1)));
        }
    }

    @Test
    void shouldUnlockByAnotherPinAndRememberItBehindARestart() throws Exception
    {
        for (int i = 0; i < 3; i++)
        {
            assertEquals("ZM", payersCode(town.payWith("9999", 1)));
        }
        town.leave(town.bankA);
        final Bank again = town.bank(3);
        assertEquals("Z6", payersCode(town.payWith(Town.PIN, 1)));

        again.setMpin(Town.CLARA.reference(), "567890");

        assertEquals("ZM", payersCode(town.payWith(Town.PIN, 1)));
        assertEquals("00", payersCode(town.payWith("567890", 1)));
        assertThrows(IllegalArgumentException.class, () -> again.setMpin(Town.CLARA.reference(), "12a4"));
        assertThrows(IllegalArgumentException.class, () -> again.setMpin(Town.ANNA.reference(), "1234"));
    }

    @Test
    void shouldTakeCredentialsForTheirOwnPaymentOnly()
    {
        final ReqPay good = town.payWith("A1", Town.PIN, 100, "dan@beta");
        assertEquals("U54", payersCode(with("A2", 100, good.credentials())));
        assertEquals("U54", payersCode(with("A3", 100, town.payWith("A3", Town.PIN, 101, "dan@beta").credentials())));
        final byte[] changed = good.credentials().bytes();
        changed[changed.length - 1] ^= 1;
        assertEquals("U14", payersCode(with("A1X", 100, Ciphertext.of(changed))));
        assertEquals("U14", payersCode(with("A4", 100, Ciphertext.of(new byte[]{ 1 }))));
        assertEquals("00", payersCode(good));
    }

    private static ReqPay with(final String id, final long amount, final Ciphertext credentials)
    {
        return ReqPay.pay(
            id, Party.person("clara@alpha"), Party.person("dan@beta"), amount, Town.CLARA, credentials);
    }

    @ParameterizedTest
    @CsvSource({"DORMANT, ZX, ZY", "FROZEN, YE, YF", "CLOSED, XH, XI", "NRE, B3, XC"})
    void shouldAnswerWithTheCodeOfTheAccountsState(
        final AccountState state, final String debitCode, final String creditCode)
    {
        town.bankA.setState(Town.CLARA.reference(), state);
        assertEquals(debitCode, payersCode(town.payWith(Town.PIN, 1)));
        town.bankA.setState(Town.CLARA.reference(), AccountState.ACTIVE);

        town.bankB.setState(Town.DAN.reference(), state);
        final SwitchRequest outcome = outcome(town.payWith(Town.PIN, 1));
        assertEquals(UpiState.FAILURE, outcome.state());
        assertEquals(creditCode, UpiCode.text(outcome.payeeResponse()));
        // The money is back where it came from.
        assertEquals(Town.MONEY, Town.balance(town.bankA, Town.CLARA.reference()));
        assertEquals(state, town.bankB.state(Town.DAN.reference()));
    }

    @Test
    void shouldTellTheBalanceToThePinAlone()
    {
        assertEquals(new Bank.Balance(UpiCode.NONE, Town.MONEY), balance("E1", Town.PIN));
        for (int i = 2; i < 5; i++)
        {
            assertEquals("ZM", UpiCode.text(balance("E" + i, "9999").code()));
        }
        assertEquals(new Bank.Balance(UpiCode.of("Z6"), 0), balance("E5", Town.PIN));
        assertEquals("Z6", payersCode(town.payWith(Town.PIN, 1)));
    }

    private Bank.Balance balance(final String id, final String pin)
    {
        return town.bankA.balance(
            Town.CLARA.reference(), id, town.clarasDevice.seal(Town.CLARA.reference(), id, 0, pin));
    }

    @Test
    void shouldKeepThePepperForItsOwnerAndOutOfTheBook() throws Exception
    {
        final Path vault = folder.resolve("AAAA/vault");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(vault)));
        town.leave(town.bankA);
        Files.write(vault, new byte[(int)Files.size(vault)]);
        final Bank other = town.bank(3);
        // With another pepper no PIN is right, whatever the book holds.
        final DeviceKey device = other.openCustomer(Town.CLARA.reference(), Town.MONEY, Town.PIN);
        assertEquals("ZM", UpiCode.text(other.balance(Town.CLARA.reference(), "E9",
            device.seal(Town.CLARA.reference(), "E9", 0, Town.PIN)).code()));
    }
}
