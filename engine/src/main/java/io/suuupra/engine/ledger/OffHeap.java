package io.suuupra.engine.ledger;

import org.agrona.SystemUtil;
import org.agrona.UnsafeApi;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Memory outside of the Java heap, all zeros. On Linux a large block is a mapping of its own ({@code mmap(2)}), which
 * goes back to the system as a whole when it is freed. The C library keeps some of what is freed: with it an account
 * takes 160 bytes and not 157.
 */
final class OffHeap
{
    /** From here on a block is a mapping of its own. */
    private static final long MAPPED_BYTES_MIN = 128 * 1024;

    private static final int PROT_READ_WRITE = 1 | 2;
    private static final int MAP_PRIVATE_ANONYMOUS_POPULATE = 0x2 | 0x20 | 0x8000;
    private static final int NO_FILE = -1;
    private static final long FAILED = -1;
    private static final boolean IS_LINUX = SystemUtil.isLinux();
    private static final MethodHandle MMAP = IS_LINUX ? function("mmap", FunctionDescriptor.of(
        ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
        ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG)) : null;
    private static final MethodHandle MUNMAP = IS_LINUX ? function("munmap", FunctionDescriptor.of(
        ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG)) : null;

    private OffHeap()
    {
    }

    @SuppressWarnings("restricted") // Declared as its manual page has it.
    private static MethodHandle function(final String name, final FunctionDescriptor descriptor)
    {
        return Linker.nativeLinker().defaultLookup().find(name)
            .map(symbol -> Linker.nativeLinker().downcallHandle(symbol, descriptor)).orElse(null);
    }

    /** @return whether a block of that many bytes begins with a page, and any other perhaps not with a cache line. */
    static boolean isMapped(final long bytes)
    {
        return bytes >= MAPPED_BYTES_MIN && MMAP != null && MUNMAP != null;
    }

    /**
     * @param bytes of the block.
     * @return its address.
     * @throws OutOfMemoryError if the system has none.
     */
    static long allocate(final long bytes)
    {
        if (!isMapped(bytes))
        {
            final long block = UnsafeApi.allocateMemory(bytes);
            UnsafeApi.setMemory(block, bytes, (byte)0);
            return block;
        }
        final long block = map(bytes);
        if (block == FAILED)
        {
            throw new OutOfMemoryError("the system has no " + bytes + " bytes for a table");
        }
        return block;
    }

    /**
     * @param block that {@link #allocate} gave; 0 = none.
     * @param bytes of it.
     */
    static void free(final long block, final long bytes)
    {
        if (block == 0 || !isMapped(bytes))
        {
            UnsafeApi.freeMemory(block);
        }
        else if (unmap(block, bytes) != 0)
        {
            throw new IllegalStateException("munmap does not take back what mmap gave");
        }
    }

    private static long map(final long bytes)
    {
        try
        {
            return (long)MMAP.invokeExact(
                MemorySegment.NULL, bytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS_POPULATE, NO_FILE, 0L);
        }
        catch (final Throwable e)
        {
            throw new IllegalStateException("mmap cannot be called", e);
        }
    }

    private static int unmap(final long block, final long bytes)
    {
        try
        {
            return (int)MUNMAP.invokeExact(block, bytes);
        }
        catch (final Throwable e)
        {
            throw new IllegalStateException("munmap cannot be called", e);
        }
    }
}
