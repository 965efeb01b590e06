package io.suuupra.bench.peers;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs of an installed PostgreSQL.
 *
 * @param folder that they are in.
 * @param asUser user that they run as; empty: the one who runs this, for they refuse to run as root.
 */
record PostgresPrograms(Path folder, String asUser)
{
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final String USER = "postgres";
    private static final String WANTED =
        "PostgreSQL is not installed: install the Debian package 'postgresql' (apt-get install postgresql)";

    /**
     * Finds the newest that is installed; where there is none and root asks, installs one.
     *
     * @param progress gets a line before something is installed.
     * @return its programs.
     * @throws IOException          if there is none; the message says what to install.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    static PostgresPrograms findOrInstall(final PrintWriter progress) throws IOException, InterruptedException
    {
        final boolean isRoot = "root".equals(System.getProperty("user.name"));
        Optional<Path> found = newest(INSTALLED);
        if (found.isEmpty() && isRoot && Files.isExecutable(Path.of("/usr/bin/apt-get")))
        {
            progress.println("installing the Debian package 'postgresql'");
            progress.flush();
            run(List.of("apt-get", "update"));
            run(List.of("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "postgresql"));
            found = newest(INSTALLED);
        }
        return new PostgresPrograms(found.orElseThrow(() -> new IOException(WANTED)), isRoot ? USER : "");
    }

    /**
     * @param installed folder with one folder for each version.
     * @return the programs of the highest version that is complete.
     * @throws IOException if the folder cannot be read.
     */
    static Optional<Path> newest(final Path installed) throws IOException
    {
        if (!Files.isDirectory(installed))
        {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(installed))
        {
            return versions
                .filter(version -> version.getFileName().toString().matches("[0-9]{1,4}"))
                .sorted(Comparator.comparing((Path version) ->
                    Integer.valueOf(version.getFileName().toString())).reversed())
                .map(version -> version.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")) &&
                    Files.isExecutable(bin.resolve("postgres")) && Files.isExecutable(bin.resolve("pg_ctl")))
                .findFirst();
        }
    }

    /**
     * @param program   of PostgreSQL.
     * @param arguments of it.
     * @return the command that runs it as the right user.
     */
    List<String> command(final String program, final String... arguments)
    {
        final List<String> command = new ArrayList<>();
        if (!asUser.isEmpty())
        {
            // It replaces itself by the program, so that the process is the program's own.
            command.addAll(List.of("setpriv", "--reuid=" + asUser, "--regid=" + asUser, "--init-groups"));
        }
        command.add(folder.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * @param command to be run to its end.
     * @throws IOException          if it fails; the message ends with what it said last.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    static void run(final List<String> command) throws IOException, InterruptedException
    {
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0)
        {
            final String last = said.lines().filter(line -> !line.isBlank()).reduce((first, second) -> second)
                .orElse("it said nothing");
            throw new IOException(command.getFirst() + " failed: " + last);
        }
    }
}
