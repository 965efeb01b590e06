package io.suuupra.codecs.frame;

import java.util.List;

/**
 * Bits of the flags of a transfer. The schema defines them; a test holds these constants against it.
 */
public final class TransferFlags
{
    /** Shares its fate with the next event of the batch. */
    public static final int LINKED = 1 << 0;

    /** A hold. */
    public static final int PENDING = 1 << 1;

    /** Posts a hold. */
    public static final int POST_PENDING_TRANSFER = 1 << 2;

    /** Releases a hold. */
    public static final int VOID_PENDING_TRANSFER = 1 << 3;

    /** Moves at most what the debit account has. */
    public static final int BALANCING_DEBIT = 1 << 4;

    /** Moves at most what the credit account owes. */
    public static final int BALANCING_CREDIT = 1 << 5;

    /** Closes the debit account. */
    public static final int CLOSING_DEBIT = 1 << 6;

    /** Closes the credit account. */
    public static final int CLOSING_CREDIT = 1 << 7;

    /** Carries its own timestamp of the past. */
    public static final int IMPORTED = 1 << 8;

    /** All bits that have a meaning. */
    public static final int ALL = (1 << 9) - 1;

    /** Names in the REST interface, by bit. */
    public static final List<String> NAMES = List.of(
        "linked",
        "pending",
        "post_pending_transfer",
        "void_pending_transfer",
        "balancing_debit",
        "balancing_credit",
        "closing_debit",
        "closing_credit",
        "imported");

    private TransferFlags()
    {
    }
}
