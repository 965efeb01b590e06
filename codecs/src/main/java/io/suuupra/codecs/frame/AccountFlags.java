package io.suuupra.codecs.frame;

import java.util.List;

/**
 * Bits of the flags of an account. The schema defines them; a test holds these constants against it.
 */
public final class AccountFlags
{
    /** Shares its fate with the next event of the batch. */
    public static final int LINKED = 1 << 0;

    /** Pending and posted debits stay within posted credits. */
    public static final int DEBITS_MUST_NOT_EXCEED_CREDITS = 1 << 1;

    /** Pending and posted credits stay within posted debits. */
    public static final int CREDITS_MUST_NOT_EXCEED_DEBITS = 1 << 2;

    /** Balances after each transfer can be read. */
    public static final int HISTORY = 1 << 3;

    /** Carries its own timestamp of the past. */
    public static final int IMPORTED = 1 << 4;

    /** Takes no transfer any more. */
    public static final int CLOSED = 1 << 5;

    /** All bits that have a meaning. */
    public static final int ALL = (1 << 6) - 1;

    /** Names in the REST interface, by bit. */
    public static final List<String> NAMES = List.of(
        "linked",
        "debits_must_not_exceed_credits",
        "credits_must_not_exceed_debits",
        "history",
        "imported",
        "closed");

    private AccountFlags()
    {
    }
}
