package io.suuupra.bench.conditions;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.concurrent.TimeUnit;

/**
 * Which commit this build was made from, if it lies in the working tree that it was built in and git is there to ask.
 */
final class GitCommit
{
    private static final long TIMEOUT_S = 10;

    private GitCommit()
    {
    }

    /**
     * @return the commit, with {@code -dirty} where files differ from it; else why it is not known.
     */
    static String find()
    {
        final CodeSource source = GitCommit.class.getProtectionDomain().getCodeSource();
        if (source == null)
        {
            return Conditions.NOT_KNOWN;
        }
        try
        {
            final Path code = Path.of(source.getLocation().toURI());
            return ask(Files.isDirectory(code) ? code : code.getParent());
        }
        catch (final URISyntaxException | IOException cannotAsk)
        {
            return Conditions.NOT_KNOWN + ": " + cannotAsk.getMessage();
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
            return Conditions.NOT_KNOWN;
        }
    }

    private static String ask(final Path folder) throws IOException, InterruptedException
    {
        final Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
        if (!git.waitFor(TIMEOUT_S, TimeUnit.SECONDS))
        {
            git.destroyForcibly();
            return Conditions.NOT_KNOWN + ": git did not answer";
        }
        final String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return git.exitValue() == 0 && !answer.isEmpty() ? answer : Conditions.NOT_KNOWN;
    }
}
