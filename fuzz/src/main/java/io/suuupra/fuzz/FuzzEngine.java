package io.suuupra.fuzz;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.MessageCheck;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.ConfigureEncoder;
import io.suuupra.codecs.generated.JournalFrameHeaderEncoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.StoreRecordDecoder;
import io.suuupra.engine.Engine;
import io.suuupra.engine.EventSink;
import io.suuupra.engine.SegmentSource;
import io.suuupra.engine.host.Ingress;
import io.suuupra.engine.host.Offer;
import io.suuupra.engine.host.ReplyTo;
import io.suuupra.engine.read.Scan;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;

/**
 * A real engine that answers at once, with a small store on the heap: the least host there can be. Confined to one
 * thread; the buffers are shared by all engines of the process, as making them takes longer than most executions do.
 */
public final class FuzzEngine implements Ingress, EventSink, AutoCloseable
{
    private static final int HEADER_LENGTH = JournalFrameHeaderEncoder.BLOCK_LENGTH;
    private static final int ROWS_PER_SEGMENT = 64;
    private static final int LEDGER = 356;
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final int READS_FROM = 40;
    private static final int READS_TO = 59;
    private static final UnsafeBuffer FRAME = new UnsafeBuffer(new byte[HEADER_LENGTH + Limits.FRAME_MAX]);
    private static final UnsafeBuffer REPLY = new UnsafeBuffer(new byte[Engine.REPLY_MAX]);

    private final Segments segments;
    private final Engine engine;
    private long sequence;
    private int replyLength;

    private FuzzEngine(final Segments segments)
    {
        this.segments = segments;
        engine = new Engine(segments);
    }

    /**
     * @return an engine with some accounts, transfers and a hold, whose ids are small numbers.
     */
    public static FuzzEngine withSomeState()
    {
        final FuzzEngine engine = new FuzzEngine(new Segments(List.of(), Integer.MAX_VALUE));
        engine.command(0, MessageHeaderEncoder.ENCODED_LENGTH + new ConfigureEncoder()
            .wrapAndApplyHeader(FRAME, HEADER_LENGTH, new MessageHeaderEncoder())
            .accountsMax(100).transfersMax(1_000).holdsMax(50).sessionsMax(4).repliesMax(4)
            .encodedLength());
        final EdgeMapper mapper = new EdgeMapper();
        engine.command(1, mapper.encodeCreateAccounts(List.of(
            account(1, 0), account(2, AccountFlags.HISTORY), account(3, AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS)),
            FRAME, HEADER_LENGTH));
        engine.command(2, mapper.encodeCreateTransfers(List.of(
            transfer(1, 0), transfer(2, TransferFlags.PENDING), transfer(3, TransferFlags.LINKED), transfer(4, 0)),
            FRAME, HEADER_LENGTH));
        return engine;
    }

    /**
     * @param records of an engine's store.
     * @return an engine that knows nothing yet, to restore a snapshot into.
     */
    public static FuzzEngine over(final List<byte[]> records)
    {
        return new FuzzEngine(new Segments(records, records.size()));
    }

    /**
     * @param records of an engine's store.
     * @return rows that they have room for.
     */
    public static long rows(final List<byte[]> records)
    {
        return (long)records.size() * ROWS_PER_SEGMENT;
    }

    private static Account account(final int id, final int flags)
    {
        return Account.builder().id(UInt128.of(id)).ledger(LEDGER).code(1).flags(flags).build();
    }

    private static Transfer transfer(final int id, final int flags)
    {
        return Transfer.builder().id(UInt128.of(id)).debitAccountId(UInt128.of(1)).creditAccountId(UInt128.of(2))
            .amount(10).ledger(LEDGER).code(1).flags(flags).build();
    }

    /** @return the engine itself. */
    public Engine engine()
    {
        return engine;
    }

    /** @return a copy of the store's records. */
    public List<byte[]> records()
    {
        return segments.contents.stream().map(byte[]::clone).toList();
    }

    /** Runs the command that stands in the frame, as a session of its own. */
    private void command(final long request, final int messageLength)
    {
        putFrameHeader(Principal.NODE, 0, 1, request, messageLength);
        engine.onCommand(sequence, START_NS + sequence, FRAME, 0, HEADER_LENGTH + messageLength, this);
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
        FRAME.putBytes(HEADER_LENGTH, buffer, offset, length);
        final int templateId = new MessageHeaderDecoder().wrap(FRAME, HEADER_LENGTH).templateId();
        putFrameHeader(principal, sessionHigh, sessionLow, request, length);
        if (MessageCheck.isCommand(templateId))
        {
            engine.onCommand(sequence, START_NS + sequence, FRAME, 0, HEADER_LENGTH + length, this);
        }
        else
        {
            read(principal);
        }
        replyTo.onReply(correlation, REPLY, 0, replyLength);
        return Offer.ACCEPTED;
    }

    /** A scan may answer with a read that goes on in its place. */
    private void read(final Principal principal)
    {
        Scan scan = engine.onRead(FRAME, 0, this);
        while (scan != null)
        {
            replyLength = scan.run(REPLY, 0);
            final int templateId = new MessageHeaderDecoder().wrap(REPLY, 0).templateId();
            if (templateId < READS_FROM || templateId > READS_TO)
            {
                return;
            }
            FRAME.putBytes(HEADER_LENGTH, REPLY, 0, replyLength);
            putFrameHeader(principal, 0, 0, 0, replyLength);
            scan = engine.onRead(FRAME, 0, this);
        }
    }

    private void putFrameHeader(
        final Principal principal,
        final long sessionHigh,
        final long sessionLow,
        final long request,
        final int messageLength)
    {
        final int templateId = new MessageHeaderDecoder().wrap(FRAME, HEADER_LENGTH).templateId();
        sequence += MessageCheck.isCommand(templateId) ? 1 : 0;
        new JournalFrameHeaderEncoder().wrap(FRAME, 0)
            .length(HEADER_LENGTH + messageLength)
            .crc(0)
            .previousCrc(0)
            .epoch(1)
            .sequence(sequence)
            .timestamp(START_NS + sequence)
            .sessionLow(sessionLow)
            .sessionHigh(sessionHigh)
            .request(request)
            .principalKey(principal.key())
            .principalTenant(principal.tenant())
            .principalScopes(principal.scopes())
            .ledgerMin(Integer.toUnsignedLong(principal.ledgerMin()))
            .ledgerMax(Integer.toUnsignedLong(principal.ledgerMax()));
    }

    @Override
    public MutableDirectBuffer claim(final int lengthMax)
    {
        return REPLY;
    }

    @Override
    public int offset()
    {
        return 0;
    }

    @Override
    public void commit(final int length)
    {
        replyLength = length;
    }

    @Override
    public void close()
    {
        engine.close();
    }

    /** Arrays; a store that is restored cannot grow beyond what is there. */
    private static final class Segments implements SegmentSource
    {
        private final List<byte[]> contents;
        private final int max;

        Segments(final List<byte[]> contents, final int max)
        {
            this.contents = new ArrayList<>(contents.stream().map(byte[]::clone).toList());
            this.max = max;
        }

        @Override
        public int rowsPerSegment()
        {
            return ROWS_PER_SEGMENT;
        }

        @Override
        public UnsafeBuffer segment(final int index)
        {
            if (index == contents.size() && index < max)
            {
                contents.add(new byte[ROWS_PER_SEGMENT * StoreRecordDecoder.BLOCK_LENGTH]);
            }
            return new UnsafeBuffer(contents.get(index));
        }
    }
}
