package io.suuupra.bench.profile;

import java.util.Locale;

/**
 * One place in a stack.
 *
 * @param name of a method, a function or a thread.
 * @param kind of code that it is.
 */
public record Frame(String name, Kind kind)
{
    /** What a frame is part of. */
    public enum Kind
    {
        /** A thread: the lowest frame of its stacks. */
        THREAD("thread"),

        /** A Java method, however it is run. */
        JAVA("Java"),

        /** A function of the JVM or of another library. */
        NATIVE("native"),

        /** A function of the kernel. */
        KERNEL("kernel");

        private final String text;

        Kind(final String text)
        {
            this.text = text;
        }

        /** @return what people call it. */
        public String text()
        {
            return text;
        }

        /** @return what a page's style calls it. */
        String style()
        {
            return text.toLowerCase(Locale.ROOT);
        }
    }

    /** @return the name without what is the same for most: of a Java method class and method, without the package. */
    String label()
    {
        if (kind != Kind.JAVA)
        {
            return name;
        }
        final int method = name.lastIndexOf('.');
        return name.substring(name.lastIndexOf('.', method - 1) + 1);
    }
}
