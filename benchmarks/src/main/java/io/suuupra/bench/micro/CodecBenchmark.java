package io.suuupra.bench.micro;

import io.suuupra.bench.workload.AccountChoice;
import io.suuupra.bench.workload.MixedIds;
import io.suuupra.bench.workload.Popularity;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.frame.MessageCheck;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.CreateTransfersDecoder;
import io.suuupra.codecs.generated.CreateTransfersReplyEncoder;
import io.suuupra.codecs.generated.JournalFrameHeaderEncoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.journal.cycle.Crc;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What stands between bytes and the engine, on a full batch: records, flyweights, the check of the form, the checksum.
 * Time per transfer, but for the checksum.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark
{
    private static final int MEBIBYTE = 1 << 20;
    private static final int ACCOUNTS = 10_000;
    private static final long SEED = 20_260_102;
    private static final int MESSAGE_AT = JournalFrameHeaderEncoder.BLOCK_LENGTH;

    private final EdgeMapper mapper = new EdgeMapper();
    private final CreateTransfersDecoder decoder = new CreateTransfersDecoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final Crc crc = new Crc();
    private final UnsafeBuffer target = new UnsafeBuffer(ByteBuffer.allocateDirect(Limits.FRAME_MAX));
    private final UnsafeBuffer results = new UnsafeBuffer(ByteBuffer.allocateDirect(Limits.FRAME_MAX));
    private TransferFrames frames;
    private List<Transfer> transfers;

    /** Makes a full batch in each of its forms. */
    @Setup
    public void makeBatch()
    {
        frames = new TransferFrames(
            1, Limits.EVENTS_MAX, new MixedIds(SEED), new MixedIds(SEED + 1),
            new AccountChoice(Popularity.uniform(ACCOUNTS), SEED));
        frames.fill(0, 1, 1, TransferKind.SINGLE_PHASE, 0);
        transfers = mapper.decodeCreateTransfers(frames.buffer(), MESSAGE_AT);
        final CreateTransfersReplyEncoder reply = new CreateTransfersReplyEncoder();
        reply.wrapAndApplyHeader(results, 0, new MessageHeaderEncoder());
        final CreateTransfersReplyEncoder.ResultsEncoder group = reply.resultsCount(Limits.EVENTS_MAX);
        for (int i = 0; i < Limits.EVENTS_MAX; i++)
        {
            group.next().timestamp(i + 1).status(CreateTransferStatus.CREATED);
        }
    }

    /**
     * Records to bytes, as the client does.
     *
     * @return length of the message.
     */
    @Benchmark
    @OperationsPerInvocation(Limits.EVENTS_MAX)
    public int recordsEncode()
    {
        return mapper.encodeCreateTransfers(transfers, target, 0);
    }

    /**
     * Bytes to records.
     *
     * @return the records.
     */
    @Benchmark
    @OperationsPerInvocation(Limits.EVENTS_MAX)
    public List<Transfer> recordsDecode()
    {
        return mapper.decodeCreateTransfers(frames.buffer(), MESSAGE_AT);
    }

    /**
     * A reply's bytes to records, as the client does.
     *
     * @return the records.
     */
    @Benchmark
    @OperationsPerInvocation(Limits.EVENTS_MAX)
    public List<CreateResult<CreateTransferStatus>> recordsDecodeResults()
    {
        return mapper.decodeTransferResults(results, 0);
    }

    /**
     * Fresh ids, accounts and amounts through flyweights, the making of the ids included.
     *
     * @return the frames.
     */
    @Benchmark
    @OperationsPerInvocation(Limits.EVENTS_MAX)
    public Object flyweightsEncode()
    {
        frames.fill(0, 1, 1, TransferKind.SINGLE_PHASE, 0);
        return frames;
    }

    /**
     * Every field of every transfer through flyweights, as the engine reads.
     *
     * @return something that depends on all of them.
     */
    @Benchmark
    @OperationsPerInvocation(Limits.EVENTS_MAX)
    public long flyweightsDecode()
    {
        long sum = 0;
        final CreateTransfersDecoder.TransfersDecoder event =
            decoder.wrapAndApplyHeader(frames.buffer(), MESSAGE_AT, headerDecoder).transfers();
        while (event.hasNext())
        {
            event.next();
            sum += event.id().low() ^ event.id().high();
            sum += event.debitAccountId().low() ^ event.debitAccountId().high();
            sum += event.creditAccountId().low() ^ event.creditAccountId().high();
            sum += event.pendingId().low() ^ event.pendingId().high();
            sum += event.userData128().low() ^ event.userData128().high();
            sum += event.amount() ^ event.userData64() ^ event.timestamp();
            sum += event.userData32() ^ event.timeout() ^ event.ledger() ^ event.code() ^ event.flags().getRaw();
        }
        return sum;
    }

    /**
     * The check that every message from outside passes.
     *
     * @return null, for there is nothing wrong.
     */
    @Benchmark
    @OperationsPerInvocation(Limits.EVENTS_MAX)
    public Malformed messageCheck()
    {
        return MessageCheck.check(frames.buffer(), MESSAGE_AT, frames.length() - MESSAGE_AT);
    }

    /**
     * CRC32C of one MiB: time per MiB.
     *
     * @return the checksum.
     */
    @Benchmark
    public int crc32cOfOneMebibyte()
    {
        return crc.of(results, 0, MEBIBYTE);
    }
}
