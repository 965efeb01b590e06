package io.suuupra.engine.upi;

/** What one command comes with, and what its acknowledgement says beside a code. Reused. */
final class Call
{
    /** Index of the participant whose key it came with; {@code Participants.ABSENT}. */
    int caller;
    /** Whether that key may do everything. */
    boolean isAdmin;
    /** The command's first stamp, from which times are counted. */
    long now;

    /** A value of {@code UpiState}; 0 = there is no transaction behind it. */
    int state;
    boolean repeated;
    long rrn;

    void begin(final int participant, final boolean mayAll, final long firstStamp)
    {
        caller = participant;
        isAdmin = mayAll;
        now = firstStamp;
        state = 0;
        repeated = false;
        rrn = 0;
    }
}
