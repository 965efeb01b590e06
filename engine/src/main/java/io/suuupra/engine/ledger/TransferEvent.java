package io.suuupra.engine.ledger;

import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateTransfersDecoder.TransfersDecoder;
import io.suuupra.codecs.generated.Uint128Decoder;

/**
 * The transfer that is being created, read once from its frame. Reused for every event.
 */
final class TransferEvent
{
    long idLow;
    long idHigh;
    long debitLow;
    long debitHigh;
    long creditLow;
    long creditHigh;
    long amount;
    long pendingLow;
    long pendingHigh;
    long userData128Low;
    long userData128High;
    long userData64;
    int userData32;
    int timeout;
    int ledger;
    int code;
    int flags;
    long timestamp;

    /** Hashes of the ids, which the indexes are asked by. */
    long idHash;
    long debitHash;
    long creditHash;

    void load(final TransfersDecoder decoder)
    {
        final Uint128Decoder id = decoder.id();
        idLow = id.low();
        idHigh = id.high();
        final Uint128Decoder debit = decoder.debitAccountId();
        debitLow = debit.low();
        debitHigh = debit.high();
        final Uint128Decoder credit = decoder.creditAccountId();
        creditLow = credit.low();
        creditHigh = credit.high();
        amount = decoder.amount();
        final Uint128Decoder pending = decoder.pendingId();
        pendingLow = pending.low();
        pendingHigh = pending.high();
        final Uint128Decoder userData128 = decoder.userData128();
        userData128Low = userData128.low();
        userData128High = userData128.high();
        userData64 = decoder.userData64();
        userData32 = (int)decoder.userData32();
        timeout = (int)decoder.timeout();
        ledger = (int)decoder.ledger();
        code = decoder.code();
        flags = decoder.flags().getRaw();
        timestamp = decoder.timestamp();
    }

    boolean is(final int flag)
    {
        return (flags & flag) != 0;
    }

    /** @return true if it posts or voids a hold. */
    boolean isResolution()
    {
        return is(TransferFlags.POST_PENDING_TRANSFER | TransferFlags.VOID_PENDING_TRANSFER);
    }

    boolean isVoid()
    {
        return is(TransferFlags.VOID_PENDING_TRANSFER);
    }

    boolean hasDebitAccount()
    {
        return (debitLow | debitHigh) != 0;
    }

    boolean hasCreditAccount()
    {
        return (creditLow | creditHigh) != 0;
    }

    boolean hasUserData128()
    {
        return (userData128Low | userData128High) != 0;
    }

    boolean hasPendingId()
    {
        return (pendingLow | pendingHigh) != 0;
    }
}
