package io.suuupra.codecs.frame;

/**
 * The limits of the protocol. They are part of it: raising one is a change of the schema's version.
 */
public final class Limits
{
    /** Bytes of the largest wire frame, its header included, in both directions. */
    public static final int FRAME_MAX = 1024 * 1024;

    /** Accounts, transfers or ids in one batch. */
    public static final int EVENTS_MAX = 8_189;

    /** Rows of one reply of accounts, transfers or balances. */
    public static final int ROWS_MAX = 8_189;

    /** Change events in one reply; each is larger than a row. */
    public static final int CHANGE_EVENTS_MAX = 5_000;

    /** Holds that one command expires before it does its own work. */
    public static final int EXPIRY_MAX = 4_096;

    /** Characters of the texts of a {@code Failure}. */
    public static final int FAILURE_TEXT_MAX = 512;

    /** Bytes that frames in the ring and in the journal are aligned to. */
    public static final int FRAME_ALIGNMENT = 8;

    /** Bytes of a UPI address. */
    public static final int UPI_ADDRESS_MAX = 255;

    /** Bytes of a UPI payment's note. */
    public static final int UPI_NOTE_MAX = 50;

    /** Bytes of credentials, which only the remitter bank can read. */
    public static final int UPI_CREDENTIALS_MAX = 512;

    /** Rows of one reply of what happened to payments: each is looked for by the engine itself. */
    public static final int PAYMENT_EVENTS_MAX = 500;

    /** Payments, refunds, payouts and disputes in one reply. */
    public static final int PAYMENT_ROWS_MAX = 4_000;

    /** Bytes of the handle of a PSP's addresses. */
    public static final int UPI_HANDLE_MAX = 32;

    private Limits()
    {
    }

    /**
     * @param length of a frame in bytes.
     * @return the length that the frame takes up in the ring and in the journal.
     */
    public static int align(final int length)
    {
        return (length + FRAME_ALIGNMENT - 1) & -FRAME_ALIGNMENT;
    }
}
