package io.suuupra.client;

import io.suuupra.codecs.generated.CreateAccountsEncoder;
import io.suuupra.codecs.generated.CreateTransfersEncoder;
import io.suuupra.codecs.generated.GroupSizeEncodingEncoder;
import io.suuupra.codecs.generated.LookupAccountsEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;

/**
 * Lengths of messages in bytes, header included, known before they are written.
 */
final class MessageLength
{
    /** Bytes of an account in its batch. */
    static final int ACCOUNT = CreateAccountsEncoder.AccountsEncoder.sbeBlockLength();

    /** Bytes of a transfer in its batch. */
    static final int TRANSFER = CreateTransfersEncoder.TransfersEncoder.sbeBlockLength();

    private static final int GROUP = MessageHeaderEncoder.ENCODED_LENGTH + GroupSizeEncodingEncoder.ENCODED_LENGTH;

    private MessageLength()
    {
    }

    static int block(final int blockLength)
    {
        return MessageHeaderEncoder.ENCODED_LENGTH + blockLength;
    }

    static int group(final int count, final int itemLength)
    {
        return GROUP + count * itemLength;
    }

    static int accounts(final int count)
    {
        return GROUP + count * ACCOUNT;
    }

    static int transfers(final int count)
    {
        return GROUP + count * TRANSFER;
    }

    static int ids(final int count)
    {
        return GROUP + count * LookupAccountsEncoder.IdsEncoder.sbeBlockLength();
    }
}
