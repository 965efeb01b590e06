package io.suuupra;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of form that a text can be held against. Each returns a complaint, {@code path:line what}, for each breach.
 *
 * <p>Banned words are put together from halves, so that this file does not hold them.
 */
final class TidyRules
{
    static final int COLUMNS_MAX = 120;
    static final int CLASS_LINES_MAX = 600;
    static final int METHOD_LINES_MAX = 70;

    private static final Pattern WORDS = Pattern.compile(
        "\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b|(?i:not " + "implemented)");
    private static final Pattern PLACES = Pattern.compile("(?<![\\w.~-])/(wo" + "rk|ro" + "ot)/");
    private static final Pattern REGISTRIES = Pattern.compile(
        "repo1?\\.maven\\b|repo\\.maven\\.apache|maven-cent" + "ral\\.|oss\\.sona" + "type|central\\.sona" + "type|" +
        "registry\\.np" + "mjs|py" + "pi\\.org|pythonho" + "sted|crat" + "es\\.io|proxy\\.go" + "lang|" +
        "plugins\\.gra" + "dle|jit" + "pack\\.io|deb\\.deb" + "ian\\.org|archive\\.ubu" + "ntu");
    private static final Pattern BAD_NAME =
        Pattern.compile("\\b(?:class|interface|record|enum)\\s+(\\w*(?:Manager|Utils?|Impl|Helper))\\b");
    private static final Pattern EMPTY_CATCH = Pattern.compile("\\bcatch\\s*\\([^)]*\\)\\s*\\{\\s*\\}");
    private static final Pattern DISABLED = Pattern.compile("@Dis" + "abled\\b");
    private static final Pattern SLEEP = Pattern.compile("\\b(?:Thread|TimeUnit\\.\\w+)\\.sleep\\s*\\(");
    private static final Pattern METHOD = Pattern.compile("\\)(\\s*throws[\\w\\s,.]+)?$");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|enum|record)\\s+\\w+");
    private static final Pattern ANONYMOUS = Pattern.compile("\\bnew\\s+[\\w.<>, ?]+\\(.*\\)$", Pattern.DOTALL);

    private TidyRules()
    {
    }

    static List<String> longLines(final SourceFile file)
    {
        return file.isJava() ? lines(file, line -> line.length() > COLUMNS_MAX, "more than 120 columns") : List.of();
    }

    static List<String> whiteSpace(final SourceFile file)
    {
        final List<String> found = lines(file, line -> line.indexOf('\t') >= 0, "a tab");
        found.addAll(lines(file, line -> line.endsWith(" ") || line.endsWith("\t"), "white space at the end"));
        if (file.text().indexOf('\r') >= 0)
        {
            found.add(file.path() + ":1 carriage returns");
        }
        return found;
    }

    static List<String> bannedWords(final SourceFile file)
    {
        return lines(file, line -> WORDS.matcher(line).find(), "a word that promises work");
    }

    static List<String> places(final SourceFile file)
    {
        return lines(file, line -> PLACES.matcher(line).find(), "a path of one machine");
    }

    static List<String> registries(final SourceFile file)
    {
        return lines(file, line -> REGISTRIES.matcher(line).find(), "the host of a package registry");
    }

    static List<String> sleepingTests(final SourceFile file)
    {
        return file.isJava() && file.isTest() ? matches(file, SLEEP, "sleeps") : List.of();
    }

    static List<String> disabledTests(final SourceFile file)
    {
        return file.isJava() ? matches(file, DISABLED, "a test that does not run") : List.of();
    }

    /** In main code something has to happen; in a test a comment may say why nothing has to. */
    static List<String> emptyCatches(final SourceFile file)
    {
        return !file.isJava() ? List.of() :
            matches(file, file.isTest() ? file.text() : file.code(), EMPTY_CATCH, "catches and does nothing");
    }

    static List<String> badNames(final SourceFile file)
    {
        return file.isJava() ? matches(file, BAD_NAME, "a name that says nothing") : List.of();
    }

    static List<String> longClasses(final SourceFile file)
    {
        final int lines = file.lines().size();
        return file.isJava() && file.isMain() && lines > CLASS_LINES_MAX ?
            List.of(file.path() + ":" + lines + " more than " + CLASS_LINES_MAX + " lines") : List.of();
    }

    /** Counts braces: a block is a method where its parent is a type and its head ends in parameters. */
    static List<String> longMethods(final SourceFile file)
    {
        final List<String> found = new ArrayList<>();
        if (!file.isJava())
        {
            return found;
        }
        final Deque<Block> blocks = new ArrayDeque<>();
        final String code = file.code();
        int headStart = 0;
        for (int i = 0; i < code.length(); i++)
        {
            final char c = code.charAt(i);
            if (c == '{')
            {
                blocks.push(Block.of(code, headStart, i));
            }
            if (c == '}' && !blocks.isEmpty())
            {
                final Block block = blocks.pop();
                final int length = lineOf(code, i) - block.line + 1;
                if (block.isMethod && !blocks.isEmpty() && blocks.peek().isType && length > METHOD_LINES_MAX)
                {
                    found.add(file.path() + ":" + block.line + " a method of " + length + " lines");
                }
            }
            if (c == '{' || c == '}' || c == ';')
            {
                headStart = i + 1;
            }
        }
        return found;
    }

    /** One block between braces, by what stands before it. */
    private record Block(int line, boolean isType, boolean isMethod)
    {
        static Block of(final String code, final int headStart, final int brace)
        {
            final String head = code.substring(headStart, brace);
            final String stripped = head.strip();
            final int start = headStart + head.indexOf(stripped);
            final boolean type = TYPE.matcher(stripped).find() || ANONYMOUS.matcher(stripped).find();
            final boolean method = !type && METHOD.matcher(stripped).find();
            return new Block(lineOf(code, start), type, method);
        }
    }

    /** Packages, of all files together, that no package-info.java describes. */
    static List<String> undescribedPackages(final List<SourceFile> files)
    {
        final TreeMap<String, String> packages = new TreeMap<>();
        final Set<String> described = new TreeSet<>();
        for (final SourceFile file : files)
        {
            final int root = file.path().indexOf("/java/io/");
            if (file.isJava() && root >= 0)
            {
                final int end = file.path().lastIndexOf('/');
                final String name = file.path().substring(root + "/java/".length(), end);
                packages.putIfAbsent(name, file.path().substring(0, end));
                if (file.path().endsWith("/package-info.java"))
                {
                    described.add(name);
                }
            }
        }
        packages.keySet().removeAll(described);
        return packages.values().stream().map(folder -> folder + ":1 no package-info.java").toList();
    }

    static List<String> all(final List<SourceFile> files, final Function<SourceFile, List<String>> rule)
    {
        return files.stream().flatMap(file -> rule.apply(file).stream()).toList();
    }

    private static List<String> lines(final SourceFile file, final Predicate<String> breach, final String what)
    {
        final List<String> found = new ArrayList<>();
        final List<String> lines = file.lines();
        for (int i = 0; i < lines.size(); i++)
        {
            if (breach.test(lines.get(i)))
            {
                found.add(file.path() + ":" + (i + 1) + " " + what);
            }
        }
        return found;
    }

    private static List<String> matches(final SourceFile file, final Pattern pattern, final String what)
    {
        return matches(file, file.code(), pattern, what);
    }

    private static List<String> matches(
        final SourceFile file, final String code, final Pattern pattern, final String what)
    {
        final List<String> found = new ArrayList<>();
        final Matcher matcher = pattern.matcher(code);
        while (matcher.find())
        {
            found.add(file.path() + ":" + lineOf(code, matcher.start()) + " " + what);
        }
        return found;
    }

    private static int lineOf(final String text, final int index)
    {
        return 1 + (int)text.substring(0, index).chars().filter(c -> c == '\n').count();
    }
}
