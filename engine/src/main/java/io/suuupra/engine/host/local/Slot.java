package io.suuupra.engine.host.local;

import io.suuupra.engine.EngineSnapshot;
import io.suuupra.engine.host.ReplyTo;
import io.suuupra.engine.read.Scan;

/**
 * One slot of the ring. The producer writes the first part, the engine the second, the journal the third.
 */
final class Slot
{
    /** What a slot carries. */
    enum Kind
    {
        /** A frame to journal and to apply. */
        COMMAND,
        /** A frame to answer only. */
        READ,
        /** Tells the journal to write a mark, if one is due. */
        MARK,
        /** Tells engine and journal to cut a snapshot here. */
        SNAPSHOT
    }

    Kind kind;
    int offset;
    int length;
    long end;
    long sequence;
    long timestamp;
    long offeredNs;
    long appliedNs;
    long correlation;
    ReplyTo replyTo;
    int events;

    int replyOffset;
    int replyLength;
    long replyEnd;
    long rows;
    Scan scan;
    EngineSnapshot snapshot;

    int frameCrc;
    int epoch;
    long cycle;
    long journalBytes;

    /** Lets go of what the slot points to. */
    void clear()
    {
        replyTo = null;
        scan = null;
        snapshot = null;
    }
}
