package io.suuupra.bench.micro;

import io.suuupra.bench.workload.MixedIds;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.ConfigureEncoder;
import io.suuupra.codecs.generated.JournalFrameHeaderEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.StoreRecordDecoder;
import io.suuupra.engine.Engine;
import io.suuupra.engine.EventSink;
import io.suuupra.engine.SegmentSource;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An engine with nothing around it: no ring, no journal, no network. Its store lies in memory outside the heap that is
 * zeroed ahead of use, where a node has mapped files that are zeroed ahead of use.
 */
final class BareEngine
{
    /** Rows of a segment; a measured iteration writes no more than these. */
    static final int ROWS_PER_SEGMENT = 1 << 18;

    private static final int HEADER_LENGTH = JournalFrameHeaderEncoder.BLOCK_LENGTH;
    private static final long PLENTY = 1L << 32;
    private static final int SESSIONS_MAX = 256;
    private static final int REPLIES_MAX = 128;
    private static final long TIME_STEP_NS = 1_000_000;

    private final Segments segments;
    private final Engine engine;
    private final Replies replies = new Replies();
    private final long timeStepNs;
    private long hostTimeNs = 1;

    /**
     * @param accounts to create.
     * @param ids      of the accounts, by number from 0.
     */
    BareEngine(final int accounts, final MixedIds ids)
    {
        this(accounts, ids, new Segments(), TIME_STEP_NS);
    }

    /**
     * @param segments memory of the store, which nobody reserves ahead.
     * @param stepNs   between two commands; a few times as many as events that one command stamps.
     */
    BareEngine(final int accounts, final MixedIds ids, final SegmentSource segments, final long stepNs)
    {
        this.segments = segments instanceof Segments own ? own : null;
        this.engine = new Engine(segments);
        this.timeStepNs = stepNs;
        final UnsafeBuffer frame = new UnsafeBuffer(ByteBuffer.allocateDirect(HEADER_LENGTH + Limits.FRAME_MAX));
        final int configureLength = new ConfigureEncoder()
            .wrapAndApplyHeader(frame, HEADER_LENGTH, new MessageHeaderEncoder())
            .accountsMax(accounts)
            .transfersMax(PLENTY)
            .holdsMax(PLENTY)
            .sessionsMax(SESSIONS_MAX)
            .repliesMax(REPLIES_MAX)
            .encodedLength();
        command(frame, MessageHeaderEncoder.ENCODED_LENGTH + configureLength);
        final EdgeMapper mapper = new EdgeMapper();
        for (int first = 0; first < accounts; first += Limits.EVENTS_MAX)
        {
            final List<Account> batch = new ArrayList<>(Limits.EVENTS_MAX);
            for (int number = first; number < Math.min(accounts, first + Limits.EVENTS_MAX); number++)
            {
                batch.add(Account.builder()
                    .id(ids.id(number)).ledger(TransferFrames.LEDGER).code(TransferFrames.CODE).build());
            }
            command(frame, mapper.encodeCreateAccounts(batch, frame, HEADER_LENGTH));
        }
        if (engine.ledger().accounts().count() != accounts)
        {
            throw new IllegalStateException(
                engine.ledger().accounts().count() + " accounts were created instead of " + accounts);
        }
    }

    private void command(final UnsafeBuffer frame, final int messageLength)
    {
        final int length = HEADER_LENGTH + messageLength;
        final long sequence = nextSequence();
        final long timeNs = nextTimeNs();
        TransferFrames.putHeader(new JournalFrameHeaderEncoder().wrap(frame, 0), length, sequence, timeNs);
        run(sequence, timeNs, frame, 0, length);
    }

    long nextSequence()
    {
        return engine.sequence() + 1;
    }

    /** Far enough from the last one for a full batch, whose events are stamped 1 ns apart. */
    long nextTimeNs()
    {
        hostTimeNs += timeStepNs;
        return hostTimeNs;
    }

    /** What is measured. */
    void run(
        final long sequence, final long timeNs, final DirectBuffer buffer, final int offset, final int length)
    {
        engine.onCommand(sequence, timeNs, buffer, offset, length, replies);
    }

    /** Memory for so many rows in all, so that the measured part never waits for any. */
    void reserve(final long rows)
    {
        segments.reserve((int)((rows + ROWS_PER_SEGMENT - 1) / ROWS_PER_SEGMENT));
    }

    /** Lets time pass, so that the next command comes behind that moment. */
    void passTo(final long timeNs)
    {
        hostTimeNs = Math.max(hostTimeNs, timeNs);
    }

    Engine engine()
    {
        return engine;
    }

    long rows()
    {
        return engine.ledger().store().rows();
    }

    long transfers()
    {
        return engine.ledger().store().transfers();
    }

    /** One reply after the other, in the same place. */
    private static final class Replies implements EventSink
    {
        private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(Engine.REPLY_MAX));

        @Override
        public MutableDirectBuffer claim(final int lengthMax)
        {
            return buffer;
        }

        @Override
        public int offset()
        {
            return 0;
        }

        @Override
        public void commit(final int length)
        {
            if (length <= 0)
            {
                throw new IllegalStateException("a reply has at least its header");
            }
        }
    }

    private static final class Segments implements SegmentSource
    {
        private final List<UnsafeBuffer> reserved = new ArrayList<>();

        void reserve(final int segments)
        {
            while (reserved.size() < segments)
            {
                // Java zeroes it here and now, which also makes the system back it with memory.
                reserved.add(new UnsafeBuffer(
                    ByteBuffer.allocateDirect(ROWS_PER_SEGMENT * StoreRecordDecoder.BLOCK_LENGTH)));
            }
        }

        @Override
        public int rowsPerSegment()
        {
            return ROWS_PER_SEGMENT;
        }

        @Override
        public UnsafeBuffer segment(final int index)
        {
            if (index >= reserved.size())
            {
                throw new IllegalStateException("segment " + index + " was not reserved before the measurement");
            }
            return reserved.get(index);
        }
    }
}
