package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountBalance;
import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.EngineState;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.MessageCheck;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.CommandReplyDecoder;
import io.suuupra.codecs.generated.CommandStatus;
import io.suuupra.codecs.generated.ConfigureEncoder;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.JournalFrameHeaderEncoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.StoreRecordDecoder;
import io.suuupra.engine.Engine;
import io.suuupra.engine.EngineRestore;
import io.suuupra.engine.EngineSnapshot;
import io.suuupra.engine.EventSink;
import io.suuupra.engine.SegmentSource;
import io.suuupra.engine.read.Scan;
import io.suuupra.testkit.reference.Capacities;
import io.suuupra.testkit.reference.LedgerUnderTest;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The engine behind its frames, as a host would call it, with a store on the heap.
 */
public final class EngineUnderTest implements LedgerUnderTest, AutoCloseable
{
    private static final int READS_FROM = 40;
    private static final int READS_TO = 59;
    private static final int ROWS_PER_SEGMENT = 64;
    private static final int SESSIONS_MAX = 4;
    private static final int REPLIES_MAX = 4;

    /** The engine only carries them for the host. */
    private static final int[] BLOCK_CRCS = {7, -1, 0};

    private static final int HEADER_LENGTH = JournalFrameHeaderEncoder.BLOCK_LENGTH;

    // Made once: a scenario takes less time than clearing them does. Every test of this package has one thread.
    private static final UnsafeBuffer FRAME = new UnsafeBuffer(new byte[2 * Limits.FRAME_MAX]);
    private static final ReplyBuffer REPLY = new ReplyBuffer();

    private final EdgeMapper mapper = new EdgeMapper();
    private final HeapSegments segments;
    private final Engine engine;
    private long sequence;
    private Principal principal = Principal.NODE;

    private EngineUnderTest(final HeapSegments segments)
    {
        this.segments = segments;
        this.engine = new Engine(segments);
    }

    /** An engine that is configured with these capacities. */
    public EngineUnderTest(final Capacities capacities)
    {
        this(capacities, ROWS_PER_SEGMENT);
    }

    EngineUnderTest(final Capacities capacities, final int rowsPerSegment)
    {
        this(new HeapSegments(rowsPerSegment, List.of()));
        final int length = new ConfigureEncoder()
            .wrapAndApplyHeader(FRAME, HEADER_LENGTH, new MessageHeaderEncoder())
            .accountsMax(capacities.accountsMax())
            .transfersMax(capacities.transfersMax())
            .holdsMax(capacities.holdsMax())
            .sessionsMax(SESSIONS_MAX)
            .repliesMax(REPLIES_MAX)
            .encodedLength();
        command(1, MessageHeaderEncoder.ENCODED_LENGTH + length);
        assertEquals(CommandStatus.DONE, commandReply().status());
    }

    @Override
    public void close()
    {
        engine.close();
    }

    /** The state as it is now; it may be written later. */
    public EngineSnapshot snapshot()
    {
        return engine.snapshot();
    }

    /**
     * @param snapshot taken from this engine; it may have gone on since.
     * @return another engine that stands where the snapshot was taken, with a copy of the store as it is now;
     *     behind what the snapshot counts on there may be anything.
     */
    public EngineUnderTest restore(final EngineSnapshot snapshot)
    {
        final HeapSegments copies = new HeapSegments(segments.rowsPerSegment, segments.copies());
        copies.spoilFrom(snapshot.records());
        for (int i = 0; i < snapshot.segments(); i += 2)
        {
            copies.keys.put(i, snapshot.keys(i));
        }
        final EngineUnderTest other = new EngineUnderTest(copies);
        final EngineRestore restore = other.engine.restore();
        try
        {
            snapshot.write(restore::onMessage, BLOCK_CRCS);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        restore.finish(part ->
        {
            part.run(1, 3);
            part.run(0, 3);
            part.run(2, 3);
        });
        assertArrayEquals(BLOCK_CRCS, restore.blockCrcs());
        other.sequence = snapshot.sequence();
        return other;
    }

    /** Everything from here on is asked by that principal. */
    public EngineUnderTest as(final Principal who)
    {
        principal = who;
        return this;
    }

    /** Whether a tick would expire a hold. */
    public boolean hasDue(final long hostTimeNs)
    {
        return engine.hasDue(hostTimeNs);
    }

    /** Where the engine stands, hashes included. */
    public EngineState state()
    {
        read(mapper.encodeGetState(FRAME, HEADER_LENGTH));
        return mapper.decodeState(REPLY.buffer, 0);
    }

    @Override
    public List<CreateResult<CreateAccountStatus>> createAccounts(
        final long hostTimeNs, final List<Account> accounts)
    {
        command(hostTimeNs, mapper.encodeCreateAccounts(accounts, FRAME, HEADER_LENGTH));
        return mapper.decodeAccountResults(REPLY.buffer, 0);
    }

    @Override
    public List<CreateResult<CreateTransferStatus>> createTransfers(
        final long hostTimeNs, final List<Transfer> transfers)
    {
        command(hostTimeNs, mapper.encodeCreateTransfers(transfers, FRAME, HEADER_LENGTH));
        return mapper.decodeTransferResults(REPLY.buffer, 0);
    }

    @Override
    public long tick(final long hostTimeNs, final long advanceNs)
    {
        command(hostTimeNs, mapper.encodeTick(advanceNs, FRAME, HEADER_LENGTH));
        final CommandReplyDecoder reply = commandReply();
        assertEquals(CommandStatus.DONE, reply.status());
        return reply.timestamp();
    }

    @Override
    public List<Account> lookupAccounts(final List<UInt128> ids)
    {
        read(mapper.encodeLookupAccounts(ids, FRAME, HEADER_LENGTH));
        return mapper.decodeAccounts(REPLY.buffer, 0);
    }

    @Override
    public List<Transfer> lookupTransfers(final List<UInt128> ids)
    {
        read(mapper.encodeLookupTransfers(ids, FRAME, HEADER_LENGTH));
        return mapper.decodeTransfers(REPLY.buffer, 0);
    }

    @Override
    public List<Transfer> accountTransfers(final AccountFilter filter)
    {
        read(mapper.encodeGetAccountTransfers(filter, FRAME, HEADER_LENGTH));
        return mapper.decodeTransfers(REPLY.buffer, 0);
    }

    @Override
    public List<AccountBalance> accountBalances(final AccountFilter filter)
    {
        read(mapper.encodeGetAccountBalances(filter, FRAME, HEADER_LENGTH));
        return mapper.decodeBalances(REPLY.buffer, 0);
    }

    @Override
    public List<Account> queryAccounts(final QueryFilter filter)
    {
        read(mapper.encodeQueryAccounts(filter, FRAME, HEADER_LENGTH));
        return mapper.decodeAccounts(REPLY.buffer, 0);
    }

    @Override
    public List<Transfer> queryTransfers(final QueryFilter filter)
    {
        read(mapper.encodeQueryTransfers(filter, FRAME, HEADER_LENGTH));
        return mapper.decodeTransfers(REPLY.buffer, 0);
    }

    @Override
    public List<ChangeEvent> changeEvents(final long timestampMin, final long timestampMax, final int limit)
    {
        read(mapper.encodeGetChangeEvents(timestampMin, timestampMax, limit, FRAME, HEADER_LENGTH));
        return mapper.decodeChangeEvents(REPLY.buffer, 0);
    }

    /** The engine itself, to look into. */
    public Engine engine()
    {
        return engine;
    }

    /** Writes a message with its header at an offset, and tells its length. */
    @FunctionalInterface
    public interface MessageWriter
    {
        int write(MutableDirectBuffer buffer, int offset);
    }

    /**
     * Sends any command.
     *
     * @return buffer that holds the reply's header at 0, until the next request.
     */
    public DirectBuffer send(final long hostTimeNs, final MessageWriter writer)
    {
        command(hostTimeNs, writer.write(FRAME, HEADER_LENGTH));
        return REPLY.buffer;
    }

    /**
     * Sends any read.
     *
     * @return buffer that holds the reply's header at 0, until the next request.
     */
    public DirectBuffer ask(final MessageWriter writer)
    {
        read(writer.write(FRAME, HEADER_LENGTH));
        return REPLY.buffer;
    }

    private CommandReplyDecoder commandReply()
    {
        final CommandReplyDecoder reply = new CommandReplyDecoder();
        reply.wrapAndApplyHeader(REPLY.buffer, 0, new MessageHeaderDecoder());
        return reply;
    }

    private void command(final long hostTimeNs, final int messageLength)
    {
        assertNull(MessageCheck.check(FRAME, HEADER_LENGTH, messageLength));
        putFrameHeader(++sequence, hostTimeNs, messageLength);
        REPLY.length = 0;
        engine.onCommand(sequence, hostTimeNs, FRAME, 0, HEADER_LENGTH + messageLength, REPLY);
        assertTrue(REPLY.length > 0, "every command is answered");
    }

    /** A scan may answer with a read that goes on in its place. */
    private void read(final int messageLength)
    {
        assertNull(MessageCheck.check(FRAME, HEADER_LENGTH, messageLength));
        putFrameHeader(0, 0, messageLength);
        REPLY.length = 0;
        Scan scan = engine.onRead(FRAME, 0, REPLY);
        while (scan != null)
        {
            final int length = scan.run(REPLY.buffer, 0);
            final int templateId = new MessageHeaderDecoder().wrap(REPLY.buffer, 0).templateId();
            if (templateId < READS_FROM || templateId > READS_TO)
            {
                REPLY.length = length;
                break;
            }
            FRAME.putBytes(HEADER_LENGTH, REPLY.buffer, 0, length);
            putFrameHeader(0, 0, length);
            scan = engine.onRead(FRAME, 0, REPLY);
        }
        assertTrue(REPLY.length > 0, "every read is answered");
    }

    private void putFrameHeader(final long ofSequence, final long hostTimeNs, final int messageLength)
    {
        new JournalFrameHeaderEncoder().wrap(FRAME, 0)
            .length(HEADER_LENGTH + messageLength)
            .crc(0)
            .previousCrc(0)
            .epoch(1)
            .sequence(ofSequence)
            .timestamp(hostTimeNs)
            .sessionLow(0)
            .sessionHigh(0)
            .request(0)
            .principalKey(principal.key())
            .principalTenant(principal.tenant())
            .principalScopes(principal.scopes())
            .ledgerMin(Integer.toUnsignedLong(principal.ledgerMin()))
            .ledgerMax(Integer.toUnsignedLong(principal.ledgerMax()));
    }

    /** Takes one reply at a time. */
    private static final class ReplyBuffer implements EventSink
    {
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Engine.REPLY_MAX]);
        private int length;

        @Override
        public MutableDirectBuffer claim(final int lengthMax)
        {
            assertTrue(lengthMax <= buffer.capacity());
            return buffer;
        }

        @Override
        public int offset()
        {
            return 0;
        }

        @Override
        public void commit(final int replyLength)
        {
            assertEquals(0, length, "one reply for each request");
            length = replyLength;
        }
    }

    /** Small segments, so that a scenario crosses from one into the next. */
    private static final class HeapSegments implements SegmentSource
    {
        private final int rowsPerSegment;
        private final List<byte[]> contents;
        private final Map<Integer, long[]> keys = new HashMap<>();

        HeapSegments(final int rowsPerSegment, final List<byte[]> contents)
        {
            this.rowsPerSegment = rowsPerSegment;
            this.contents = new ArrayList<>(contents);
        }

        void spoilFrom(final long row)
        {
            for (int i = 0; i < contents.size(); i++)
            {
                final byte[] content = contents.get(i);
                final long from = (row - (long)i * rowsPerSegment) * StoreRecordDecoder.BLOCK_LENGTH;
                Arrays.fill(content, Math.clamp(from, 0, content.length), content.length, (byte)0x5A);
            }
        }

        List<byte[]> copies()
        {
            return contents.stream().map(byte[]::clone).toList();
        }

        @Override
        public int rowsPerSegment()
        {
            return rowsPerSegment;
        }

        @Override
        public long[] keys(final int index)
        {
            return keys.get(index);
        }

        @Override
        public long key(final int segment, final int row)
        {
            return keys.containsKey(segment) ? keys.get(segment)[row] : 0;
        }

        @Override
        public UnsafeBuffer segment(final int index)
        {
            if (index == contents.size())
            {
                contents.add(new byte[rowsPerSegment * StoreRecordDecoder.BLOCK_LENGTH]);
            }
            return new UnsafeBuffer(contents.get(index));
        }
    }
}
