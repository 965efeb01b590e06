package io.suuupra.tools;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The launcher in a folder of its own, with a JDK and a Maven that only say how they were called. */
class LauncherTest
{
    private static final Path ROOT = Path.of(System.getProperty("suuupra.root", ".."));
    private static final String SAY_ARGUMENTS = "for a in \"$@\"; do printf '[%s]\\n' \"$a\"; done\n";

    @TempDir
    private Path folder;

    private Path root;
    private Path jdk;
    private Path bin;
    private final Map<String, String> environment = new TreeMap<>();

    private record Result(int exitCode, List<String> out, String err)
    {
    }

    @BeforeEach
    void setUp() throws IOException
    {
        root = folder.toRealPath().resolve("a house");
        jdk = folder.toRealPath().resolve("jdk");
        bin = Files.createDirectories(folder.toRealPath().resolve("bin"));
        Files.createDirectories(root.resolve("tools/src/main/java"));
        Files.createDirectories(root.resolve("tools/target"));
        Files.copy(ROOT.resolve("suuupra"), root.resolve("suuupra"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(ROOT.resolve("pom.xml"), root.resolve("pom.xml"));
        Files.writeString(root.resolve("tools/pom.xml"), "");
        Files.writeString(root.resolve("tools/src/main/java/Main.java"), "");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        script(jdk.resolve("bin/java"), SAY_ARGUMENTS);
        script(jdk.resolve("bin/javac"), "");
        for (final String tool : List.of(
            "bash", "sh", "env", "dirname", "readlink", "grep", "sed", "find", "cat", "mkdir", "mv", "rm", "sleep"))
        {
            final Path found = Arrays.stream(System.getenv("PATH").split(":"))
                .map(path -> Path.of(path, tool)).filter(Files::isExecutable).findFirst().orElseThrow();
            Files.createSymbolicLink(bin.resolve(tool), found);
        }
        maven("printf 'noise\\n'; cd \"$(dirname \"$3\")\"; echo \"$@\" >>mvn.log; echo x " +
            ">tools/target/classpath.txt; : >tools/target/tools-1.jar\n");
        environment.put("PATH", bin.toString());
        environment.put("SUUUPRA_JAVA_HOME", jdk.toString());
    }

    @Test
    void shouldHandArgumentsAndTheFlagsOfTheBuildToJava() throws Exception
    {
        environment.put("SUUUPRA_JAVA_OPTS", "-Xmx7g -Dx=y");

        final Result result = run("import", "a file", "*");

        assertEquals(0, result.exitCode(), result.err());
        assertEquals("building...\n", result.err());
        final List<String> out = result.out();
        assertEquals(
            List.of("[-cp]", "[" + root + "/tools/target/tools-1.jar:x]", "[io.suuupra.tools.Main]", "[import]",
            "[a file]", "[*]"), out.subList(out.size() - 6, out.size()));
        assertEquals(List.of("[--add-opens]", "[java.base/java.lang.reflect=ALL-UNNAMED]"), out.subList(0, 2));
        assertTrue(out.contains("[--sun-misc-unsafe-memory-access=allow]"), out.toString());
        assertTrue(out.contains("[-XX:MaxRAMPercentage=50]"));
        assertTrue(out.indexOf("[-Xmx7g]") > out.indexOf("[-XX:MaxRAMPercentage=50]"), "the later option wins");
        assertTrue(out.contains("[-Dx=y]"), out.toString());
    }

    @Test
    void shouldGiveTheNodeItsOwnHeap() throws Exception
    {
        final List<String> out = run("up").out();

        assertTrue(out.contains("[-Xmx4g]") && out.contains("[-XX:+UseParallelGC]"), out.toString());
    }

    @Test
    void shouldBuildOnlyWhatHasChanged() throws Exception
    {
        run("x");
        assertEquals("", run("x").err());
        assertEquals(1, builds());

        Files.setLastModifiedTime(
            root.resolve("tools/src/main/java/Main.java"), FileTime.from(Instant.now().plusSeconds(60)));
        assertEquals("building...\n", run("x").err());
        assertEquals(2, builds());
    }

    @Test
    void shouldBuildAgainAfterTheFolderWasMoved() throws Exception
    {
        run("x");
        final Path moved = folder.toRealPath().resolve("moved");
        Files.move(root, moved);
        root = moved;

        assertEquals("building...\n", run("x").err());
    }

    @Test
    void shouldNotWaitForABuildThatDied() throws Exception
    {
        Files.createDirectories(root.resolve("target/build.lock"));
        Files.writeString(root.resolve("target/build.lock/pid"), Long.toString(deadProcess()));
        assertEquals("building...\n", run("x").err());

        Files.delete(root.resolve("target/build.stamp"));
        Files.createDirectories(root.resolve("target/build.lock"));
        assertEquals("waiting for another build...\nbuilding...\n", run("x").err());
    }

    @Test
    void shouldShowTheOutputOfABuildThatFails() throws Exception
    {
        maven("printf 'what went wrong\\n'; exit 1\n");

        final Result result = run("x");

        assertEquals(1, result.exitCode());
        assertEquals(
            "building...\nwhat went wrong\nsuuupra: the build failed; its output stands above.\n", result.err());
        assertEquals(List.of(), result.out());
    }

    @Test
    void shouldWorkThroughSymbolicLinksFromAnyFolder() throws Exception
    {
        final Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/deep"));
        Files.createSymbolicLink(elsewhere.resolve("one"), Path.of("two"));
        Files.createSymbolicLink(elsewhere.resolve("two"), root.resolve("suuupra"));

        final Result result = run(elsewhere, elsewhere.resolve("one").toString(), "x");

        assertEquals(0, result.exitCode(), result.err());
        assertEquals("[x]", result.out().getLast());
    }

    @Test
    void shouldSayWhichJdkIsWrong() throws Exception
    {
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.2\"\n");

        final Result result = run("x");

        assertEquals(1, result.exitCode());
        assertEquals("suuupra: SUUUPRA_JAVA_HOME=" + jdk + " is not a JDK 25.\n", result.err());
    }

    @Test
    void shouldTakeTheJdkOfTheUsualVariable() throws Exception
    {
        environment.remove("SUUUPRA_JAVA_HOME");
        environment.put("JAVA_HOME", jdk.toString());

        assertEquals("[x]", run("x").out().getLast());
    }

    @Test
    void shouldSayThatMavenIsMissing() throws Exception
    {
        Files.delete(bin.resolve("mvn"));

        final Result result = run("x");

        assertEquals(1, result.exitCode());
        assertTrue(result.err().startsWith("suuupra: Apache Maven is needed to build: install it"), result.err());
    }

    @Test
    void shouldRunTheTestsOfEveryModule() throws Exception
    {
        maven(SAY_ARGUMENTS + "exit 7\n");

        final Result result = run("test", "-pl", "engine");

        assertEquals(7, result.exitCode());
        assertEquals(List.of("[-B]", "[-f]", "[" + root + "/pom.xml]", "[-ntp]", "[verify]", "[-pl]", "[engine]"),
            result.out());
        assertFalse(Files.exists(root.resolve("target/build.stamp")), "it tests, and leaves the build alone");
    }

    private Result run(final String... arguments) throws IOException, InterruptedException
    {
        final List<String> command = new ArrayList<>(List.of(root.resolve("suuupra").toString()));
        command.addAll(List.of(arguments));
        return run(root, command.toArray(new String[0]));
    }

    private Result run(final Path from, final String... command) throws IOException, InterruptedException
    {
        final Path out = folder.resolve("out");
        final Path err = folder.resolve("err");
        final ProcessBuilder builder = new ProcessBuilder(command)
            .directory(from.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        final Process process = builder.start();
        try
        {
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the launcher did not end");
        }
        finally
        {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), Files.readAllLines(out), Files.readString(err));
    }

    private static long deadProcess() throws IOException, InterruptedException
    {
        final Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    private long builds() throws IOException
    {
        return Files.readAllLines(root.resolve("mvn.log")).size();
    }

    private void maven(final String body) throws IOException
    {
        script(bin.resolve("mvn"), body);
    }

    private static void script(final Path file, final String body) throws IOException
    {
        Files.writeString(file, "#!/bin/sh\n" + body);
        assertTrue(file.toFile().setExecutable(true));
    }
}
