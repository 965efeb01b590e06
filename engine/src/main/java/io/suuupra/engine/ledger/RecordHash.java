package io.suuupra.engine.ledger;

import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.StoreRecordDecoder;
import org.agrona.concurrent.UnsafeBuffer;

/** Takes a record of the store into the state hash: every word of it. */
final class RecordHash
{
    private static final int USER_DATA_64 = StoreRecordDecoder.userData64EncodingOffset();
    private static final int USER_DATA_32 = StoreRecordDecoder.userData32EncodingOffset();
    private static final int TIMESTAMP = StoreRecordDecoder.timestampEncodingOffset();
    private static final int RECORDED = StoreRecordDecoder.recordedEncodingOffset();
    private static final int CODE = StoreRecordDecoder.codeEncodingOffset();
    private static final int FLAGS = StoreRecordDecoder.flagsEncodingOffset();
    private static final int DEBIT_PREVIOUS = StoreRecordDecoder.debitPreviousEncodingOffset();
    private static final int CREDIT_PREVIOUS = StoreRecordDecoder.creditPreviousEncodingOffset();

    private RecordHash()
    {
    }

    // Every word but the two times, in four lanes so that the multiplications overlap: this runs for every record.
    static void add(final StateHash into, final UnsafeBuffer segment, final int at)
    {
        long a = Hashing.mix(1, Raw.getLong(segment, at + USER_DATA_64));
        long b = Hashing.mix(2, Raw.getLong(segment, at + USER_DATA_32));
        long c = Hashing.mix(3, Raw.getLong(segment, at + CODE));
        long d = Hashing.mix(4, Raw.getLong(segment, at + DEBIT_PREVIOUS));
        for (int i = 0; i < USER_DATA_64; i += 32)
        {
            a = Hashing.mix(a, Raw.getLong(segment, at + i));
            b = Hashing.mix(b, Raw.getLong(segment, at + i + 8));
            c = Hashing.mix(c, Raw.getLong(segment, at + i + 16));
            d = Hashing.mix(d, Raw.getLong(segment, at + i + 24));
        }
        for (int i = CREDIT_PREVIOUS; i < StoreRecordDecoder.BLOCK_LENGTH; i += 32)
        {
            a = Hashing.mix(a, Raw.getLong(segment, at + i));
            b = Hashing.mix(b, Raw.getLong(segment, at + i + 8));
            c = Hashing.mix(c, Raw.getLong(segment, at + i + 16));
            d = Hashing.mix(d, Raw.getLong(segment, at + i + 24));
        }
        into.content(Hashing.mix(a, b));
        into.content(Hashing.mix(c, d));
        final boolean imported = (Raw.getShort(segment, at + FLAGS) & TransferFlags.IMPORTED) != 0;
        into.timestamp(Raw.getLong(segment, at + TIMESTAMP), imported);
        into.state(Raw.getLong(segment, at + RECORDED));
    }
}
