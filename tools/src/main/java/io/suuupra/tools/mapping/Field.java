package io.suuupra.tools.mapping;

import io.suuupra.codecs.edge.UInt128;

/**
 * A field of an account or of a transfer, with the expression that fills it and the range that it must keep.
 *
 * @param name       of the field, for messages.
 * @param expression that fills it; an integer, or for ids also an id.
 */
record Field(String name, Expression expression)
{
    private static final long UNSIGNED_32_MAX = 0xFFFF_FFFFL;

    /** An id or user data of 128 bits. */
    UInt128 unsigned128(final Row row) throws BadRowException
    {
        final Object value = expression.of(row);
        if (value instanceof UInt128 id)
        {
            return id;
        }
        return UInt128.of(inRange((Long)value, 0, Long.MAX_VALUE));
    }

    /** An id: neither 0 nor 2^128 - 1. */
    UInt128 id(final Row row) throws BadRowException
    {
        final UInt128 id = unsigned128(row);
        if (id.isZero() || id.equals(UInt128.MAX))
        {
            throw new BadRowException(name + " must be neither 0 nor 2^128 - 1");
        }
        return id;
    }

    /** An amount, 0 or more minor units. */
    long amount(final Row row) throws BadRowException
    {
        return inRange((Long)expression.of(row), 0, Long.MAX_VALUE);
    }

    /** All 64 bits; a negative number keeps its two's complement. */
    long bits64(final Row row) throws BadRowException
    {
        return (Long)expression.of(row);
    }

    /** An unsigned number of 32 bits, as an int with the same bits. */
    int unsigned32(final Row row, final long min) throws BadRowException
    {
        return (int)inRange((Long)expression.of(row), min, UNSIGNED_32_MAX);
    }

    /** A code, 1 to 65535. */
    int code(final Row row) throws BadRowException
    {
        return (int)inRange((Long)expression.of(row), 1, 0xFFFF);
    }

    private long inRange(final long value, final long min, final long max) throws BadRowException
    {
        if (value < min || value > max)
        {
            throw new BadRowException(name + " must be from " + min + " to " + max + ", not " + value);
        }
        return value;
    }
}
