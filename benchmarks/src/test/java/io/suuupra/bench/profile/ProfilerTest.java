package io.suuupra.bench.profile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The profiler in processes of their own. */
final class ProfilerTest
{
    private static final long DEADLINE_S = 30;

    @TempDir
    private Path folder;

    /** Calculates until a line or the end comes from standard input, at least for a while. */
    static final class Spinning
    {
        private static final long LEAST_NS = TimeUnit.MILLISECONDS.toNanos(300);

        private Spinning()
        {
        }

        public static void main(final String[] arguments) throws IOException
        {
            System.out.println("spinning");
            final double sum = spin();
            System.out.println(sum);
            // As the tools end; a thread that leaves main is renamed before it ends the JVM.
            System.exit(0);
        }

        private static double spin() throws IOException
        {
            final long startNs = System.nanoTime();
            double sum = 0;
            while (System.in.available() == 0 || System.nanoTime() - startNs < LEAST_NS)
            {
                for (int i = 0; i < 100_000; i++)
                {
                    sum += Math.sin(i);
                }
            }
            return sum;
        }
    }

    @Test
    void shouldKnowTheSystemsThatItRunsOn()
    {
        assertTrue(Profiler.find("Linux", "amd64").isPresent());
        assertTrue(Profiler.find("Linux", "aarch64").isPresent());
        assertTrue(Profiler.find("Linux", "riscv64").isEmpty());
        assertTrue(Profiler.find("Mac OS X", "aarch64").isEmpty());
    }

    @Test
    void shouldProfileAProcessThatIsKilledAfterwards() throws Exception
    {
        final Profiler profiler = profiler();
        final Process process = spinning(Profiler.JVM_FLAGS);
        try
        {
            awaitSpinning(process);
            final Profiler.Recording recording = profiler.start(process.pid(), folder);
            final IOException twice =
                assertThrows(IOException.class, () -> profiler.start(process.pid(), folder));
            assertTrue(twice.getMessage().contains("cannot be profiled: "), twice.getMessage());
            assertTrue(twice.getMessage().contains("already"), twice.getMessage());
            final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
            final long before = cpuMs(process);
            while (cpuMs(process) < before + 200 && System.nanoTime() < deadlineNs)
            {
                Thread.onSpinWait();
            }
            assertSpun(recording.stop("p"));
        }
        finally
        {
            process.destroyForcibly().waitFor();
        }
        final IOException gone = assertThrows(IOException.class, () -> profiler.start(process.pid(), folder));
        assertTrue(gone.getMessage().startsWith("process " + process.pid() + " cannot be profiled"), gone.getMessage());
    }

    @Test
    void shouldProfileAProcessToItsEnd() throws Exception
    {
        final Path file = folder.resolve("f");
        final Process process = spinning(profiler().flagsToTheEnd(folder, file));
        try
        {
            awaitSpinning(process);
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            assertTrue(process.waitFor(DEADLINE_S, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
        }
        finally
        {
            process.destroyForcibly().waitFor();
        }
        assertSpun(CollapsedStacks.read(file, "p"));
    }

    @Test
    void shouldRefuseAPathThatTheProfilerWouldTakeApart() throws Exception
    {
        final Profiler profiler = profiler();
        final Path comma = Files.createDirectory(folder.resolve("a,b"));
        final IOException refused =
            assertThrows(IOException.class, () -> profiler.flagsToTheEnd(comma, comma.resolve("f")));
        assertTrue(refused.getMessage().contains("','"), refused.getMessage());
    }

    private static Profiler profiler()
    {
        assumeTrue(Profiler.find().isPresent(), "there is no profiler for this system");
        return Profiler.find().orElseThrow();
    }

    private static Process spinning(final List<String> flags) throws IOException
    {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Spinning.class.getName()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    // What it says is read line by line: nothing of it is needed afterwards.
    private static void awaitSpinning(final Process process) throws IOException
    {
        final BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        assertEquals("spinning", said.readLine());
    }

    private static long cpuMs(final Process process)
    {
        return process.info().totalCpuDuration().orElseThrow().toMillis();
    }

    private static void assertSpun(final Profile profile)
    {
        assertTrue(profile.samples() > 10, () -> profile.samples() + " samples");
        final Profile.Share first = profile.threads().getFirst();
        assertEquals("main", first.frame().name());
        assertTrue(contains(profile.tree(), Spinning.class.getName() + ".spin"), "the loop is in a stack");
    }

    private static boolean contains(final FrameTree tree, final String name)
    {
        return tree.frame().name().equals(name) || tree.callees().stream().anyMatch(callee -> contains(callee, name));
    }
}
