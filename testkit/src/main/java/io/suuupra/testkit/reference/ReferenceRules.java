package io.suuupra.testkit.reference;

import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * What differs between a batch of accounts and a batch of transfers.
 *
 * @param <E> the event.
 * @param <S> its status.
 */
interface ReferenceRules<E, S extends Enum<S>>
{
    /** The statuses that belong to a batch and not to an event. */
    record BatchStatuses<S extends Enum<S>>(
        S created,
        S exists,
        S linkedEventFailed,
        S linkedEventChainOpen,
        S importedEventExpected,
        S importedEventNotExpected,
        S timestampMustBeZero,
        S importedEventTimestampOutOfRange,
        S importedEventTimestampMustNotAdvance)
    {
    }

    /** Where a batch finds what it needs of an event. */
    record Fields<E>(ToIntFunction<E> flags, ToLongFunction<E> timestamp, int linkedFlag, int importedFlag)
    {
        boolean isLinked(final E event)
        {
            return (flags.applyAsInt(event) & linkedFlag) != 0;
        }

        boolean isImported(final E event)
        {
            return (flags.applyAsInt(event) & importedFlag) != 0;
        }

        long timestampOf(final E event)
        {
            return timestamp.applyAsLong(event);
        }
    }

    BatchStatuses<S> statuses();

    Fields<E> fields();

    /**
     * Checks one event from {@code reserved} on; nothing changes.
     *
     * @param state     before the event.
     * @param event     as it was sent.
     * @param stamp     that the event has, created or not.
     * @param timestamp that the record would get.
     * @return the first status of the order of precedence that applies.
     */
    S check(ReferenceState state, E event, long stamp, long timestamp);

    /**
     * Applies an event that was checked.
     *
     * @param state     to change.
     * @param event     as it was sent.
     * @param stamp     that the event has.
     * @param timestamp that the record gets.
     */
    void apply(ReferenceState state, E event, long stamp, long timestamp);

    /**
     * @param state that holds it.
     * @param event whose id exists.
     * @return timestamp of the first record with that id.
     */
    long timestampOfExisting(ReferenceState state, E event);

    /**
     * Told of every refusal, also inside a chain that is taken back.
     *
     * @param event  as it was sent.
     * @param status of it.
     */
    void refused(E event, S status);
}
