package io.suuupra.tools.security;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Programs of other people that the check runs: found, installed where they are missing and that is allowed, and ended
 * when they take too long.
 */
final class Programs
{
    private static final long INSTALL_TIMEOUT_S = 300;

    private final PrintWriter progress;

    /**
     * @param progress gets a line for each program that is installed.
     */
    Programs(final PrintWriter progress)
    {
        this.progress = progress;
    }

    /**
     * @param name         of the program.
     * @param debianPackage that has it.
     * @return its path.
     * @throws IOException if it is not there and cannot be installed; the message says what to install.
     */
    Path find(final String name, final String debianPackage) throws IOException, InterruptedException
    {
        Path found = inPath(name);
        if (found == null && isRoot() && inPath("apt-get") != null)
        {
            progress.println("installing " + debianPackage + "...");
            progress.flush();
            run(List.of("apt-get", "update", "-q"), INSTALL_TIMEOUT_S);
            run(List.of("apt-get", "install", "-y", "-q", "--no-install-recommends", debianPackage),
                INSTALL_TIMEOUT_S);
            found = inPath(name);
        }
        if (found == null)
        {
            throw new IOException(name + " is missing: install it (Debian: apt-get install " + debianPackage + ")");
        }
        return found;
    }

    /**
     * @param command  and its arguments.
     * @param timeoutS seconds after which it is ended.
     * @return what it wrote, both outputs, line by line.
     * @throws IOException if it cannot be started, or does not end in time.
     */
    List<String> run(final List<String> command, final long timeoutS) throws IOException, InterruptedException
    {
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        builder.environment().put("TERM", "dumb");
        final Process process = builder.start();
        final Thread hook = Thread.ofPlatform().unstarted(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
        final List<String> lines = new ArrayList<>();
        final Thread reader = Thread.ofPlatform().daemon(true).start(() -> read(process, lines));
        try
        {
            if (!process.waitFor(timeoutS, TimeUnit.SECONDS))
            {
                throw new IOException(command.getFirst() + " did not end within " + timeoutS + " s");
            }
        }
        finally
        {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            reader.join(TimeUnit.SECONDS.toMillis(5));
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        synchronized (lines)
        {
            return List.copyOf(lines);
        }
    }

    private static void read(final Process process, final List<String> lines)
    {
        try (BufferedReader in =
            new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)))
        {
            for (String line = in.readLine(); line != null; line = in.readLine())
            {
                synchronized (lines)
                {
                    lines.add(line);
                }
            }
        }
        catch (final IOException ended)
        {
            // The pipe of a program that was ended; what it had written is kept.
            synchronized (lines)
            {
                lines.add("(output broke off)");
            }
        }
    }

    private static Path inPath(final String name)
    {
        for (final String folder : System.getenv().getOrDefault("PATH", "").split(":", -1))
        {
            final Path path = Path.of(folder, name);
            if (Files.isExecutable(path) && !Files.isDirectory(path))
            {
                return path;
            }
        }
        return null;
    }

    private static boolean isRoot()
    {
        return "root".equals(System.getProperty("user.name"));
    }
}
