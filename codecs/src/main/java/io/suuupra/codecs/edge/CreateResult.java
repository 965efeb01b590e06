package io.suuupra.codecs.edge;

/**
 * Outcome of one event of a batch.
 *
 * @param <S>       the status: {@code CreateAccountStatus} or {@code CreateTransferStatus}.
 * @param timestamp ns: created = the new record's, exists = the first record's, refused = the one it would have had.
 * @param status    why.
 */
public record CreateResult<S extends Enum<S>>(long timestamp, S status)
{
}
