package io.suuupra.engine.host.local;

import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.FailureEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import org.agrona.MutableDirectBuffer;

/**
 * Encodes a host's own refusals.
 */
final class Failures
{
    private Failures()
    {
    }

    /** @return length of the message written. */
    static int encode(
        final FailureCode code, final String rule, final MutableDirectBuffer buffer, final int offset)
    {
        final FailureEncoder encoder = new FailureEncoder();
        encoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
            .code(code)
            .index(FailureEncoder.indexNullValue())
            .field("")
            .rule(rule);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
