package io.suuupra.engine.ledger;

import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateTransfersDecoder.TransfersDecoder;
import org.agrona.DirectBuffer;

/**
 * The transfer that is being created, read once from its frame. Reused for every event.
 */
final class TransferEvent
{
    private static final int ID = TransfersDecoder.idEncodingOffset();
    private static final int DEBIT = TransfersDecoder.debitAccountIdEncodingOffset();
    private static final int CREDIT = TransfersDecoder.creditAccountIdEncodingOffset();
    private static final int AMOUNT = TransfersDecoder.amountEncodingOffset();
    private static final int PENDING = TransfersDecoder.pendingIdEncodingOffset();
    private static final int USER_DATA_128 = TransfersDecoder.userData128EncodingOffset();
    private static final int USER_DATA_64 = TransfersDecoder.userData64EncodingOffset();
    private static final int USER_DATA_32 = TransfersDecoder.userData32EncodingOffset();
    private static final int TIMEOUT = TransfersDecoder.timeoutEncodingOffset();
    private static final int LEDGER = TransfersDecoder.ledgerEncodingOffset();
    private static final int CODE = TransfersDecoder.codeEncodingOffset();
    private static final int FLAGS = TransfersDecoder.flagsEncodingOffset();
    private static final int TIMESTAMP = TransfersDecoder.timestampEncodingOffset();

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

    /** The engine itself makes it: what it holds nobody else resolves. */
    boolean isOwn;

    /** What the engine itself has promised: no capacity and no closed account stands against it. */
    boolean isOwed;

    /** Hashes of the ids, which the indexes are asked by. */
    long idHash;
    long debitHash;
    long creditHash;

    /** Reads a transfer, which must lie within the buffer. */
    void load(final DirectBuffer buffer, final int at)
    {
        idLow = Raw.getLong(buffer, at + ID);
        idHigh = Raw.getLong(buffer, at + ID + 8);
        debitLow = Raw.getLong(buffer, at + DEBIT);
        debitHigh = Raw.getLong(buffer, at + DEBIT + 8);
        creditLow = Raw.getLong(buffer, at + CREDIT);
        creditHigh = Raw.getLong(buffer, at + CREDIT + 8);
        amount = Raw.getLong(buffer, at + AMOUNT);
        pendingLow = Raw.getLong(buffer, at + PENDING);
        pendingHigh = Raw.getLong(buffer, at + PENDING + 8);
        userData128Low = Raw.getLong(buffer, at + USER_DATA_128);
        userData128High = Raw.getLong(buffer, at + USER_DATA_128 + 8);
        userData64 = Raw.getLong(buffer, at + USER_DATA_64);
        userData32 = Raw.getInt(buffer, at + USER_DATA_32);
        timeout = Raw.getInt(buffer, at + TIMEOUT);
        ledger = Raw.getInt(buffer, at + LEDGER);
        code = Raw.getShort(buffer, at + CODE) & 0xFFFF;
        flags = Raw.getShort(buffer, at + FLAGS) & 0xFFFF;
        timestamp = Raw.getLong(buffer, at + TIMESTAMP);
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
