package io.suuupra.journal.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * Has Linux set blocks of a file aside without writing them: {@code posix_fallocate(3)}. They read as zeros.
 */
final class Allocation
{
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;
    private static final int ENOSPC = 28;
    private static final int EINVAL = 22;
    private static final int EOPNOTSUPP = 95;
    private static final boolean LINUX = System.getProperty("os.name").equals("Linux");
    private static final MethodHandle OPEN = LINUX ? handle("open", FunctionDescriptor.of(ValueLayout.JAVA_INT,
        ValueLayout.ADDRESS, ValueLayout.JAVA_INT), Linker.Option.firstVariadicArg(2)) : null;
    private static final MethodHandle CLOSE = LINUX ?
        handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)) : null;
    private static final MethodHandle ALLOCATE = LINUX ? handle("posix_fallocate", FunctionDescriptor.of(
        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG)) : null;

    private Allocation()
    {
    }

    @SuppressWarnings("restricted") // The three calls are declared as their manual pages have them.
    private static MethodHandle handle(
        final String name, final FunctionDescriptor descriptor, final Linker.Option... options)
    {
        final SymbolLookup lookup = Linker.nativeLinker().defaultLookup();
        return lookup.find(name)
            .map(symbol -> Linker.nativeLinker().downcallHandle(symbol, descriptor, options)).orElse(null);
    }

    /**
     * Sets blocks aside and makes the file as long as they reach.
     *
     * @param file that exists.
     * @param from first byte, included.
     * @param to   last byte, excluded.
     * @return false if this system cannot: nothing has happened then.
     * @throws IOException if the disk is full or fails.
     */
    static boolean allocate(final Path file, final long from, final long to) throws IOException
    {
        if (OPEN == null || CLOSE == null || ALLOCATE == null || from >= to)
        {
            return from >= to;
        }
        final int error;
        try (Arena arena = Arena.ofConfined())
        {
            final MemorySegment name = arena.allocateFrom(file.toAbsolutePath().toString());
            final int descriptor = (int)OPEN.invokeExact(name, O_RDWR | O_CLOEXEC);
            if (descriptor < 0)
            {
                return false;
            }
            error = (int)ALLOCATE.invokeExact(descriptor, from, to - from);
            final int closed = (int)CLOSE.invokeExact(descriptor);
            if (closed != 0)
            {
                throw new IOException(file + ": cannot be closed");
            }
        }
        catch (final IOException e)
        {
            throw e;
        }
        catch (final Throwable e)
        {
            throw new IOException(file + ": room cannot be set aside", e);
        }
        return switch (error)
        {
            case 0 -> true;
            case EINVAL, EOPNOTSUPP -> false;
            case ENOSPC -> throw new IOException(file + ": No space left on device");
            default -> throw new IOException(file + ": room cannot be set aside, error " + error);
        };
    }
}
