package io.suuupra.tools;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.engine.host.Offer;
import io.suuupra.engine.host.local.LocalNode;
import io.suuupra.engine.host.local.LocalNodeOptions;
import io.suuupra.engine.ledger.Capacities;
import io.suuupra.gateway.auth.KeyStore;
import io.suuupra.gateway.boot.Gateway;
import io.suuupra.gateway.boot.GatewayOptions;
import io.suuupra.journal.JournalOptions;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Receipts from a whole node, over REST, and their proof without it. */
class ReceiptCommandTest
{
    @TempDir
    private static Path folder;

    private static LocalNode node;
    private static Gateway gateway;
    private static String apiKey;
    private static String foreignKey;

    private record Run(int exitCode, String out, String err)
    {
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException
    {
        final Path data = folder.resolve("data");
        node = LocalNode.open(LocalNodeOptions.defaults(data)
            .withFiles(JournalOptions.small(), 1 << 12)
            .withCapacities(new Capacities(10_000, 100_000, 10_000, 8, 4))
            .withSnapshots(0, false)
            .withDiskFreeBytesMin(0));
        final KeyStore keys = KeyStore.openOrCreate(data);
        apiKey = ApiKey.parse(keys.createdKey().orElseThrow()).orElseThrow().reveal();
        foreignKey = keys.add("other ledger", Principal.READ, 7, 7).reveal();
        gateway = Gateway.start(GatewayOptions.builder().httpPort(0).binaryPort(0).build(),
            node.ingress(), node.changes(), node.receipts(), node.metrics(), keys);
        final EdgeMapper mapper = new EdgeMapper();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
        send(buffer, mapper.encodeCreateAccounts(List.of(account(1), account(2)), buffer, 0));
        send(buffer, mapper.encodeCreateTransfers(List.of(Transfer.builder().id(UInt128.of(42))
            .debitAccountId(UInt128.of(1)).creditAccountId(UInt128.of(2)).amount(500).ledger(356).code(1).build()),
            buffer, 0));
    }

    private static Account account(final long id)
    {
        return Account.builder().id(UInt128.of(id)).ledger(356).code(1).build();
    }

    private static void send(final UnsafeBuffer buffer, final int length) throws InterruptedException
    {
        final CountDownLatch done = new CountDownLatch(1);
        assertEquals(Offer.ACCEPTED, node.ingress().offer(
            (correlation, from, offset, replyLength) -> done.countDown(),
            0, Principal.NODE, 0, 0, 0, buffer, 0, length));
        assertTrue(done.await(20, TimeUnit.SECONDS));
    }

    @AfterAll
    static void stop() throws IOException
    {
        gateway.close();
        node.close();
    }

    private static Run run(final String... arguments)
    {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final CommandLine commandLine = Main.commandLine((url, key, tls) ->
        {
            throw new AssertionError("no ledger is needed");
        });
        final int exit = commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
        return new Run(exit, out.toString(), err.toString());
    }

    private static Run receipt(final String id, final String key, final String... more)
    {
        final String[] all = new String[6 + more.length];
        System.arraycopy(new String[]{
            "receipt", id, "--url", "http://127.0.0.1:" + gateway.httpPort(), "--key", key}, 0, all, 0, 6);
        System.arraycopy(more, 0, all, 6, more.length);
        return run(all);
    }

    private static String nodeKey()
    {
        return folder.resolve("data/audit/node-key.pub").toString();
    }

    @Test
    void shouldProveAReceiptWithoutTheNode() throws IOException
    {
        final Path file = folder.resolve("receipt.json");
        final Run fetched = receipt("42", apiKey, "--out", file.toString());
        assertEquals(0, fetched.exitCode(), fetched.err());
        assertTrue(Files.size(file) <= 2_048);
        final Run proven = run("verify-receipt", file.toString(), "--key", nodeKey());
        assertEquals(0, proven.exitCode(), proven.err());
        assertTrue(proven.out().startsWith(
            "proven: transfer 42 of 500 from account 1 to 2 on ledger 356, recorded 20"), proven.out());
        assertEquals(1, proven.out().lines().count());
        assertEquals(Files.readString(file), receipt("42", apiKey).out());
        final Run verified = run(
            "journal", "verify", folder.resolve("data").toString(), "--key", nodeKey(), "--receipt", file.toString());
        assertEquals(0, verified.exitCode(), verified.err());

        final byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i += 97)
        {
            final byte[] changed = bytes.clone();
            changed[i] ^= 1;
            Files.write(folder.resolve("changed.json"), changed);
            final Run refused = run("verify-receipt", folder.resolve("changed.json").toString(), "--key", nodeKey());
            assertEquals(1, refused.exitCode(), "byte " + i);
            assertTrue(refused.err().startsWith("suuupra: not proven: "), refused.err());
        }
    }

    @Test
    void shouldGiveNoReceiptOfWhatTheKeyDoesNotSee()
    {
        final Run absent = receipt("43", apiKey);
        assertEquals(1, absent.exitCode());
        assertEquals("suuupra: there is no such transfer\n", absent.err());
        assertEquals(absent, receipt("42", foreignKey), "a foreign one looks like an absent one");
    }

    @Test
    void shouldSayWhatIsWrongWithTheArguments() throws IOException
    {
        assertEquals(2, receipt("x", apiKey).exitCode());
        assertEquals(2, receipt("42", apiKey, "--wait", "-1").exitCode());
        assertEquals(2, run("verify-receipt", "file").exitCode());
        final Path file = Files.writeString(folder.resolve("no-receipt"), "{}");
        final Run bad = run("verify-receipt", file.toString(), "--key", "x");
        assertEquals(2, bad.exitCode());
        assertTrue(bad.err().contains("--key: public key: there is no file x"), bad.err());
        final Run none = run("verify-receipt", file.toString(), "--key", nodeKey());
        assertEquals(1, none.exitCode());
        assertTrue(
            none.err().contains("not proven: receipt: must be suuupra-receipt-1 as the node writes it"), none.err());
        assertTrue(run("verify-receipt", folder.resolve("gone").toString(), "--key", nodeKey())
            .err().contains("there is no file"));
    }
}
