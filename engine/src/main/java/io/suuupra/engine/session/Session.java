package io.suuupra.engine.session;

import io.suuupra.codecs.generated.SnapshotReplyDecoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * One client's session: the number of its last command, and the replies to the last few.
 */
public final class Session
{
    /** Bytes of replies that are kept verbatim for one session. */
    static final int BYTES_MAX = 4 * 1024 * 1024;

    final long low;
    final long high;
    final long key;
    long lastSequence;
    long lastRequest;
    final Reply[] replies;
    private int next;
    private long bytes;

    Session(final long low, final long high, final long key, final int repliesMax)
    {
        this.low = low;
        this.high = high;
        this.key = key;
        this.replies = new Reply[repliesMax];
        for (int i = 0; i < repliesMax; i++)
        {
            replies[i] = new Reply();
        }
    }

    /** @return number of the last command. */
    public long lastRequest()
    {
        return lastRequest;
    }

    /**
     * @param request number of a command that was sent again.
     * @return bytes of its reply; -1 = it is not kept any more.
     */
    public int replyLength(final long request)
    {
        final Reply reply = find(request);
        return reply == null ? -1 : reply.replyLength();
    }

    /**
     * @param request number of a command whose reply is kept.
     * @param buffer  to write the reply to.
     * @param offset  to write at.
     */
    public void writeReply(final long request, final MutableDirectBuffer buffer, final int offset)
    {
        find(request).writeTo(buffer, offset);
    }

    /**
     * Keeps the reply of the newest command.
     *
     * @param request number of the command.
     * @param buffer  that holds the reply.
     * @param offset  of its header.
     * @param length  in bytes.
     */
    public void keep(final long request, final DirectBuffer buffer, final int offset, final int length)
    {
        lastRequest = request;
        final Reply reply = replies[next];
        bytes -= reply.length;
        reply.keep(request, buffer, offset, length);
        bytes += reply.length;
        next = (next + 1) % replies.length;
        for (int i = next; bytes > BYTES_MAX; i = (i + 1) % replies.length)
        {
            bytes -= replies[i].length;
            replies[i].forget();
        }
    }

    /** @return the replies from the oldest to the newest. */
    Reply inOrder(final int index)
    {
        return replies[(next + index) % replies.length];
    }

    void restore(final SnapshotReplyDecoder decoder)
    {
        final Reply reply = replies[next];
        reply.request = decoder.request();
        reply.firstTimestamp = decoder.firstTimestamp();
        reply.run = (int)decoder.run();
        reply.templateId = decoder.templateId();
        reply.length = decoder.replyLength();
        reply.bytes = new byte[reply.length];
        decoder.getReply(reply.bytes, 0, reply.length);
        bytes += reply.length;
        next = (next + 1) % replies.length;
    }

    private Reply find(final long request)
    {
        for (final Reply reply : replies)
        {
            if (reply.request == request)
            {
                return reply;
            }
        }
        return null;
    }
}
