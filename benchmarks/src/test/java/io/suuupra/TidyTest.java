package io.suuupra;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Holds every source file of the repository against the rules of form; each complaint gives file and line.
 */
class TidyTest
{
    private static final List<SourceFile> FILES = SourceFile.below(Path.of(System.getProperty("suuupra.root")));
    private static final String TEST = "m/src/test/java/io/suuupra/m/ATest.java";
    private static final String MAIN = "m/src/main/java/io/suuupra/m/A.java";

    /** Name, rule, a text that breaks it once in its third line, and one that does not break it. */
    static Stream<Arguments> rules()
    {
        return Stream.of(
            rule("long lines", TidyRules::longLines, MAIN, "x".repeat(121), "x".repeat(120)),
            rule("white space", TidyRules::whiteSpace, "a.md", "two ", "  two"),
            rule("tabs", TidyRules::whiteSpace, "a.xml", "a\tb", "a b"),
            rule("words", TidyRules::bannedWords, "a.yaml", "# TO" + "DO later", "# to" + "do, XX" + "XL"),
            rule("promises", TidyRules::bannedWords, "a.md", "Not Imple" + "mented yet", "implemented, not so"),
            rule("places", TidyRules::places, "a.md", "cd /ro" + "ot/a", "cd build/wo" + "rk/a"),
            rule("registries", TidyRules::registries, "a.xml", "at py" + "pi.org", "maven.apache.org/POM"),
            rule("sleep", TidyRules::sleepingTests, TEST, "Thread" + ".sleep(1);", "// Thread" + ".sleep(1);"),
            rule("disabled", TidyRules::disabledTests, TEST, "@Dis" + "abled", "// @Dis" + "abled"),
            rule("empty catch", TidyRules::emptyCatches, MAIN, "catch (A e)\n{\n// why\n}", "catch (A e)\n{ a(); }"),
            rule("empty in tests", TidyRules::emptyCatches, TEST, "catch (A e)\n{\n}", "catch (A e)\n{\n// why\n}"),
            rule("names", TidyRules::badNames, MAIN, "record Key" + "Manager()", "// class Key" + "Manager"),
            rule("long methods", TidyRules::longMethods, MAIN, method(67, "f()"), method(66, "f()")),
            rule("long constructors", TidyRules::longMethods, MAIN, method(67, "A() throws B"), method(66, "A()")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void shouldKeepTheRuleEverywhere(final String name, final Function<SourceFile, List<String>> rule)
    {
        final List<String> breaches = TidyRules.all(FILES, rule);
        assertTrue(breaches.isEmpty(), () -> name + ":\n" + String.join("\n", breaches));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void shouldSeeABreachOfTheRule(
        final String name,
        final Function<SourceFile, List<String>> rule,
        final SourceFile breach,
        final SourceFile clean)
    {
        final List<String> complaints = rule.apply(breach);
        assertEquals(1, complaints.size(), name);
        assertTrue(complaints.getFirst().startsWith(breach.path() + ":3 "), complaints.getFirst());
        assertEquals(List.of(), rule.apply(clean), name);
    }

    @Test
    void shouldKeepMainClassesShort()
    {
        final List<String> breaches = TidyRules.all(FILES, TidyRules::longClasses);
        assertTrue(breaches.isEmpty(), () -> String.join("\n", breaches));
        assertEquals(1, TidyRules.longClasses(new SourceFile(MAIN, "\n".repeat(601))).size());
        assertEquals(0, TidyRules.longClasses(new SourceFile(MAIN, "\n".repeat(600))).size());
    }

    @Test
    void shouldDescribeEveryPackage()
    {
        final List<String> breaches = TidyRules.undescribedPackages(FILES);
        assertTrue(breaches.isEmpty(), () -> String.join("\n", breaches));
        final SourceFile info = new SourceFile("m/src/main/java/io/suuupra/m/package-info.java", "");
        assertEquals(1, TidyRules.undescribedPackages(List.of(new SourceFile(MAIN, ""))).size());
        assertEquals(0, TidyRules.undescribedPackages(List.of(new SourceFile(TEST, ""), info)).size());
    }

    @Test
    void shouldSeeTheWholeRepository()
    {
        for (final String path : List.of(
            "pom.xml",
            "suuupra",
            "codecs/src/main/resources/suuupra.xml",
            "engine/src/main/java/io/suuupra/engine/Engine.java",
            "benchmarks/src/test/java/io/suuupra/TidyTest.java"))
        {
            assertTrue(FILES.stream().anyMatch(file -> file.path().equals(path)), path);
        }
        assertTrue(FILES.stream().noneMatch(file -> file.path().contains("/target/")), "build output");
    }

    private static Arguments rule(
        final String name,
        final Function<SourceFile, List<String>> rule,
        final String path,
        final String breach,
        final String clean)
    {
        return Arguments.of(name, rule, new SourceFile(path, "a\nb\n" + breach + "\nc\n"), new SourceFile(path, clean));
    }

    private static String method(final int statements, final String head)
    {
        final String body = "if (a('{', \"}\"))\n{\n}\n" + "// {\n".repeat(statements - 3);
        return "class A { void " + head + "\n{\n" + "\n" + body + "}\n }";
    }
}
