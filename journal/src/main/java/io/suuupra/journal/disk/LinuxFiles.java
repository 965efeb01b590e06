package io.suuupra.journal.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * What Linux can do with files and Java has no call for: {@code posix_fallocate(3)}, {@code posix_fadvise(2)} and
 * {@code sync_file_range(2)}.
 */
final class LinuxFiles
{
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;
    private static final int FADV_DONTNEED = 4;
    private static final int RANGE_WRITE = 2;
    private static final int RANGE_WAIT_AFTER = 4;
    private static final int EINVAL = 22;
    private static final int EOPNOTSUPP = 95;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final boolean LINUX = System.getProperty("os.name").equals("Linux");
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final MethodHandle OPEN = handle("open", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, INT),
        Linker.Option.firstVariadicArg(2), Linker.Option.captureCallState("errno"));
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle ALLOCATE = handle("posix_fallocate", FunctionDescriptor.of(INT, INT, LONG, LONG));
    private static final MethodHandle ADVISE =
        handle("posix_fadvise", FunctionDescriptor.of(INT, INT, LONG, LONG, INT));
    private static final MethodHandle WRITE_RANGE =
        handle("sync_file_range", FunctionDescriptor.of(INT, INT, LONG, LONG, INT));
    private static final MethodHandle TEXT = handle("strerror", FunctionDescriptor.of(ValueLayout.ADDRESS, INT));
    private static final int TEXT_MAX = 256;

    private LinuxFiles()
    {
    }

    /** What is done with an open file. */
    private interface Call
    {
        int on(int descriptor) throws Throwable;
    }

    @SuppressWarnings("restricted") // The calls are declared as their manual pages have them.
    private static MethodHandle handle(
        final String name, final FunctionDescriptor descriptor, final Linker.Option... options)
    {
        return !LINUX ? null : Linker.nativeLinker().defaultLookup().find(name)
            .map(symbol -> Linker.nativeLinker().downcallHandle(symbol, descriptor, options)).orElse(null);
    }

    /**
     * Sets blocks aside that read as zeros, and makes the file as long as they reach.
     *
     * @param file that exists.
     * @param from first byte, included.
     * @param to   last byte, excluded; greater.
     * @return false if this system cannot: nothing has happened then.
     * @throws IOException if the disk is full or fails.
     */
    static boolean allocate(final Path file, final long from, final long to) throws IOException
    {
        if (ALLOCATE == null)
        {
            return false;
        }
        final int error = with(file, descriptor -> (int)ALLOCATE.invokeExact(descriptor, from, to - from));
        return switch (error)
        {
            case 0 -> true;
            case EINVAL, EOPNOTSUPP -> false;
            default -> throw new IOException(file + ": room cannot be set aside: " + text(error));
        };
    }

    /**
     * Says that what memory holds of a file is not needed any more.
     *
     * @param file that exists.
     * @return false if this system does not take such advice.
     * @throws IOException if the file cannot be opened.
     */
    static boolean forget(final Path file) throws IOException
    {
        return ADVISE != null &&
            with(file, descriptor -> (int)ADVISE.invokeExact(descriptor, 0L, 0L, FADV_DONTNEED)) == 0;
    }

    /**
     * Sends what was changed in a part of a file on its way to the disk and returns when it has got there, which is
     * not yet durable: what the file system and the disk themselves remember of it is not forced.
     *
     * @param file that exists.
     * @param from first byte, included.
     * @param to   last byte, excluded; greater.
     * @return false if this system cannot, or a byte could not be written: the file's next force meets that error.
     * @throws IOException if the file cannot be opened.
     */
    static boolean writeOut(final Path file, final long from, final long to) throws IOException
    {
        return WRITE_RANGE != null && with(file, descriptor ->
            (int)WRITE_RANGE.invokeExact(descriptor, from, to - from, RANGE_WRITE | RANGE_WAIT_AFTER)) == 0;
    }

    private static int with(final Path file, final Call call) throws IOException
    {
        if (OPEN == null || CLOSE == null)
        {
            return EOPNOTSUPP;
        }
        try (Arena arena = Arena.ofConfined())
        {
            final MemorySegment name = arena.allocateFrom(file.toAbsolutePath().toString());
            final MemorySegment state = arena.allocate(STATE);
            final int descriptor = (int)OPEN.invokeExact(state, name, O_RDWR | O_CLOEXEC);
            if (descriptor < 0)
            {
                throw new IOException(file + ": cannot be opened: " + text(errno(state)));
            }
            final int result = call.on(descriptor);
            final int closed = (int)CLOSE.invokeExact(descriptor);
            if (closed != 0)
            {
                throw new IOException(file + ": cannot be closed");
            }
            return result;
        }
        catch (final IOException | Error e)
        {
            throw e;
        }
        catch (final Throwable e)
        {
            throw new IOException(file + ": the system cannot be called", e);
        }
    }

    private static int errno(final MemorySegment state)
    {
        return state.get(INT, STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno")));
    }

    /** @return the system's words for an error. */
    @SuppressWarnings("restricted") // A text of the C library, with its end.
    private static String text(final int error)
    {
        if (TEXT == null)
        {
            return "error " + error;
        }
        try
        {
            return ((MemorySegment)TEXT.invokeExact(error)).reinterpret(TEXT_MAX).getString(0);
        }
        catch (final Throwable wordless)
        {
            return "error " + error;
        }
    }
}
