package io.suuupra.fuzz;

import com.code_intelligence.jazzer.Jazzer;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One target in a process of its own, which ends with its time or with the first finding. */
final class FuzzProcess
{
    private static final int EXECUTION_TIMEOUT_S = 25;
    private static final int MEMORY_MAX_MIB = 2_048;
    private static final long START_AND_END_S = 180;
    private static final String SANITIZERS = "com.code_intelligence.jazzer.sanitizers.";
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in");
    private static final Pattern PROGRESS = Pattern.compile("#(\\d+)\\s.*?cov: (\\d+)");

    private FuzzProcess()
    {
    }

    /**
     * How targets are run.
     *
     * @param corpus  folder with a folder of inputs for each target.
     * @param work    folder for what comes of it.
     * @param seconds for each target.
     * @param seed    of the fuzzer; null = a random one.
     */
    record Settings(Path corpus, Path work, int seconds, Integer seed)
    {
    }

    /**
     * What came of a target.
     *
     * @param executions that were run.
     * @param coverage   edges that were reached, as the fuzzer counts them.
     * @param finding    the end of the log; empty = none.
     */
    record Result(long executions, long coverage, String finding)
    {
    }

    static Result run(final FuzzTarget target, final Settings settings) throws IOException, InterruptedException
    {
        final Path folder = settings.work().resolve(target.text());
        final Path found = Files.createDirectories(folder.resolve("corpus"));
        final Path log = folder.resolve("log");
        final ProcessBuilder builder = new ProcessBuilder(command(target, settings, folder, found))
            .redirectErrorStream(true).redirectOutput(log.toFile()).directory(folder.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        final Process process = builder.start();
        try
        {
            if (!process.waitFor(settings.seconds() + START_AND_END_S, TimeUnit.SECONDS))
            {
                throw new IOException("the fuzzer does not end, see " + log);
            }
        }
        finally
        {
            process.destroyForcibly();
        }
        return result(log, process.exitValue());
    }

    private static List<String> command(
        final FuzzTarget target, final Settings settings, final Path folder, final Path found) throws IOException
    {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--")).forEach(command::add);
        command.addAll(List.of(
            "-Xmx1g", "-XX:+UseParallelGC", "-XX:MaxDirectMemorySize=256m", "-XX:+EnableDynamicAgentLoading",
            // The stack of an exception costs more than most executions.
            "-XX:-OmitStackTraceInFastThrow",
            "-Dchronicle.analytics.disable=true", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-D" + FuzzTarget.CORPUS + "=" + settings.corpus().toAbsolutePath(),
            "-cp", System.getProperty("java.class.path"), Jazzer.class.getName(),
            "--target_class=" + target.type().getName(),
            "--instrumentation_includes=io.suuupra.**",
            // The first finds the files that a target makes itself, the second breaks Netty's own use of Unsafe.
            "--disabled_hooks=" + SANITIZERS + "FilePathTraversal:" + SANITIZERS + "UnsafeSanitizer",
            "--reproducer_path=" + folder,
            "-max_total_time=" + settings.seconds(),
            "-max_len=" + target.lengthMax(),
            "-timeout=" + EXECUTION_TIMEOUT_S,
            "-rss_limit_mb=" + MEMORY_MAX_MIB,
            "-artifact_prefix=" + folder + "/",
            "-print_final_stats=1"));
        if (settings.seed() != null)
        {
            command.add("-seed=" + settings.seed());
        }
        command.add(found.toString());
        final Path seeds = settings.corpus().resolve(target.text());
        if (!Files.isDirectory(seeds))
        {
            throw new IOException("there is no corpus " + seeds);
        }
        command.add(seeds.toAbsolutePath().toString());
        return command;
    }

    private static Result result(final Path log, final int exitCode) throws IOException
    {
        final List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        long executions = 0;
        long coverage = 0;
        int finding = -1;
        for (int i = 0; i < lines.size(); i++)
        {
            final Matcher done = DONE.matcher(lines.get(i));
            final Matcher progress = PROGRESS.matcher(lines.get(i));
            if (done.find())
            {
                executions = Long.parseLong(done.group(1));
            }
            else if (progress.find())
            {
                executions = Math.max(executions, Long.parseLong(progress.group(1)));
                coverage = Math.max(coverage, Long.parseLong(progress.group(2)));
            }
            else if (finding < 0 && (lines.get(i).startsWith("== Java Exception") || lines.get(i).contains("ERROR: ")))
            {
                finding = i;
            }
        }
        if (exitCode == 0)
        {
            return new Result(executions, coverage, "");
        }
        final List<String> tail =
            lines.subList(finding < 0 ? Math.max(0, lines.size() - 40) : finding, lines.size());
        return new Result(executions, coverage, String.join("\n", tail) + "\nsee " + log);
    }
}
