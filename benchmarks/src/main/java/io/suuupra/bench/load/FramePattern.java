package io.suuupra.bench.load;

import io.suuupra.bench.workload.AccountChoice;
import io.suuupra.bench.workload.MixedIds;
import io.suuupra.codecs.generated.CreateTransfersEncoder;
import io.suuupra.codecs.generated.CreateTransfersEncoder.TransfersEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.WireFrameHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A frame of transfers that was encoded before; with each use only its number, the transfers' ids and the checksum
 * change. Confined to one thread.
 */
final class FramePattern
{
    private static final int EVENTS_AT = WireFrameHeaderEncoder.BLOCK_LENGTH + MessageHeaderEncoder.ENCODED_LENGTH +
        TransfersEncoder.sbeHeaderSize();
    private static final int EVENT_LENGTH = TransfersEncoder.sbeBlockLength();
    private static final int ID_AT = TransfersEncoder.idEncodingOffset();
    private static final int AMOUNT_MAX = 10_000;

    private final int transfers;
    private final ByteBuffer bytes;
    private final UnsafeBuffer view;
    private final WireFrameHeaderEncoder header = new WireFrameHeaderEncoder();
    private final CRC32C crc = new CRC32C();

    /**
     * @param transfers  of the frame, at least one.
     * @param accountIds of accounts that exist.
     * @param choice     among them.
     */
    FramePattern(final int transfers, final MixedIds accountIds, final AccountChoice choice)
    {
        this.transfers = transfers;
        bytes = ByteBuffer.allocateDirect(EVENTS_AT + transfers * EVENT_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        view = new UnsafeBuffer(bytes);
        final TransfersEncoder event = new CreateTransfersEncoder()
            .wrapAndApplyHeader(view, WireFrameHeaderEncoder.BLOCK_LENGTH, new MessageHeaderEncoder())
            .transfersCount(transfers);
        for (int i = 0; i < transfers; i++)
        {
            event.next();
            final int debit = choice.next();
            final int credit = choice.nextBut(debit);
            event.debitAccountId().low(accountIds.low(debit)).high(accountIds.high(debit));
            event.creditAccountId().low(accountIds.low(credit)).high(accountIds.high(credit));
            event.amount(1 + i % AMOUNT_MAX).ledger(TransferSource.LEDGER).code(TransferSource.CODE);
        }
    }

    /** @return bytes of the frame. */
    int length()
    {
        return bytes.capacity();
    }

    /**
     * @param request     number of the frame on its connection.
     * @param transferIds of which it takes its own.
     * @param first       number of its first one.
     * @return the whole frame, to be written; valid until the next call.
     */
    ByteBuffer with(final long request, final MixedIds transferIds, final long first)
    {
        for (int i = 0; i < transfers; i++)
        {
            final int at = EVENTS_AT + i * EVENT_LENGTH + ID_AT;
            view.putLong(at, transferIds.low(first + i), ByteOrder.LITTLE_ENDIAN);
            view.putLong(at + Long.BYTES, transferIds.high(first + i), ByteOrder.LITTLE_ENDIAN);
        }
        seal(bytes, view, header, crc, request);
        return bytes;
    }

    /**
     * Gives a frame its header.
     *
     * @param bytes   of the whole frame; ready to be written afterwards.
     * @param view    of them.
     * @param header  to use.
     * @param crc     to use.
     * @param request number of the frame; 0 = none.
     */
    static void seal(
        final ByteBuffer bytes,
        final UnsafeBuffer view,
        final WireFrameHeaderEncoder header,
        final CRC32C crc,
        final long request)
    {
        header.wrap(view, 0).length(bytes.capacity()).request(request);
        crc.reset();
        crc.update(bytes.clear().position(WireFrameHeaderEncoder.requestEncodingOffset()));
        header.crc(crc.getValue());
        bytes.clear();
    }
}
