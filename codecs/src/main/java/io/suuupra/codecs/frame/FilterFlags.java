package io.suuupra.codecs.frame;

import java.util.List;

/**
 * Bits of the flags of a filter. The schema defines them; a test holds these constants against it.
 */
public final class FilterFlags
{
    /** Transfers in which the account is the debit account. */
    public static final int DEBITS = 1 << 0;

    /** Transfers in which the account is the credit account. */
    public static final int CREDITS = 1 << 1;

    /** Newest first. */
    public static final int REVERSED = 1 << 2;

    /** All bits that have a meaning. */
    public static final int ALL = (1 << 3) - 1;

    /** Names in the REST interface, by bit. */
    public static final List<String> NAMES = List.of(
        "debits",
        "credits",
        "reversed");

    private FilterFlags()
    {
    }
}
