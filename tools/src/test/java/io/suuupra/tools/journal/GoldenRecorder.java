package io.suuupra.tools.journal;

import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.engine.host.Offer;
import io.suuupra.engine.host.local.LocalNode;
import io.suuupra.engine.host.local.LocalNodeOptions;
import io.suuupra.journal.JournalOptions;
import io.suuupra.journal.snapshot.SnapshotFiles;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Records what a real node makes of a stream of commands, by its own clock, with reads in between. */
final class GoldenRecorder
{
    private static final int IN_FLIGHT = 32;
    private static final int READ_EVERY = 97;
    private static final long TIMEOUT_S = 60;

    private final Semaphore window = new Semaphore(IN_FLIGHT);
    private final EdgeMapper mapper = new EdgeMapper();
    private final UnsafeBuffer read = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
    private final LocalNode node;

    private GoldenRecorder(final LocalNode node)
    {
        this.node = node;
    }

    /**
     * @param data      folder of the node, new.
     * @param snapshots folder that gets a copy of each snapshot.
     * @param seed      of the commands.
     * @param commands  number of them.
     * @param parts     that they are given in; a snapshot is taken between two of them.
     */
    static void record(
        final Path data, final Path snapshots, final long seed, final int commands, final int parts)
        throws IOException, InterruptedException
    {
        Files.createDirectories(snapshots);
        final GoldenStream stream = new GoldenStream(seed);
        // Half way it is started anew, so that the journal has two epochs.
        for (int half = 0; half < 2; half++)
        {
            try (LocalNode node = LocalNode.open(options(data)))
            {
                final GoldenRecorder recorder = new GoldenRecorder(node);
                for (int part = 0; part < parts / 2; part++)
                {
                    recorder.run(stream, commands / parts);
                    recorder.snapshot(data, snapshots);
                }
                recorder.run(stream, commands / parts / 2);
            }
        }
    }

    private static LocalNodeOptions options(final Path data)
    {
        return LocalNodeOptions.defaults(data)
            .withFiles(JournalOptions.small(), 1 << 12)
            .withCapacities(GoldenJournal.CAPACITIES)
            .withSnapshots(0, false)
            .withDiskFreeBytesMin(0);
    }

    private void run(final GoldenStream stream, final int commands) throws InterruptedException
    {
        for (int i = 0; i < commands; i++)
        {
            stream.next();
            offer(stream.principal(), stream.session(), stream.request(), stream.buffer(), stream.length());
            if (i % READ_EVERY == 0)
            {
                offer(Principal.NODE, 0, 0, read, mapper.encodeGetState(read, 0));
                offer(Principal.NODE, 0, 0, read,
                    mapper.encodeQueryTransfers(QueryFilter.builder().limit(10).build(), read, 0));
            }
        }
        if (!window.tryAcquire(IN_FLIGHT, TIMEOUT_S, TimeUnit.SECONDS))
        {
            throw new AssertionError("no reply: " + node.metrics().halted());
        }
        window.release(IN_FLIGHT);
    }

    private void offer(
        final Principal principal, final int session, final long request, final DirectBuffer buffer, final int length)
        throws InterruptedException
    {
        if (!window.tryAcquire(TIMEOUT_S, TimeUnit.SECONDS))
        {
            throw new AssertionError("no reply: " + node.metrics().halted());
        }
        final Offer offer = node.ingress().offer((correlation, reply, offset, replyLength) -> window.release(),
            0, principal, 0, session, request, buffer, 0, length);
        if (offer != Offer.ACCEPTED)
        {
            throw new AssertionError("offer: " + offer);
        }
    }

    private void snapshot(final Path data, final Path snapshots) throws IOException, InterruptedException
    {
        if (!node.snapshot())
        {
            throw new AssertionError("no snapshot: " + node.metrics().halted());
        }
        final Path newest = SnapshotFiles.list(data.resolve("snapshots")).getFirst();
        Files.copy(newest, snapshots.resolve(newest.getFileName()));
    }
}
