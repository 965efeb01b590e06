package io.suuupra.engine.session;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.SnapshotReplyDecoder;
import io.suuupra.codecs.generated.SnapshotReplyEncoder;
import io.suuupra.codecs.generated.SnapshotSessionDecoder;
import io.suuupra.codecs.generated.SnapshotSessionEncoder;
import io.suuupra.engine.SnapshotSink;
import io.suuupra.engine.ledger.StateHash;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import static io.suuupra.engine.CorruptStateException.require;

/**
 * The sessions that sent commands last. When a new one comes and there is no room, the one that has been silent for the
 * longest is forgotten; should it come back, its client looks its ids up.
 */
public final class Sessions
{
    private Session[] sessions = new Session[0];
    private int repliesMax;
    private int count;
    private Session last;

    /**
     * @param sessionsMax number of sessions kept.
     * @param replies     kept for each.
     */
    public void configure(final int sessionsMax, final int replies)
    {
        sessions = new Session[sessionsMax];
        repliesMax = replies;
        count = 0;
        last = null;
    }

    /**
     * Finds a session, or opens it. Opening allocates; it happens once for a client.
     *
     * @param low      lower half of the session's id.
     * @param high     upper half of the session's id.
     * @param key      the API key that it belongs to: another key's session of the same id is another session.
     * @param sequence of the command.
     * @return the session.
     */
    public Session of(final long low, final long high, final long key, final long sequence)
    {
        if (last == null || last.low != low || last.high != high || last.key != key)
        {
            last = find(low, high, key);
        }
        last.lastSequence = sequence;
        return last;
    }

    private Session find(final long low, final long high, final long key)
    {
        int oldest = 0;
        for (int i = 0; i < count; i++)
        {
            final Session session = sessions[i];
            if (session.low == low && session.high == high && session.key == key)
            {
                return session;
            }
            if (session.lastSequence < sessions[oldest].lastSequence)
            {
                oldest = i;
            }
        }
        final Session session = new Session(low, high, key, repliesMax);
        sessions[count < sessions.length ? count++ : oldest] = session;
        return session;
    }

    /**
     * @param hash that takes the sessions.
     */
    public void addTo(final StateHash hash)
    {
        hash.state(count);
        for (int i = 0; i < count; i++)
        {
            final Session session = sessions[i];
            hash.state(session.low);
            hash.state(session.high);
            hash.state(session.key);
            hash.state(session.lastSequence);
            hash.state(session.lastRequest);
        }
    }

    /**
     * Encodes all sessions as they are now, on the engine's thread.
     *
     * @return the messages, to be written by whichever thread.
     */
    public List<DirectBuffer> freeze()
    {
        final List<DirectBuffer> messages = new ArrayList<>();
        for (int i = 0; i < count; i++)
        {
            freeze(sessions[i], messages);
        }
        return messages;
    }

    private static void freeze(final Session session, final List<DirectBuffer> messages)
    {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final SnapshotSessionEncoder encoder = new SnapshotSessionEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
            .sessionLow(session.low)
            .sessionHigh(session.high)
            .principalKey(session.key)
            .lastSequence(session.lastSequence)
            .lastRequest(session.lastRequest);
        messages.add(copy(buffer, MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength()));
        final SnapshotReplyEncoder replyEncoder = new SnapshotReplyEncoder();
        for (int i = 0; i < session.replies.length; i++)
        {
            final Reply reply = session.inOrder(i);
            if (reply.request != 0)
            {
                replyEncoder.wrapAndApplyHeader(buffer, 0, header)
                    .request(reply.request)
                    .firstTimestamp(reply.firstTimestamp)
                    .run(reply.run)
                    .templateId(reply.templateId)
                    .padding(0)
                    .putReply(reply.bytes, 0, reply.length);
                messages.add(copy(buffer, MessageHeaderEncoder.ENCODED_LENGTH + replyEncoder.encodedLength()));
            }
        }
    }

    private static DirectBuffer copy(final DirectBuffer buffer, final int length)
    {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return new UnsafeBuffer(bytes);
    }

    /**
     * @param messages that {@link #freeze} gave.
     * @param sink     to write to.
     * @throws IOException if the sink throws it.
     */
    public static void write(final List<DirectBuffer> messages, final SnapshotSink sink) throws IOException
    {
        for (final DirectBuffer message : messages)
        {
            sink.append(message, 0, message.capacity());
        }
    }

    /**
     * Puts a session, or a reply of the session before, back.
     *
     * @param templateId of the message.
     * @param message    that holds it.
     * @param offset     of its header.
     */
    public void restore(final int templateId, final DirectBuffer message, final int offset)
    {
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        if (templateId == SnapshotSessionDecoder.TEMPLATE_ID)
        {
            final SnapshotSessionDecoder decoder = new SnapshotSessionDecoder();
            decoder.wrapAndApplyHeader(message, offset, header);
            require(count < sessions.length, "a snapshot has no more sessions than fit");
            final Session session =
                of(decoder.sessionLow(), decoder.sessionHigh(), decoder.principalKey(), decoder.lastSequence());
            session.lastRequest = decoder.lastRequest();
            return;
        }
        final SnapshotReplyDecoder decoder = new SnapshotReplyDecoder();
        decoder.wrapAndApplyHeader(message, offset, header);
        require(last != null, "a reply of a snapshot follows its session");
        require(decoder.run() <= Limits.EVENTS_MAX && decoder.replyLength() >= 0 &&
            decoder.replyLength() <= message.capacity() - offset, "a reply of a snapshot has its length");
        last.restore(decoder);
    }
}
