package io.suuupra.client;

import io.suuupra.codecs.edge.EdgeMapper;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A request with a frame of its own: a read, a command, or a batch that the caller made.
 *
 * @param <T> its answer.
 */
final class WholeRequest<T> extends Request<T>
{
    /** Writes a message. */
    @FunctionalInterface
    interface Writer
    {
        /**
         * @param mapper of the client's thread.
         * @param buffer to write to.
         * @param offset to write at.
         * @return length of the message.
         */
        int write(EdgeMapper mapper, MutableDirectBuffer buffer, int offset);
    }

    /**
     * Reads a message.
     *
     * @param <T> what it holds.
     */
    @FunctionalInterface
    interface Reader<T>
    {
        /**
         * @param mapper of the client's thread.
         * @param buffer that holds the message.
         * @param offset of the message header.
         * @return the answer.
         */
        T read(EdgeMapper mapper, DirectBuffer buffer, int offset);
    }

    private final boolean command;
    private final int messageLength;
    private final int replyTemplateId;
    private final Writer writer;
    private final Reader<T> reader;

    WholeRequest(
        final int events,
        final long deadlineNs,
        final boolean command,
        final int messageLength,
        final Writer writer,
        final int replyTemplateId,
        final Reader<T> reader)
    {
        super(events, deadlineNs);
        this.command = command;
        this.messageLength = messageLength;
        this.writer = writer;
        this.replyTemplateId = replyTemplateId;
        this.reader = reader;
    }

    @Override
    Kind kind()
    {
        return Kind.WHOLE;
    }

    @Override
    boolean isCommand()
    {
        return command;
    }

    @Override
    int messageLength()
    {
        return messageLength;
    }

    @Override
    int replyTemplateId()
    {
        return replyTemplateId;
    }

    @Override
    int encode(final EdgeMapper mapper, final MutableDirectBuffer buffer, final int offset)
    {
        return writer.write(mapper, buffer, offset);
    }

    @Override
    void answer(final EdgeMapper mapper, final DirectBuffer buffer, final int offset)
    {
        final T answer;
        try
        {
            answer = reader.read(mapper, buffer, offset);
        }
        catch (final CommandRefusedException refused)
        {
            completeExceptionally(refused);
            return;
        }
        complete(answer);
    }
}
