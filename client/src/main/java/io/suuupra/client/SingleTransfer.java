package io.suuupra.client;

import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.CreateTransfersReplyDecoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.util.List;

/**
 * One transfer, which may share its frame with others.
 */
final class SingleTransfer extends Request<CreateResult<CreateTransferStatus>>
{
    /** To be created. */
    final Transfer transfer;

    SingleTransfer(final long deadlineNs, final Transfer transfer)
    {
        super(1, deadlineNs);
        this.transfer = transfer;
    }

    @Override
    Kind kind()
    {
        return (transfer.flags() & TransferFlags.IMPORTED) == 0 ? Kind.TRANSFER : Kind.IMPORTED_TRANSFER;
    }

    @Override
    boolean isCommand()
    {
        return true;
    }

    @Override
    int messageLength()
    {
        return MessageLength.transfers(1);
    }

    @Override
    int replyTemplateId()
    {
        return CreateTransfersReplyDecoder.TEMPLATE_ID;
    }

    @Override
    int encode(final EdgeMapper mapper, final MutableDirectBuffer buffer, final int offset)
    {
        return mapper.encodeCreateTransfers(List.of(transfer), buffer, offset);
    }

    @Override
    void answer(final EdgeMapper mapper, final DirectBuffer buffer, final int offset)
    {
        complete(mapper.decodeTransferResults(buffer, offset).getFirst());
    }
}
