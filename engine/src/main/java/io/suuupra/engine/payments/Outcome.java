package io.suuupra.engine.payments;

import io.suuupra.codecs.generated.PaymentStatus;
import io.suuupra.codecs.generated.PaymentsReplyEncoder;
import org.agrona.MutableDirectBuffer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/** What became of one item of a batch. Used again and again. */
final class Outcome
{
    /** Bytes of one in a reply. */
    static final int LENGTH = PaymentsReplyEncoder.ResultsEncoder.sbeBlockLength();

    private static final int NO_STATE = 255;
    private static final int CODE = 8;
    private static final int STATUS = 12;
    private static final int STATE = 13;
    private static final int ERROR = 14;
    private static final int PADDING = 15;

    private PaymentStatus status;
    private int state;
    private int error;
    private int code;

    /** Nothing happened. */
    Outcome refuse(final PaymentStatus why)
    {
        status = why;
        state = NO_STATE;
        error = 0;
        code = 0;
        return this;
    }

    /** It was done, and this is what came of it. */
    Outcome done(final Version version)
    {
        return of(PaymentStatus.DONE, version);
    }

    /** It had been done before; so it stands now. */
    Outcome repeated(final Version version)
    {
        return of(PaymentStatus.REPEATED, version);
    }

    private Outcome of(final PaymentStatus what, final Version version)
    {
        status = what;
        state = version.state();
        error = version.error();
        code = version.code();
        return this;
    }

    boolean isDone()
    {
        return status == PaymentStatus.DONE;
    }

    void write(final MutableDirectBuffer buffer, final int at, final long timestamp)
    {
        buffer.putLong(at, timestamp, LITTLE_ENDIAN);
        buffer.putInt(at + CODE, code, LITTLE_ENDIAN);
        buffer.putByte(at + STATUS, (byte)status.value());
        buffer.putByte(at + STATE, (byte)state);
        buffer.putByte(at + ERROR, (byte)error);
        buffer.putByte(at + PADDING, (byte)0);
    }
}
