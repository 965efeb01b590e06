package io.suuupra.tools.record;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The commit that this code was built of.
 */
public final class Commit
{
    private Commit()
    {
    }

    /** @return its short hash, with a plus sign if files differ from it; "unknown" where git cannot tell. */
    public static String ofThisCode()
    {
        try
        {
            final Path code = Path.of(Commit.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            final Path folder = Files.isDirectory(code) ? code : code.getParent();
            final Process git = new ProcessBuilder("git", "describe", "--always", "--dirty=+")
                .directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            final String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 && !text.isEmpty() ? text : "unknown";
        }
        catch (final IOException | URISyntaxException missing)
        {
            return "unknown";
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
