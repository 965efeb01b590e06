package io.suuupra.tools.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * slowhttptest against the REST port, in its manners, while an honest client asks.
 */
final class SlowAttack
{
    private static final int RATE = 200;
    private static final long GRACE_S = 60;
    private static final Pattern UNAVAILABLE = Pattern.compile("service available:\\W.*\\bNO\\b");

    private final Programs programs;

    /** A manner of slowhttptest. */
    enum Manner
    {
        /** Heads that do not end. */
        HEADS("-H"),

        /** Bodies that do not end. */
        BODIES("-B"),

        /** Answers that are not read. */
        READS("-X");

        private final String option;

        Manner(final String option)
        {
            this.option = option;
        }

        String text()
        {
            return "slow " + name().toLowerCase(Locale.ROOT);
        }
    }

    SlowAttack(final Programs programs)
    {
        this.programs = programs;
    }

    /**
     * @param manner      of the attack.
     * @param node        that is attacked.
     * @param connections that attack.
     * @param seconds     that it goes on.
     * @param honest      client that asks meanwhile.
     * @param folder      for the output.
     * @return whether every honest request was answered.
     */
    Verdict run(
        final Manner manner,
        final TlsNode node,
        final int connections,
        final int seconds,
        final HonestClient honest,
        final Path folder) throws IOException, InterruptedException
    {
        final Path program = programs.find("slowhttptest", "slowhttptest");
        final String page = manner == Manner.READS ? "/openapi.json" : "/v1/transfers";
        final List<String> command = List.of(program.toString(), manner.option,
            "-c", Integer.toString(connections), "-r", Integer.toString(RATE), "-i", "2", "-p", "3",
            "-l", Integer.toString(seconds), "-u", "https://127.0.0.1:" + node.httpPort() + page);
        final CompletableFuture<List<String>> attack = new CompletableFuture<>();
        Thread.ofPlatform().daemon(true).start(() -> attack(command, seconds + GRACE_S, attack));
        final HonestClient.Answers answers = honest.ask(TimeUnit.SECONDS.toNanos(seconds));
        final List<String> output = await(attack);
        Files.write(folder.resolve("slowhttptest-" + manner.name().toLowerCase(Locale.ROOT) + ".log"), output);
        final boolean attacked = output.stream().anyMatch(line -> line.contains("slow HTTP test status"));
        final boolean away = output.stream().anyMatch(line -> UNAVAILABLE.matcher(line).find());
        final boolean passed = attacked && !away && answers.refused() == 0 && node.runs();
        return new Verdict(manner.text() + " of slowhttptest", passed,
            !attacked ? "it did not attack: " + (output.isEmpty() ? "it said nothing" : output.getLast()) :
            String.format(Locale.ROOT,
                "%,d connections%s; %,d honest requests, %d of them without an answer, p99 %.1f ms", connections,
                away ? ", its probe found the service away" : "", answers.count() + answers.refused(),
                answers.refused(), answers.restP99Us() / 1_000));
    }

    private void attack(
        final List<String> command, final long timeoutS, final CompletableFuture<List<String>> output)
    {
        try
        {
            output.complete(programs.run(command, timeoutS));
        }
        catch (final IOException | InterruptedException failed)
        {
            output.completeExceptionally(failed);
        }
    }

    private static List<String> await(final CompletableFuture<List<String>> output)
        throws IOException, InterruptedException
    {
        try
        {
            return output.get();
        }
        catch (final ExecutionException failed)
        {
            throw new IOException(failed.getCause().getMessage(), failed.getCause());
        }
    }
}
