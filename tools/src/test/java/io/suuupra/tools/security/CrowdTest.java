package io.suuupra.tools.security;

import io.suuupra.client.ClientTls;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.tools.ledger.ClientLedger;
import io.suuupra.tools.ledger.LedgerException;
import io.suuupra.tools.ledger.LedgerPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A real node in a process of its own, with TLS. */
class CrowdTest
{
    private static final int IDLE = 400;
    private static final int SLOW = 100;

    @TempDir
    private Path folder;

    @Test
    void shouldAnswerAnHonestClientBesideFiveHundredThatWasteItsTime() throws Exception
    {
        try (TlsNode node = TlsNode.start(folder, 2_000);
            HonestClient honest = new HonestClient(node);
            Crowd crowd = new Crowd(node))
        {
            crowd.gather(IDLE, SLOW, 60);
            assertTrue(crowd.size() > IDLE / 2, "connections open: " + crowd.size());

            final HonestClient.Answers answers = honest.ask(TimeUnit.SECONDS.toNanos(2));

            assertEquals(0, answers.refused());
            assertTrue(answers.rest().getTotalCount() > 0 && answers.binary().getTotalCount() > 0);
            assertTrue(node.runs());
        }
    }

    @Test
    void shouldReachANodeWithTlsByEitherAddress() throws Exception
    {
        try (TlsNode node = TlsNode.start(folder, 100))
        {
            for (final String url : List.of(
                "suuupras://127.0.0.1:" + node.binaryPort(), "https://127.0.0.1:" + node.httpPort()))
            {
                try (LedgerPort ledger = ClientLedger.connect(url, node.key(), node.clientTls()))
                {
                    assertEquals(List.of(), ledger.lookupAccounts(List.of(UInt128.of(1))).join());
                }
                assertThrows(LedgerException.class,
                    () -> ClientLedger.connect(url, node.key(), ClientTls.system()).close(),
                    "nobody trusts a certificate that the node signed itself");
            }
        }
    }
}
