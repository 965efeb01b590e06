package io.suuupra.client;

import org.agrona.collections.Long2ObjectHashMap;

/**
 * The frames without an answer, in the order of their numbers: first those that were sent on the present connection,
 * with gaps where answers came early, then those that have to be sent (again). Confined to the client's thread.
 */
final class UnansweredFrames
{
    private final Long2ObjectHashMap<Frame> byNumber = new Long2ObjectHashMap<>();
    private Frame first;
    private Frame last;
    private Frame unsent;
    private int inFlight;
    private int gatheredInFlight;
    private long bytesInFlight;

    /**
     * @return the first frame; null if there is none.
     */
    Frame first()
    {
        return first;
    }

    /**
     * @return the first frame that has to be sent; null if there is none.
     */
    Frame unsent()
    {
        return unsent;
    }

    /**
     * @return frames in flight.
     */
    int inFlight()
    {
        return inFlight;
    }

    /**
     * @return frames of singles in flight.
     */
    int gatheredInFlight()
    {
        return gatheredInFlight;
    }

    /**
     * @return bytes of the frames in flight.
     */
    long bytesInFlight()
    {
        return bytesInFlight;
    }

    /**
     * @param number of a request.
     * @return its frame; null if there is none without an answer.
     */
    Frame get(final long number)
    {
        return byNumber.get(number);
    }

    /**
     * @param number of a request.
     * @return true if a frame with a higher number is in flight.
     */
    boolean isInFlightAfter(final long number)
    {
        for (Frame frame = last; frame != null && frame.number > number; frame = frame.previous)
        {
            if (frame.inFlight)
            {
                return true;
            }
        }
        return false;
    }

    /**
     * @param frame with a higher number than all others, to be sent.
     */
    void append(final Frame frame)
    {
        frame.previous = last;
        if (last == null)
        {
            first = frame;
        }
        else
        {
            last.next = frame;
        }
        last = frame;
        unsent = unsent == null ? frame : unsent;
        byNumber.put(frame.number, frame);
    }

    /** The first frame that had to be sent is on its way. */
    void onSent()
    {
        final Frame frame = unsent;
        unsent = frame.next;
        frame.inFlight = true;
        inFlight++;
        gatheredInFlight += frame.isGathered() ? 1 : 0;
        bytesInFlight += frame.length;
    }

    /**
     * The node did not take a frame, nor any that was sent after it.
     *
     * @param frame that is in flight.
     */
    void onRefused(final Frame frame)
    {
        landed(frame);
        if (unsent == null || frame.number < unsent.number)
        {
            unsent = frame;
        }
    }

    /** The connection is lost: what was in flight on it may have been taken, and has to be sent again. */
    void onLost()
    {
        for (Frame frame = first; frame != null; frame = frame.next)
        {
            frame.takenPerhaps |= frame.inFlight;
            frame.inFlight = false;
        }
        unsent = first;
        inFlight = 0;
        gatheredInFlight = 0;
        bytesInFlight = 0;
    }

    /**
     * @param frame to forget, with its bytes.
     */
    void remove(final Frame frame)
    {
        if (frame.inFlight)
        {
            landed(frame);
        }
        if (unsent == frame)
        {
            unsent = frame.next;
        }
        if (frame.previous == null)
        {
            first = frame.next;
        }
        else
        {
            frame.previous.next = frame.next;
        }
        if (frame.next == null)
        {
            last = frame.previous;
        }
        else
        {
            frame.next.previous = frame.previous;
        }
        byNumber.remove(frame.number);
        frame.release();
    }

    private void landed(final Frame frame)
    {
        frame.inFlight = false;
        inFlight--;
        gatheredInFlight -= frame.isGathered() ? 1 : 0;
        bytesInFlight -= frame.length;
    }
}
