package io.suuupra.bench.micro;

import io.suuupra.codecs.frame.TransferFlags;

/** What a measured frame holds. */
enum TransferKind
{
    /** Transfers that post at once. */
    SINGLE_PHASE(0),

    /** Holds without a timeout. */
    HOLD(TransferFlags.PENDING),

    /** Posts of the whole of the holds in the frame before. */
    POST(TransferFlags.POST_PENDING_TRANSFER);

    private final short flags;

    TransferKind(final int flags)
    {
        this.flags = (short)flags;
    }

    short flags()
    {
        return flags;
    }
}
