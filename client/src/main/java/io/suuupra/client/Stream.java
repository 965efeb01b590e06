package io.suuupra.client;

import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.codecs.edge.upi.UpiMapper;
import io.suuupra.codecs.generated.ChangeEventsDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.SubscribeEncoder;
import io.suuupra.codecs.generated.SubscribeUpiEncoder;
import io.suuupra.codecs.generated.UpiRequestsDecoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.util.List;

/**
 * A kind of stream: how it is asked for, and what comes. Confined to the client's thread.
 *
 * @param <E> an event of it.
 */
interface Stream<E>
{
    /** @return template of the messages that come. */
    int templateId();

    /** @return length of the message that asks for it. */
    int askLength();

    /**
     * Writes the message that asks for it.
     *
     * @param position of the last event already seen.
     * @param buffer   to write to.
     * @param offset   to write at.
     */
    void ask(long position, MutableDirectBuffer buffer, int offset);

    /**
     * @param buffer that holds a checked message.
     * @param offset of its header.
     * @return its events, in order.
     */
    List<E> decode(DirectBuffer buffer, int offset);

    /**
     * @param event of the stream.
     * @return its position; positions rise.
     */
    long position(E event);

    /** The changes of the ledgers that the key sees. */
    final class Changes implements Stream<ChangeEvent>
    {
        private final EdgeMapper mapper = new EdgeMapper();

        @Override
        public int templateId()
        {
            return ChangeEventsDecoder.TEMPLATE_ID;
        }

        @Override
        public int askLength()
        {
            return MessageLength.block(SubscribeEncoder.BLOCK_LENGTH);
        }

        @Override
        public void ask(final long position, final MutableDirectBuffer buffer, final int offset)
        {
            new SubscribeEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder()).position(position);
        }

        @Override
        public List<ChangeEvent> decode(final DirectBuffer buffer, final int offset)
        {
            return mapper.decodeChangeEvents(buffer, offset);
        }

        @Override
        public long position(final ChangeEvent event)
        {
            return event.timestamp();
        }
    }

    /** What the UPI switch asks the participant that comes with the key. */
    final class Requests implements Stream<SwitchRequest>
    {
        private final UpiMapper mapper = new UpiMapper();

        @Override
        public int templateId()
        {
            return UpiRequestsDecoder.TEMPLATE_ID;
        }

        @Override
        public int askLength()
        {
            return MessageLength.block(SubscribeUpiEncoder.BLOCK_LENGTH);
        }

        @Override
        public void ask(final long position, final MutableDirectBuffer buffer, final int offset)
        {
            new SubscribeUpiEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
                .position(position);
        }

        @Override
        public List<SwitchRequest> decode(final DirectBuffer buffer, final int offset)
        {
            return mapper.decodeRequests(buffer, offset);
        }

        @Override
        public long position(final SwitchRequest event)
        {
            return event.timestamp();
        }
    }
}
