package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.UpiAuthorisationDecoder;
import org.agrona.DirectBuffer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/** A RespAuthDetails, read where it lies. Reused. It stays valid as long as its buffer. */
final class AuthorisationMessage
{
    private static final int LENGTH = Integer.BYTES;

    final UpiAuthorisationDecoder block = new UpiAuthorisationDecoder();
    DirectBuffer buffer;
    int offset;
    int length;
    int payerAddress;
    int payerAddressLength;
    int payeeAddress;
    int payeeAddressLength;
    int credentials;
    int credentialsLength;

    /** Reads a message that has passed {@code MessageCheck}. */
    AuthorisationMessage wrap(final DirectBuffer source, final int body)
    {
        buffer = source;
        offset = body;
        block.wrap(source, body, UpiAuthorisationDecoder.BLOCK_LENGTH, MessageHeaderDecoder.SCHEMA_VERSION);
        int at = body + UpiAuthorisationDecoder.BLOCK_LENGTH;
        payerAddress = at + LENGTH;
        payerAddressLength = source.getInt(at, LITTLE_ENDIAN);
        at = payerAddress + payerAddressLength;
        payeeAddress = at + LENGTH;
        payeeAddressLength = source.getInt(at, LITTLE_ENDIAN);
        at = payeeAddress + payeeAddressLength;
        credentials = at + LENGTH;
        credentialsLength = source.getInt(at, LITTLE_ENDIAN);
        length = credentials + credentialsLength - body;
        return this;
    }
}
