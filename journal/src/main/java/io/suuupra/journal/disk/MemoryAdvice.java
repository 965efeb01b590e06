package io.suuupra.journal.disk;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Tells Linux what a mapping is for: {@code madvise(2)}. Advice that a system does not know is no error: all works
 * without it, only slower.
 */
public final class MemoryAdvice
{
    private static final int MADV_HUGEPAGE = 14;
    private static final int MADV_POPULATE_WRITE = 23;
    private static final MethodHandle MADVISE = System.getProperty("os.name").equals("Linux") ? madvise() : null;

    private MemoryAdvice()
    {
    }

    @SuppressWarnings("restricted") // Declared as its manual page has it.
    private static MethodHandle madvise()
    {
        return Linker.nativeLinker().defaultLookup().find("madvise")
            .map(symbol -> Linker.nativeLinker().downcallHandle(symbol, FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT)))
            .orElse(null);
    }

    /**
     * Asks for large pages: the system has less to keep books of.
     *
     * @param mapping of a file.
     * @return whether the system takes the advice.
     */
    public static boolean hugePages(final MemorySegment mapping)
    {
        return advise(mapping, MADV_HUGEPAGE);
    }

    /**
     * Makes all pages of a part of a mapping ready to be written, so that who writes them later never waits for one.
     *
     * @param part of a mapping of a file whose blocks are reserved; begins on a page.
     * @return whether the system takes the advice.
     */
    public static boolean populate(final MemorySegment part)
    {
        return advise(part, MADV_POPULATE_WRITE);
    }

    private static boolean advise(final MemorySegment part, final int advice)
    {
        if (MADVISE == null)
        {
            return false;
        }
        try
        {
            return (int)MADVISE.invokeExact(part, part.byteSize(), advice) == 0;
        }
        catch (final Throwable e)
        {
            throw new IllegalStateException("madvise cannot be called", e);
        }
    }
}
