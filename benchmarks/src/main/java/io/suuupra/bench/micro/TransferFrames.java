package io.suuupra.bench.micro;

import io.suuupra.bench.workload.AccountChoice;
import io.suuupra.bench.workload.MixedIds;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.CreateTransfersEncoder;
import io.suuupra.codecs.generated.JournalFrameHeaderEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * A run of journal frames of transfers, one behind the other as in a ring, ready for the engine. Filling them allocates
 * nothing, so that a measurement of allocation sees the engine only.
 */
final class TransferFrames
{
    /** Ledger of every account and transfer. */
    static final int LEDGER = 1;

    /** Code of every account and transfer. */
    static final int CODE = 1;

    private static final int HEADER_LENGTH = JournalFrameHeaderEncoder.BLOCK_LENGTH;
    private static final int EVENT_LENGTH = CreateTransfersEncoder.TransfersEncoder.sbeBlockLength();
    private static final int EVENTS_AT = HEADER_LENGTH + MessageHeaderEncoder.ENCODED_LENGTH +
        CreateTransfersEncoder.TransfersEncoder.sbeHeaderSize();
    private static final int AMOUNT_MAX = 10_000;

    private final JournalFrameHeaderEncoder frameHeader = new JournalFrameHeaderEncoder();
    private final MessageHeaderEncoder messageHeader = new MessageHeaderEncoder();
    private final CreateTransfersEncoder message = new CreateTransfersEncoder();
    private final MixedIds accountIds;
    private final MixedIds transferIds;
    private final AccountChoice choice;
    private final int transfersEach;
    private final int length;
    private final UnsafeBuffer buffer;

    TransferFrames(
        final int frames,
        final int transfersEach,
        final MixedIds accountIds,
        final MixedIds transferIds,
        final AccountChoice choice)
    {
        this.accountIds = accountIds;
        this.transferIds = transferIds;
        this.choice = choice;
        this.transfersEach = transfersEach;
        length = EVENTS_AT + transfersEach * EVENT_LENGTH;
        buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(frames * Limits.align(length)));
    }

    /**
     * @param frame       to be written, from 0.
     * @param sequence    of its command; also its request number, so that the engine keeps the reply as for a client.
     * @param hostTimeNs  of its command.
     * @param kind        of its transfers.
     * @param firstNumber of its transfers: id number of the first.
     */
    void fill(
        final int frame, final long sequence, final long hostTimeNs, final TransferKind kind, final long firstNumber)
    {
        final int offset = offset(frame);
        putHeader(frameHeader.wrap(buffer, offset), length, sequence, hostTimeNs);
        message.wrapAndApplyHeader(buffer, offset + HEADER_LENGTH, messageHeader);
        final CreateTransfersEncoder.TransfersEncoder event = message.transfersCount(transfersEach);
        for (int i = 0; i < transfersEach; i++)
        {
            final long number = firstNumber + i;
            event.next();
            event.id().low(transferIds.low(number)).high(transferIds.high(number));
            if (kind == TransferKind.POST)
            {
                final long hold = number - transfersEach;
                event.debitAccountId().low(0).high(0);
                event.creditAccountId().low(0).high(0);
                event.amount(Long.MAX_VALUE);
                event.pendingId().low(transferIds.low(hold)).high(transferIds.high(hold));
                event.ledger(0).code(0);
            }
            else
            {
                final int debit = choice.next();
                final int credit = choice.nextBut(debit);
                event.debitAccountId().low(accountIds.low(debit)).high(accountIds.high(debit));
                event.creditAccountId().low(accountIds.low(credit)).high(accountIds.high(credit));
                event.amount(1 + number % AMOUNT_MAX);
                event.pendingId().low(0).high(0);
                event.ledger(LEDGER).code(CODE);
            }
            event.userData128().low(number).high(0);
            event.userData64(0).userData32(0).timeout(0).timestamp(0);
            buffer.putShort(
                offset + EVENTS_AT + i * EVENT_LENGTH + CreateTransfersEncoder.TransfersEncoder.flagsEncodingOffset(),
                kind.flags(),
                LITTLE_ENDIAN);
        }
    }

    DirectBuffer buffer()
    {
        return buffer;
    }

    int offset(final int frame)
    {
        return frame * Limits.align(length);
    }

    /** Of each frame, padding excluded. */
    int length()
    {
        return length;
    }

    /** The header of a frame that comes from a client of the node itself. */
    static void putHeader(
        final JournalFrameHeaderEncoder header, final int frameLength, final long sequence, final long hostTimeNs)
    {
        header
            .length(frameLength)
            .crc(0)
            .previousCrc(0)
            .epoch(1)
            .sequence(sequence)
            .timestamp(hostTimeNs)
            .sessionLow(1)
            .sessionHigh(1)
            .request(sequence)
            .principalKey(Principal.NODE.key())
            .principalTenant(Principal.NODE.tenant())
            .principalScopes(Principal.NODE.scopes())
            .ledgerMin(Integer.toUnsignedLong(Principal.NODE.ledgerMin()))
            .ledgerMax(Integer.toUnsignedLong(Principal.NODE.ledgerMax()));
    }
}
