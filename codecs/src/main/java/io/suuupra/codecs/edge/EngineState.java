package io.suuupra.codecs.edge;

/**
 * Where an engine stands.
 *
 * @param sequence    of the last command.
 * @param timestamp   ns, the last one assigned.
 * @param accounts    number of accounts.
 * @param records     number of records in the store.
 * @param transfers   number of transfers among them.
 * @param holdsOpen   holds neither posted, voided nor expired.
 * @param stateHash   of everything.
 * @param contentHash of everything but assigned timestamps, sequence and clock.
 * @param behaviour   the version of the engine's behaviour that is active.
 */
public record EngineState(
    long sequence,
    long timestamp,
    long accounts,
    long records,
    long transfers,
    long holdsOpen,
    UInt128 stateHash,
    UInt128 contentHash,
    int behaviour)
{
}
