package io.suuupra.client;

import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.FailureDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/**
 * Reads failures. Confined to the client's thread.
 */
final class FailureReader
{
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FailureDecoder failure = new FailureDecoder();

    /**
     * @param buffer that holds a checked Failure.
     * @param offset of the message header.
     * @return what it says; a code that this client's schema does not have is {@code NULL_VAL}.
     */
    RequestRefusedException read(final DirectBuffer buffer, final int offset)
    {
        failure.wrapAndApplyHeader(buffer, offset, header);
        final FailureCode code = code(failure.codeRaw());
        final long index = failure.index();
        final String field = failure.field();
        final String rule = failure.rule();
        return new RequestRefusedException(
            code, index > Integer.MAX_VALUE ? Malformed.NO_INDEX : (int)index, field, rule);
    }

    private static FailureCode code(final short raw)
    {
        for (final FailureCode code : FailureCode.values())
        {
            if (code.value() == raw)
            {
                return code;
            }
        }
        return FailureCode.NULL_VAL;
    }
}
