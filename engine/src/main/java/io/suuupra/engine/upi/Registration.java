package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.UpiRegisterDecoder;
import org.agrona.DirectBuffer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/** The form of a registration: a PSP has a handle, a bank four letters and an account for its position. */
final class Registration
{
    private Registration()
    {
    }

    static int handle(final UpiRegisterDecoder message)
    {
        return message.offset() + UpiRegisterDecoder.BLOCK_LENGTH + Integer.BYTES;
    }

    static int handleLength(final UpiRegisterDecoder message)
    {
        return message.buffer().getInt(message.offset() + UpiRegisterDecoder.BLOCK_LENGTH, LITTLE_ENDIAN);
    }

    static boolean isWellFormed(final UpiRegisterDecoder message)
    {
        final DirectBuffer buffer = message.buffer();
        final int letters = message.offset() + UpiRegisterDecoder.bankEncodingOffset();
        final boolean isBank = Participants.bank(buffer, letters) != 0;
        for (int i = 0; isBank && i < 4; i++)
        {
            if (buffer.getByte(letters + i) < 'A' || buffer.getByte(letters + i) > 'Z')
            {
                return false;
            }
        }
        final int length = handleLength(message);
        for (int i = 0; i < length; i++)
        {
            if (!Text.isAlphanumeric(buffer.getByte(handle(message) + i)))
            {
                return false;
            }
        }
        final boolean hasPosition = (message.position().low() | message.position().high()) != 0;
        return message.participant() >= 1 && message.participant() <= Participants.MAX &&
            message.principalKey() != 0 && message.disabled() <= 1 && (isBank || length > 0) && isBank == hasPosition;
    }
}
