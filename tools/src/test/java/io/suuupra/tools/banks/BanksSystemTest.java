package io.suuupra.tools.banks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.suuupra.client.ClientOptions;
import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.edge.Account;
import io.suuupra.tools.Main;
import io.suuupra.tools.banks.DemoTown.Participant;
import io.suuupra.tools.chaos.NodeProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Banks in a process of their own, beside a real node: killed, started again, and held to their books. */
final class BanksSystemTest
{
    private static final long READY_S = 120;
    private static final long SETTLE_S = 90;
    private static final String READY = "  banks      AAAA";

    @TempDir
    private Path folder;

    /** A condition that may fail to be looked at while processes start and end. */
    @FunctionalInterface
    private interface Condition
    {
        boolean holds() throws IOException;
    }

    private static void until(final String what, final long seconds, final Condition condition)
    {
        final long giveUpNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        IOException last = null;
        while (System.nanoTime() - giveUpNs < 0)
        {
            try
            {
                if (condition.holds())
                {
                    return;
                }
            }
            catch (final IOException notNow)
            {
                last = notNow;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new AssertionError("not in time: " + what, last);
    }

    private Process java(final Path log, final String... arguments) throws IOException
    {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> !flag.startsWith("-agent") && !flag.startsWith("-javaagent") && !flag.startsWith("-Xm"))
            .forEach(command::add);
        command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
            Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    }

    private Process banks(final Path data, final int port) throws IOException
    {
        final Path log = folder.resolve("banks.log");
        final long before = greetings(log);
        // Their standard input is a pipe of ours: they end with this process, however that ends.
        final Process process = java(log, "banks", "run", "--data", data.toString(), "--node", "127.0.0.1:" + port,
            "--end-with-input");
        until("the banks are ready, see " + log, READY_S, () -> greetings(log) > before || !process.isAlive());
        assertTrue(process.isAlive(), () -> read(log));
        return process;
    }

    private static long greetings(final Path log) throws IOException
    {
        return Files.exists(log) ?
            Files.readAllLines(log).stream().filter(line -> line.startsWith(READY)).count() : 0;
    }

    private static String read(final Path file)
    {
        try
        {
            return Files.readString(file);
        }
        catch (final IOException unreadable)
        {
            return unreadable.toString();
        }
    }

    private static ObjectNode payment(final String from, final String to, final long paise)
    {
        return FaultJson.JSON.createObjectNode().put("do", "pay").put("from", from).put("to", to)
            .put("paise", paise).put("note", "").put("pin", DemoTown.MPIN);
    }

    /** @return how a payment ended; empty if the one who was asked has gone. */
    private static String pay(final BanksFolder banks, final String from, final String to, final long paise)
    {
        final String[] outcome = { "" };
        try
        {
            ControlClient.ask(banks, from.substring(from.indexOf('@') + 1), payment(from, to, paise),
                (final JsonNode step) -> outcome[0] = step.path("outcome").asText(outcome[0]));
        }
        catch (final IOException gone)
        {
            return "";
        }
        return outcome[0];
    }

    @Test
    void shouldLoseAndDoubleNothingWhereTheBanksAreKilled() throws Exception
    {
        final Path data = folder.resolve("data");
        final NodeProcess.Settings settings = NodeProcess.Settings.of(
            data, folder.resolve("node.log"), List.of("--disk-free-kib", "1024"));
        final BanksFolder banks = new BanksFolder(data);
        NodeProcess node = NodeProcess.start(settings);
        Process process = null;
        try (ExecutorService payers = Executors.newFixedThreadPool(4))
        {
            node.awaitReady(READY_S);
            process = banks(data, settings.binary());
            final AtomicInteger successes = new AtomicInteger();
            for (int kill = 0; kill < 3; kill++)
            {
                final int seen = successes.get();
                for (final String[] pair : new String[][]{
                    { "anna@alpha", "shop@beta" }, { "ravi@alpha", "meera@beta" }, { "meera@beta", "anna@alpha" },
                    { "anna@alpha", "school@alpha" } })
                {
                    payers.execute(() ->
                    {
                        while ("SUCCESS".equals(pay(banks, pair[0], pair[1], 100)))
                        {
                            successes.incrementAndGet();
                        }
                    });
                }
                until("payments go through", READY_S, () -> successes.get() >= seen + 50);
                process.destroyForcibly().waitFor();
                process = banks(data, settings.binary());
            }
            until("books, positions and extracts agree", SETTLE_S, () -> disagreement(settings, banks).isEmpty());

            node.close();
            until("the banks have noticed", READY_S, () -> pay(banks, "anna@alpha", "shop@beta", 1).isEmpty());
            node = NodeProcess.start(settings);
            node.awaitReady(READY_S);
            until("the banks are back", READY_S, () -> "SUCCESS".equals(pay(banks, "anna@alpha", "shop@beta", 1)));
            until("they still agree", SETTLE_S, () -> disagreement(settings, banks).isEmpty());
            process.destroy();
            assertTrue(process.waitFor(READY_S, TimeUnit.SECONDS));
            assertSecret(banks);
        }
        finally
        {
            node.close();
            if (process != null)
            {
                process.destroyForcibly();
            }
        }
    }

    /** What of the banks' books, the positions at the switch and the extracts does not agree; empty if all does. */
    private String disagreement(final NodeProcess.Settings settings, final BanksFolder banks) throws IOException
    {
        final Map<String, Long> moved = new HashMap<>();
        try (SuuupraClient client = SuuupraClient.connect(
            ClientOptions.parse("suuupra://127.0.0.1:" + settings.binary(), settings.key())))
        {
            for (final Participant bank : DemoTown.PARTICIPANTS.stream().filter(Participant::isBank).toList())
            {
                final Account position = client.lookupAccount(bank.position()).join().orElseThrow();
                if (position.debitsPending() != 0 || position.creditsPending() != 0)
                {
                    return bank.name() + " has payments under way";
                }
                final JsonNode shown = ControlClient.ask(banks, bank.name(),
                    FaultJson.JSON.createObjectNode().put("do", "show").put("name", bank.name()));
                final long owed = shown.get("payable_paise").asLong() + shown.get("receivable_paise").asLong();
                if (owed != position.debitsPosted() - position.creditsPosted())
                {
                    return bank.name() + " owes " + owed + ", its position says otherwise";
                }
                final Path extract = folder.resolve(bank.name() + ".csv");
                ControlClient.ask(banks, bank.name(), FaultJson.JSON.createObjectNode().put("do", "eod")
                    .put("name", bank.name()).put("out", extract.toString()));
                add(extract, moved);
                assertEquals(0, Files.readAllLines(Path.of(extract + ".eod.csv")).stream()
                    .filter(line -> line.startsWith("BALANCE"))
                    .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(',') + 1))).sum());
            }
        }
        moved.values().removeIf(net -> net == 0);
        return moved.isEmpty() ? "" : "debited but not credited, or credited but not debited: " + moved;
    }

    private static void add(final Path extract, final Map<String, Long> moved) throws IOException
    {
        for (final String line : Files.readAllLines(extract))
        {
            final String[] fields = line.split(",");
            if ("00".equals(fields[4]))
            {
                final long paise = Long.parseLong(fields[3]);
                moved.merge(fields[0], "DEBIT".equals(fields[2]) ? paise : -paise, Long::sum);
            }
        }
    }

    private static void assertSecret(final BanksFolder banks) throws IOException
    {
        for (final Participant participant : DemoTown.PARTICIPANTS)
        {
            assertEquals("rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(banks.of(participant.name()))));
            for (final String secret : List.of("key", "vault", "devices.json"))
            {
                final Path file = banks.of(participant.name()).resolve(secret);
                assertTrue(!Files.exists(file) ||
                    "rw-------".equals(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))), secret);
            }
        }
    }

    @Test
    void shouldStartAndEndTheBanksWithTheNode() throws Exception
    {
        final Path data = folder.resolve("data");
        final Path log = folder.resolve("up.log");
        final Process up = java(log, "up", "--data", data.toString(), "--http", "0", "--binary", "0",
            "--disk-free-kib", "1024", "--end-with-input");
        try
        {
            final BanksFolder banks = new BanksFolder(data);
            until("the banks are ready", READY_S, () -> greetings(log) == 1 || !up.isAlive());
            assertTrue(up.isAlive(), () -> read(log));
            assertEquals("SUCCESS", pay(banks, "anna@alpha", "shop@beta", 49_900));
            final ObjectNode faults = FaultJson.JSON.createObjectNode().put("do", "faults").put("name", "AAAA");
            faults.putObject("plan").put("seed", 42).put("throttle", 9);
            ControlClient.ask(banks, "AAAA", faults);
            final IOException hosted = assertThrows(IOException.class, () -> BankHost.start(banks,
                DemoTown.PARTICIPANTS, _ -> null, new CountDownLatch(1)));
            assertEquals("another process hosts AAAA in " + data, hosted.getMessage());

            final ProcessHandle child = children(up).getFirst();
            child.destroyForcibly();
            until("they have been started again", READY_S, () -> greetings(log) == 2);

            assertEquals("SUCCESS", pay(banks, "anna@alpha", "shop@beta", 49_900));
            final JsonNode kept = ControlClient.ask(banks, "AAAA",
                FaultJson.JSON.createObjectNode().put("do", "faults").put("name", "AAAA")).get("plan");
            assertEquals(42, kept.get("seed").asInt());
            assertEquals(9, kept.get("throttle").asInt());

            final List<ProcessHandle> last = children(up);
            assertEquals(1, last.size());
            // The handle's: the process's would close its standard input, too.
            up.toHandle().destroy();
            assertTrue(up.waitFor(READY_S, TimeUnit.SECONDS));
            assertFalse(last.getFirst().isAlive(), "the banks have ended before the node");
            assertFalse(Files.exists(banks.socket("AAAA")), "and cleanly");
        }
        finally
        {
            children(up).forEach(ProcessHandle::destroyForcibly);
            up.destroyForcibly();
        }
    }

    private static List<ProcessHandle> children(final Process process)
    {
        try (Stream<ProcessHandle> children = process.children())
        {
            return children.toList();
        }
    }
}
