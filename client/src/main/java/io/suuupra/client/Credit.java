package io.suuupra.client;

/**
 * What may leave on one connection: the node's credits, and the client's own bounds. Confined to the client's thread.
 */
final class Credit
{
    private static final int FRAME_OVERHEAD = FrameWriter.HEADER_LENGTH + MessageLength.transfers(0);

    private final ClientOptions options;
    private final Terms terms;
    private final UnansweredFrames frames;
    private final LiveSubscriptions subscriptions;

    Credit(
        final ClientOptions options,
        final Terms terms,
        final UnansweredFrames frames,
        final LiveSubscriptions subscriptions)
    {
        this.options = options;
        this.terms = terms;
        this.frames = frames;
        this.subscriptions = subscriptions;
    }

    /**
     * @return bytes of the largest frame that the node takes.
     */
    int frameMax()
    {
        return terms.frameMax();
    }

    /**
     * @param length of a frame in bytes.
     * @return true if it may leave now. With nothing in flight any frame may.
     */
    boolean covers(final int length)
    {
        // Subscriptions are requests without an end; should the node count them, the credits still hold.
        final int framesMax =
            Math.max(1, Math.min(options.inFlightMax(), terms.requestCredits() - subscriptions.size()));
        return frames.inFlight() == 0 ||
            frames.inFlight() < framesMax && frames.bytesInFlight() + length <= terms.byteCredits();
    }

    /**
     * @return singles that may leave now in one frame; 0 if there may be none.
     */
    int singles()
    {
        if (options.batching() && frames.gatheredInFlight() >= options.batchesInFlight() ||
            !covers(FRAME_OVERHEAD + MessageLength.TRANSFER))
        {
            return 0;
        }
        final long bytes = Math.min(terms.frameMax(), terms.byteCredits() - frames.bytesInFlight());
        final int fitting = (int)Math.max(1, (bytes - FRAME_OVERHEAD) / MessageLength.TRANSFER);
        return options.batching() ? Math.min(options.batchMax(), fitting) : 1;
    }
}
