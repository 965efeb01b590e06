package io.suuupra.engine.host;

import java.util.List;

/**
 * What a host tells of itself, for {@code /metrics} and {@code /health}. Any thread may ask.
 */
public interface HostMetrics
{
    /** @return commands released since the start. */
    long commands();

    /** @return reads answered since the start. */
    long reads();

    /** @return accounts and transfers in the batches released since the start, refused ones included. */
    long events();

    /** @return sequence of the last command that the engine has applied. */
    long sequence();

    /** @return sequence of the last command that is durable. */
    long durableSequence();

    /** @return bytes written to the journal since the start. */
    long journalBytes();

    /** @return slots of the ring in use. */
    long ringSlotsUsed();

    /** @return slots of the ring. */
    long ringSlots();

    /** @return bytes of the ring in use. */
    long ringBytesUsed();

    /** @return bytes of the ring. */
    long ringBytes();

    /** @return number of accounts. */
    long accounts();

    /** @return number of records in the store. */
    long records();

    /** @return empty while commands are admitted; else why they are not, in one line. */
    String shortage();

    /** @return empty while the node runs; else why it halted, in one line. */
    String halted();

    /** @return age of the newest snapshot in seconds; -1 = none. */
    long snapshotAgeSeconds();

    /** @return time that a forced write of the journal took. */
    LatencyRecorder.Snapshot syncTime();

    /** @return time from offer to reply, of commands. */
    LatencyRecorder.Snapshot replyTime();

    /**
     * @return times of the stages: {@code ring}, from offer to the engine; {@code apply}, in the engine;
     *     {@code journal_write} and {@code journal_sync}, of a group; {@code durable_wait}, applied and not yet
     *     durable; {@code release}, from there to the connection.
     */
    List<Stage> stages();
}
