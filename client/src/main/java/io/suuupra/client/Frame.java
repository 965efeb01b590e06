package io.suuupra.client;

import io.netty.buffer.ByteBuf;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.util.AbstractList;
import java.util.List;

/**
 * A frame that has no answer yet, with the requests in it. It keeps its bytes, so that what is sent again after a
 * reconnect is the same to the last bit. Confined to the client's thread.
 */
final class Frame
{
    /** Number within the session. */
    final long number;

    /** The requests in it, in order. */
    final Request<?>[] requests;

    /** Bytes of the whole frame. */
    final int length;

    /** On its way on the present connection. */
    boolean inFlight;

    /** Was on its way when an earlier connection was lost: what became of it is not known. */
    boolean takenPerhaps;

    /** The frame before it among the unanswered ones. */
    Frame previous;

    /** The frame after it among the unanswered ones. */
    Frame next;

    private final Request.Kind kind;
    private final ByteBuf bytes;
    private int settled;

    /**
     * @param number   within the session.
     * @param requests one, or several singles of one kind.
     * @param writer   that lays it down.
     */
    Frame(final long number, final Request<?>[] requests, final FrameWriter writer)
    {
        this.number = number;
        this.requests = requests;
        this.kind = requests[0].kind();
        this.bytes = writer.write(number, messageLength(), this::encode);
        this.length = bytes.readableBytes();
    }

    /**
     * @return the bytes to send; the receiver releases them.
     */
    ByteBuf bytes()
    {
        return bytes.retainedDuplicate();
    }

    /**
     * Gives the bytes back; the frame will not be sent again.
     */
    void release()
    {
        bytes.release();
    }

    /**
     * @return true if it counts against {@link ClientOptions#batchesInFlight()}.
     */
    boolean isGathered()
    {
        return kind != Request.Kind.WHOLE;
    }

    /**
     * @return true if every request in it has been completed already.
     */
    boolean isSettled()
    {
        return settled == requests.length;
    }

    /**
     * @return true if something of it may have happened.
     */
    boolean isUncertain()
    {
        return inFlight || takenPerhaps;
    }

    /**
     * @return true if it changes the ledger.
     */
    boolean isCommand()
    {
        return requests[0].isCommand();
    }

    /**
     * @return template of the message that answers it.
     */
    int replyTemplateId()
    {
        return requests[0].replyTemplateId();
    }

    /**
     * @return when the first request without an outcome gives up, if there is one.
     */
    long deadlineNs()
    {
        return requests[settled].deadlineNs;
    }

    /**
     * @return requests that have no outcome yet.
     */
    int open()
    {
        return requests.length - settled;
    }

    /**
     * @param nowNs value of {@link System#nanoTime()}.
     * @return requests, the first of those without an outcome, that give up by now.
     */
    int due(final long nowNs)
    {
        int due = 0;
        while (due < open() && requests[settled + due].deadlineNs - nowNs <= 0)
        {
            due++;
        }
        return due;
    }

    /**
     * @param count of requests, the first of those without an outcome.
     * @return their events.
     */
    int events(final int count)
    {
        // Singles are one event each; a whole request is alone in its frame.
        return count == 0 ? 0 : isGathered() ? count : requests[0].events;
    }

    /**
     * @param count  of requests, the first of those without an outcome.
     * @param reason for them.
     */
    void fail(final int count, final SuuupraException reason)
    {
        for (final int end = settled + count; settled < end;)
        {
            requests[settled++].completeExceptionally(reason);
        }
    }

    /**
     * Completes the requests.
     *
     * @param mapper of the client's thread.
     * @param buffer that holds a checked message of the right template.
     * @param offset of the message header.
     * @throws RuntimeException if the message cannot be understood; requests are left without an outcome then.
     */
    void answer(final EdgeMapper mapper, final DirectBuffer buffer, final int offset)
    {
        if (isSettled())
        {
            return;
        }
        if (requests.length == 1)
        {
            requests[0].answer(mapper, buffer, offset);
            settled = 1;
            return;
        }
        switch (kind)
        {
            case ACCOUNT, IMPORTED_ACCOUNT ->
            {
                final List<CreateResult<CreateAccountStatus>> results = mapper.decodeAccountResults(buffer, offset);
                checkCount(results.size());
                while (settled < requests.length)
                {
                    final SingleAccount request = (SingleAccount)requests[settled];
                    request.complete(results.get(settled++));
                }
            }
            case TRANSFER, IMPORTED_TRANSFER ->
            {
                final List<CreateResult<CreateTransferStatus>> results = mapper.decodeTransferResults(buffer, offset);
                checkCount(results.size());
                while (settled < requests.length)
                {
                    final SingleTransfer request = (SingleTransfer)requests[settled];
                    request.complete(results.get(settled++));
                }
            }
            case WHOLE -> throw new IllegalStateException("a whole request is alone in its frame");
        }
    }

    /**
     * @param index of a request.
     * @return true if it has no outcome yet.
     */
    boolean hasOpen(final int index)
    {
        return index >= settled;
    }

    /**
     * @param index of a request.
     * @return the others that have no outcome yet, in order.
     */
    Request<?>[] without(final int index)
    {
        final Request<?>[] others = new Request<?>[open() - (hasOpen(index) ? 1 : 0)];
        int next = 0;
        for (int i = settled; i < requests.length; i++)
        {
            if (i != index)
            {
                others[next++] = requests[i];
            }
        }
        return others;
    }

    private void checkCount(final int results)
    {
        if (results != requests.length)
        {
            throw new IllegalStateException(results + " results for " + requests.length + " events");
        }
    }

    private int messageLength()
    {
        return switch (kind)
        {
            case WHOLE -> requests[0].messageLength();
            case ACCOUNT, IMPORTED_ACCOUNT -> MessageLength.accounts(requests.length);
            case TRANSFER, IMPORTED_TRANSFER -> MessageLength.transfers(requests.length);
        };
    }

    private int encode(final EdgeMapper mapper, final MutableDirectBuffer buffer, final int offset)
    {
        return switch (kind)
        {
            case WHOLE -> requests[0].encode(mapper, buffer, offset);
            case ACCOUNT, IMPORTED_ACCOUNT -> mapper.encodeCreateAccounts(new Accounts(), buffer, offset);
            case TRANSFER, IMPORTED_TRANSFER -> mapper.encodeCreateTransfers(new Transfers(), buffer, offset);
        };
    }

    /** The accounts of the requests, without a copy. */
    private final class Accounts extends AbstractList<Account>
    {
        @Override
        public Account get(final int index)
        {
            return ((SingleAccount)requests[index]).account;
        }

        @Override
        public int size()
        {
            return requests.length;
        }
    }

    /** The transfers of the requests, without a copy. */
    private final class Transfers extends AbstractList<Transfer>
    {
        @Override
        public Transfer get(final int index)
        {
            return ((SingleTransfer)requests[index]).transfer;
        }

        @Override
        public int size()
        {
            return requests.length;
        }
    }
}
