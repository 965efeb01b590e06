package io.suuupra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One source file of the repository.
 *
 * @param path below the repository's root, with forward slashes.
 * @param text its whole text.
 */
record SourceFile(String path, String text)
{
    private static final Set<String> SKIPPED = Set.of("target", ".git", ".idea", ".vscode", "data");
    private static final Set<String> ENDINGS =
        Set.of("java", "md", "xml", "yaml", "yml", "json", "properties", "sh", "toml");

    /**
     * @param root of the repository.
     * @return all source files and scripts below it, build output left out.
     */
    static List<SourceFile> below(final Path root)
    {
        final List<SourceFile> files = new ArrayList<>();
        try
        {
            Files.walkFileTree(root, new SimpleFileVisitor<>()
            {
                @Override
                public FileVisitResult preVisitDirectory(final Path folder, final BasicFileAttributes attributes)
                {
                    final boolean skip = SKIPPED.contains(folder.getFileName().toString()) && !folder.equals(root);
                    return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes)
                    throws IOException
                {
                    if (attributes.isRegularFile() && (isSource(file) || isScript(file)))
                    {
                        final String path = root.relativize(file).toString().replace('\\', '/');
                        files.add(new SourceFile(path, Files.readString(file)));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static boolean isSource(final Path file)
    {
        final String name = file.getFileName().toString();
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static boolean isScript(final Path file) throws IOException
    {
        try (var in = Files.newInputStream(file))
        {
            return in.read() == '#' && in.read() == '!';
        }
    }

    boolean isJava()
    {
        return path.endsWith(".java");
    }

    boolean isMain()
    {
        return path.contains("src/main/");
    }

    boolean isTest()
    {
        return path.contains("src/test/");
    }

    List<String> lines()
    {
        return text.lines().toList();
    }

    /**
     * @return the text with the inside of comments, strings and character literals blanked out, line by line the same.
     */
    String code()
    {
        final StringBuilder code = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length())
        {
            final int end = endOfBlank(i);
            if (end == i)
            {
                code.append(text.charAt(i));
                i++;
            }
            else
            {
                text.substring(i, end).chars().forEach(c -> code.append(c == '\n' ? '\n' : ' '));
                i = end;
            }
        }
        return code.toString();
    }

    private int endOfBlank(final int start)
    {
        if (text.startsWith("//", start))
        {
            return orEnd(text.indexOf('\n', start));
        }
        if (text.startsWith("/*", start))
        {
            return orEnd(text.indexOf("*/", start + 2) + 2);
        }
        if (text.startsWith("\"\"\"", start))
        {
            return orEnd(text.indexOf("\"\"\"", start + 3) + 3);
        }
        final char quote = text.charAt(start);
        if (quote != '"' && quote != '\'')
        {
            return start;
        }
        int end = start + 1;
        while (end < text.length() && text.charAt(end) != quote && text.charAt(end) != '\n')
        {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, text.length());
    }

    private int orEnd(final int index)
    {
        return index < 3 ? text.length() : index;
    }
}
