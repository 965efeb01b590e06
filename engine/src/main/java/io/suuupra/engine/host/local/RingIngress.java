package io.suuupra.engine.host.local;

import com.lmax.disruptor.RingBuffer;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.MessageCheck;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.CreateAccountsDecoder;
import io.suuupra.codecs.generated.CreateTransfersDecoder;
import io.suuupra.codecs.generated.GroupSizeEncodingDecoder;
import io.suuupra.codecs.generated.JournalFrameHeaderEncoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.engine.host.Ingress;
import io.suuupra.engine.host.Offer;
import io.suuupra.engine.host.ReplyTo;
import org.agrona.DirectBuffer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * Puts requests into the ring: stamps a command with its sequence and the clock, and copies it once, into the byte
 * ring, as the frame that the journal will hold. Producers take turns; a turn is short.
 */
final class RingIngress implements Ingress
{
    private static final int HEADER_LENGTH = JournalFrameHeaderEncoder.BLOCK_LENGTH;
    private static final int GROUP_COUNT =
        MessageHeaderDecoder.ENCODED_LENGTH + GroupSizeEncodingDecoder.numInGroupEncodingOffset();

    private final RingBuffer<Slot> ring;
    private final ByteRing bytes;
    private final HostClock clock;
    private final Halt halt;
    private final AdmissionGuard guard;
    private final JournalFrameHeaderEncoder header = new JournalFrameHeaderEncoder();
    private final Object turn = new Object();
    private long sequence;
    private boolean closed;

    RingIngress(
        final RingBuffer<Slot> ring,
        final ByteRing bytes,
        final HostClock clock,
        final Halt halt,
        final AdmissionGuard guard,
        final long lastSequence)
    {
        this.ring = ring;
        this.bytes = bytes;
        this.clock = clock;
        this.halt = halt;
        this.guard = guard;
        this.sequence = lastSequence;
    }

    @Override
    public Offer offer(
        final ReplyTo replyTo,
        final long correlation,
        final Principal principal,
        final long sessionHigh,
        final long sessionLow,
        final long request,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        final int templateId =
            buffer.getShort(offset + MessageHeaderDecoder.templateIdEncodingOffset(), LITTLE_ENDIAN) & 0xFFFF;
        final boolean command = MessageCheck.isCommand(templateId);
        if (command && guard.isShort())
        {
            return Offer.SHORTAGE;
        }
        final int frameLength = HEADER_LENGTH + length;
        synchronized (turn)
        {
            if (closed || halt.isHalted())
            {
                return Offer.HALTED;
            }
            if (!ring.hasAvailableCapacity(1))
            {
                return Offer.BUSY;
            }
            final long now = now();
            if (halt.isHalted())
            {
                return Offer.HALTED;
            }
            final long position = bytes.tryClaim(Limits.align(frameLength));
            if (position == ByteRing.FULL)
            {
                return Offer.BUSY;
            }
            final long next = ring.next();
            final Slot slot = ring.get(next);
            slot.kind = command ? Slot.Kind.COMMAND : Slot.Kind.READ;
            slot.offset = bytes.offset(position);
            slot.length = frameLength;
            slot.end = position + Limits.align(frameLength);
            slot.sequence = command ? ++sequence : 0;
            slot.timestamp = now;
            slot.offeredNs = System.nanoTime();
            slot.correlation = correlation;
            slot.replyTo = replyTo;
            slot.events = isBatch(templateId) ? buffer.getShort(offset + GROUP_COUNT, LITTLE_ENDIAN) & 0xFFFF : 0;
            putHeader(slot, principal, sessionHigh, sessionLow, command ? request : 0);
            bytes.buffer().putBytes(slot.offset + HEADER_LENGTH, buffer, offset, length);
            ring.publish(next);
            return Offer.ACCEPTED;
        }
    }

    /** Publishes a slot without a frame. */
    boolean offer(final Slot.Kind kind)
    {
        synchronized (turn)
        {
            if (closed || halt.isHalted() || !ring.hasAvailableCapacity(1))
            {
                return false;
            }
            final long next = ring.next();
            final Slot slot = ring.get(next);
            slot.kind = kind;
            slot.length = 0;
            slot.sequence = 0;
            slot.events = 0;
            slot.replyLength = 0;
            ring.publish(next);
            return true;
        }
    }

    /** Ends admission; what was accepted is still answered. */
    void close()
    {
        synchronized (turn)
        {
            closed = true;
        }
    }

    private static boolean isBatch(final int templateId)
    {
        return templateId == CreateTransfersDecoder.TEMPLATE_ID || templateId == CreateAccountsDecoder.TEMPLATE_ID;
    }

    // A clock that cannot be trusted halts the node; what it read does not matter then.
    private long now()
    {
        try
        {
            return clock.nowNs();
        }
        catch (final HostClock.ClockJumpException jumped)
        {
            halt.now("clock", jumped);
            return 0;
        }
    }

    private void putHeader(
        final Slot slot,
        final Principal principal,
        final long sessionHigh,
        final long sessionLow,
        final long request)
    {
        header.wrap(bytes.buffer(), slot.offset)
            .length(slot.length)
            .crc(0)
            .previousCrc(0)
            .epoch(0)
            .sequence(slot.sequence)
            .timestamp(slot.timestamp)
            .sessionLow(sessionLow)
            .sessionHigh(sessionHigh)
            .request((sessionLow | sessionHigh) == 0 ? 0 : request)
            .principalKey(principal.key())
            .principalTenant(Integer.toUnsignedLong(principal.tenant()))
            .principalScopes(Integer.toUnsignedLong(principal.scopes()))
            .ledgerMin(Integer.toUnsignedLong(principal.ledgerMin()))
            .ledgerMax(Integer.toUnsignedLong(principal.ledgerMax()));
    }
}
