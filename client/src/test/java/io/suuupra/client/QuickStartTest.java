package io.suuupra.client;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.CreateTransferStatus;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The quick start of the Javadoc, compiled and run. */
class QuickStartTest extends NodeFixture
{
    private static final String PACKAGE = "java/io/suuupra/client/";

    private static List<String> lines(final Path file) throws IOException
    {
        return Files.readAllLines(file).stream().map(line -> line.strip().replaceFirst("^\\* ?", "").strip()).toList();
    }

    @Test
    void shouldRun()
    {
        assertEquals(2_500, quickStart("suuupra://localhost:" + node.port(), ScriptedNode.KEY.reveal()));
    }

    @Test
    void shouldStandInTheJavadocAsItRuns() throws IOException
    {
        final List<String> documentation = lines(Path.of("src/main", PACKAGE, "SuuupraClient.java"));
        final List<String> test = lines(Path.of("src/test", PACKAGE, "QuickStartTest.java"));
        final List<String> run = test.subList(
            test.indexOf("// The quick start begins.") + 1, test.indexOf("// The quick start ends."));
        final int from = documentation.indexOf("{@snippet :") + 1;

        final List<String> documented = documentation.subList(from, from + run.size()).stream()
            .map(line -> line.replace("\"suuupra://localhost:9000\"", "address")).toList();

        assertEquals(run, documented);
        assertEquals(List.of("}", "}"), documentation.subList(from + run.size(), from + run.size() + 2));
    }

    private static long quickStart(final String address, final String keyText)
    {
        // The quick start begins.
        try (SuuupraClient client = SuuupraClient.connect(ClientOptions.parse(address, keyText)))
        {
            final Account alice = Account.builder().id(UInt128.of(1)).ledger(356).code(1).build();
            final Account bob = Account.builder().id(UInt128.of(2)).ledger(356).code(1).build();
            client.createAccounts(List.of(alice, bob)).join();

            final CreateResult<CreateTransferStatus> result = client.createTransfer(Transfer.builder()
                .id(UInt128.of(100)).debitAccountId(alice.id()).creditAccountId(bob.id())
                .amount(2_500).ledger(356).code(7).build()).join();
            if (result.status() != CreateTransferStatus.CREATED)
            {
                throw new IllegalStateException("refused: " + result.status());
            }
            final Account richer = client.lookupAccount(bob.id()).join().orElseThrow();
            System.out.println("bob was credited with " + richer.creditsPosted());
            // The quick start ends.
            return richer.creditsPosted();
        }
    }
}
