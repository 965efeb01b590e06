package io.suuupra.bank;

import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.edge.upi.ReqPay;
import io.suuupra.codecs.edge.upi.UpiTransaction;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.upi.UpiCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A payment over real connections, read back by everybody who took part in it. */
final class TransactionReadTest
{
    private static final long WAIT_S = 30;

    @TempDir
    private Path folder;

    @Test
    void shouldTellEveryParticipantTheSameOfAPayment() throws Exception
    {
        try (Town town = new Town(folder, false))
        {
            final Psp alpha = town.alpha();
            town.beta();
            town.bank(3);
            town.bank(4);
            final ReqPay pay = town.pay(12_345);
            alpha.pay(pay).orTimeout(WAIT_S, TimeUnit.SECONDS).join();

            final Optional<UpiTransaction> told = town.admin.upi().transaction(pay.transactionId()).join();
            final UpiTransaction paid = told.orElseThrow();
            assertEquals(UpiState.SUCCESS, paid.state());
            assertEquals("00", UpiCode.text(paid.codes().code()));
            assertEquals(pay.payee(), paid.payee());
            assertEquals(12_345, paid.amount());
            assertEquals(new UpiTransaction.Participants(1, 2, 3, 4), paid.participants());
            for (int participant = 1; participant <= 4; participant++)
            {
                try (SuuupraClient client = SuuupraClient.connect(town.options(participant)))
                {
                    assertEquals(told, client.upi().transaction(pay.transactionId()).join());
                    assertEquals(Optional.empty(), client.upi().transaction("T999").join());
                }
            }
        }
    }
}
