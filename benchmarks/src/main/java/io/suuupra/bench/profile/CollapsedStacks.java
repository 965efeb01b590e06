package io.suuupra.bench.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads collapsed stacks: a line for each stack, its frames from the caller to the called with semicolons between them,
 * then a space and the number of samples. The first frame may be a thread, {@code [name tid=7]}; a suffix such as
 * {@code _[j]} or {@code _[k]} tells the kind of a frame.
 */
public final class CollapsedStacks
{
    /** Frames of a stack at most. */
    public static final int DEPTH_MAX = 4_096;

    /** Bytes of a file at most. */
    public static final long BYTES_MAX = 256L << 20;

    private static final int QUOTED_MAX = 80;

    // The name of a thread may hold semicolons.
    private static final Pattern THREAD = Pattern.compile("^\\[(.*?) tid=\\d+](?:;|$)");

    // How a Java method was run (compiled, inlined, interpreted, by the quick compiler) makes no other frame of it.
    private static final Pattern KIND = Pattern.compile("_\\[([j0i1k])]$");

    // The address of a hidden class differs from one to the next, and says nothing.
    private static final Pattern ADDRESS = Pattern.compile("[./+]0x[0-9a-f]+");

    private CollapsedStacks()
    {
    }

    /**
     * @param file that a profiler wrote.
     * @param name of the process, for the root of the tree.
     * @return the profile; without a sample if the file is empty.
     * @throws IOException if the file cannot be read, is too long, or has a line that is no stack; the message names
     *                     file and line.
     */
    public static Profile read(final Path file, final String name) throws IOException
    {
        if (Files.size(file) > BYTES_MAX)
        {
            throw new IOException(file + " has more than " + BYTES_MAX + " bytes");
        }
        // Not by a strict decoder: the system cuts names of threads at a byte, wherever that falls in a character.
        final String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        try
        {
            return parse(text, name);
        }
        catch (final IllegalArgumentException garbage)
        {
            throw new IOException(file + ", " + garbage.getMessage(), garbage);
        }
    }

    /**
     * @param text lines.
     * @param name of the process, for the root of the tree.
     * @return the profile; without a sample if there is no line.
     * @throws IllegalArgumentException if a line is no stack; the message names the line.
     */
    static Profile parse(final String text, final String name)
    {
        final FrameTree tree = new FrameTree(new Frame(name, Frame.Kind.THREAD));
        int number = 0;
        for (final Iterator<String> lines = text.lines().iterator(); lines.hasNext();)
        {
            number++;
            final String line = lines.next();
            final int space = line.lastIndexOf(' ');
            final long samples = space < 1 ? 0 : samples(line.substring(space + 1));
            if (samples < 1)
            {
                throw garbage(number, line, "is no stack with a number of samples, 1 or more, behind it");
            }
            try
            {
                tree.add(stack(line.substring(0, space)), samples);
            }
            catch (final IllegalArgumentException | ArithmeticException wrong)
            {
                throw garbage(number, line, wrong.getMessage());
            }
        }
        return new Profile(tree);
    }

    private static IllegalArgumentException garbage(final int number, final String line, final String rule)
    {
        final String quoted = line.length() <= QUOTED_MAX ? line : line.substring(0, QUOTED_MAX) + "...";
        return new IllegalArgumentException("line " + number + ": '" + quoted + "' " + rule);
    }

    private static long samples(final String digits)
    {
        try
        {
            return Long.parseLong(digits);
        }
        catch (final NumberFormatException noNumber)
        {
            // The caller says what was expected, and where.
            return 0;
        }
    }

    private static List<Frame> stack(final String text)
    {
        final List<Frame> frames = new ArrayList<>();
        final Matcher thread = THREAD.matcher(text);
        String rest = text;
        if (thread.find())
        {
            frames.add(new Frame(thread.group(1), Frame.Kind.THREAD));
            rest = text.substring(thread.end());
            if (rest.isEmpty())
            {
                // A thread of which nothing else could be seen.
                return frames;
            }
        }
        for (final String frame : rest.split(";", -1))
        {
            frames.add(frame(frame));
            if (frames.size() > DEPTH_MAX)
            {
                throw new IllegalArgumentException("has more than " + DEPTH_MAX + " frames");
            }
        }
        return frames;
    }

    private static Frame frame(final String text)
    {
        final Matcher kind = KIND.matcher(text);
        final boolean told = kind.find();
        final String name = told ? text.substring(0, kind.start()) : text;
        if (name.isEmpty())
        {
            throw new IllegalArgumentException("has a frame without a name");
        }
        if (!told)
        {
            return new Frame(name, Frame.Kind.NATIVE);
        }
        return kind.group(1).equals("k") ?
            new Frame(name, Frame.Kind.KERNEL) :
            new Frame(ADDRESS.matcher(name).replaceAll("").replace('/', '.'), Frame.Kind.JAVA);
    }
}
