package io.suuupra.bench.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.suuupra.bench.conditions.Conditions;
import io.suuupra.bench.load.ClosedLoop;
import io.suuupra.bench.load.LoadFigures;
import io.suuupra.bench.load.Percentiles;
import io.suuupra.bench.load.Trace;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class PeersTest
{
    private static final int BATCH = 50;

    @TempDir
    private Path folder;

    @Test
    void shouldFindTheNewestVersionThatIsComplete() throws IOException
    {
        assertEquals(Optional.empty(), PostgresPrograms.newest(folder.resolve("none")));
        programs("9");
        programs("15");
        Files.createDirectories(folder.resolve("17").resolve("bin"));
        Files.createDirectories(folder.resolve("old"));
        assertEquals(Optional.of(folder.resolve("15").resolve("bin")), PostgresPrograms.newest(folder));
    }

    private void programs(final String version) throws IOException
    {
        final Path bin = Files.createDirectories(folder.resolve(version).resolve("bin"));
        for (final String program : List.of("initdb", "postgres", "pg_ctl"))
        {
            Files.createFile(bin.resolve(program),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
    }

    @Test
    void shouldRunTheProgramsAsTheRightUser()
    {
        final Path bin = Path.of("bin");
        assertEquals(List.of("bin/initdb", "-D"), new PostgresPrograms(bin, "").command("initdb", "-D"));
        assertEquals(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "bin/initdb"),
            new PostgresPrograms(bin, "postgres").command("initdb"));
    }

    @Test
    void shouldSayWhatAProgramSaidWhenItFails() throws Exception
    {
        PostgresPrograms.run(List.of("sh", "-c", "exit 0"));
        final IOException failure = assertThrows(IOException.class,
            () -> PostgresPrograms.run(List.of("sh", "-c", "echo first; echo why; exit 3")));
        assertEquals("sh failed: why", failure.getMessage());
    }

    @Test
    void shouldSetBothSideBySideWithRatios() throws IOException
    {
        final PeersReport report = new PeersReport("PostgreSQL 15",
            List.of(new PeersReport.Kind("Singles", figures(1_000, 4_000_000), figures(10_000, 1_000_000))),
            new Percentiles(1, 200_000, 0, 300_000, 0, 0), Conditions.ofThisProcess());
        final String text = report.text();
        assertTrue(text.matches("(?s).*PostgreSQL 15 +Suuupra +ratio\n.*"), text);
        assertTrue(text.matches("(?s).*transfers/s +1,000 +10,000 +10\\.0x\n.*"), text);
        assertTrue(text.matches("(?s).*p50 ms +4\\.000 +1\\.000 +4\\.0x\n.*"), text);
        assertTrue(report.isClean());

        report.writeJson(folder.resolve("p.json"));
        final JsonNode kind = new ObjectMapper().readTree(folder.resolve("p.json").toFile()).path("kinds").path(0);
        assertEquals(10, kind.path("ratio").doubleValue());
        assertEquals(1_000, kind.path("peer").path("transfers_per_second").doubleValue());
    }

    private static LoadFigures figures(final long perSecond, final long ns)
    {
        final Percentiles times = new Percentiles(perSecond, ns, ns, ns, ns, ns);
        return new LoadFigures(perSecond, perSecond, perSecond, 1_000_000_000, times, times, Map.of(), Map.of(), 0, 0,
            perSecond, Trace.NONE);
    }

    @Test
    void shouldKeepDebitsEqualToCreditsInPostgresAndLeaveNothingBehind() throws Exception
    {
        final boolean isInstalled = PostgresPrograms.newest(Path.of("/usr/lib/postgresql")).isPresent();
        Assumptions.assumeTrue(isInstalled, "no PostgreSQL on this machine");
        // Its own user has to get through the folders above.
        final Path parent = Files.createTempDirectory("suuupra-peers-test-");
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
        final PostgresPrograms programs = PostgresPrograms.findOrInstall(new PrintWriter(new StringWriter()));
        try (PostgresCluster cluster = PostgresCluster.start(programs, parent); Connection one = cluster.connect())
        {
            assertEquals("on", PostgresCluster.show(one, "fsync"));
            assertEquals("on", PostgresCluster.show(one, "synchronous_commit"));
            final PostgresLedger ledger = new PostgresLedger(20, 5);
            ledger.create(one);
            final ClosedLoop.Caller single = ledger.singles(one);
            final ClosedLoop.Caller batch = ledger.batches(one, BATCH);
            assertEquals(1, single.call());
            assertEquals(1, single.call());
            assertEquals(BATCH, batch.call());
            PostgresLedger.checkBalance(one);
            assertEquals(BATCH + 2, count(one, "SELECT count(*) FROM transfer"));
            assertEquals(0, count(one,
                "SELECT post_transfers(array_agg(id), array_agg(debit_account_id), array_agg(credit_account_id), " +
                "array_agg(amount), 1, 1) FROM transfer"), "ids that exist are not created again");
            assertEquals(1, count(one,
                "SELECT count(*) FROM transfer WHERE post_transfer(id, debit_account_id, credit_account_id, amount, " +
                "1, 1) = 'exists' AND amount = 1"));
            PostgresLedger.checkBalance(one);
        }
        try (Stream<Path> left = Files.list(parent))
        {
            assertFalse(left.findAny().isPresent(), "the cluster's folder is gone");
        }
        Files.delete(parent);
    }

    private static int count(final Connection connection, final String query) throws Exception
    {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query))
        {
            row.next();
            return row.getInt(1);
        }
    }
}
