package io.suuupra.tools.mapping;

import io.suuupra.codecs.edge.UInt128;

import java.time.LocalDate;
import java.util.Locale;

/** What an expression gives. */
enum Kind
{
    /** A {@link String}. */
    TEXT,

    /** A {@link Long}; amounts are minor units. */
    INTEGER,

    /** A {@link UInt128}. */
    ID,

    /** A {@link LocalDate}. */
    DATE;

    @Override
    public String toString()
    {
        return switch (this)
        {
            case INTEGER -> "an integer";
            case ID -> "an id";
            default -> "a " + name().toLowerCase(Locale.ROOT);
        };
    }
}
