package io.suuupra.fuzz;

import io.suuupra.codecs.frame.Principal;
import io.suuupra.engine.host.ChangeFeed;
import io.suuupra.engine.host.HostMetrics;
import io.suuupra.engine.host.Receipts;
import io.suuupra.engine.host.RequestFeed;
import io.suuupra.engine.host.LatencyRecorder;
import io.suuupra.engine.host.Stage;
import io.suuupra.gateway.audit.RefusalLog;
import io.suuupra.gateway.auth.KeyStore;
import io.suuupra.gateway.metrics.GatewayMetrics;
import io.suuupra.gateway.net.Door;
import io.suuupra.gateway.net.OpenConnections;
import org.agrona.MutableDirectBuffer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a gateway wants besides an engine: keys, figures that do not move, and no events. */
public final class FuzzHost implements HostMetrics, ChangeFeed, Receipts
{
    private static final LatencyRecorder.Snapshot NEVER = new LatencyRecorder.Snapshot(0, 0, 0, 0, 0, 0, 0);

    /** Made by each target, once. */
    public FuzzHost()
    {
    }

    /** @return keys of a folder of their own, with one that may do everything. */
    public static KeyStore keys()
    {
        try
        {
            final Path folder = Files.createTempDirectory("suuupra-fuzz-keys");
            folder.toFile().deleteOnExit();
            final KeyStore keys = KeyStore.openOrCreate(folder);
            for (final String name : List.of("keys.json", "api-key"))
            {
                folder.resolve(name).toFile().deleteOnExit();
            }
            return keys;
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean request(final long timestamp, final long idLow, final long idHigh, final Answer answer)
    {
        answer.notYet();
        return true;
    }

    @Override
    public long signedSequence()
    {
        return 0;
    }

    @Override
    public long signedRecords()
    {
        return 0;
    }

    /** @return a log of refusals that only counts them. */
    public static RefusalLog refusals()
    {
        try
        {
            return RefusalLog.open(null);
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param protocol    {@code rest} or {@code binary}.
     * @param metrics     counters.
     * @param connections counters of the protocol.
     * @param refusals    log of them.
     * @return a door in plain text.
     */
    public static Door door(
        final String protocol,
        final GatewayMetrics metrics,
        final GatewayMetrics.Protocol connections,
        final RefusalLog refusals)
    {
        return new Door(protocol, new OpenConnections(1, 1, connections), null, metrics, refusals);
    }

    @Override
    public RequestFeed requests()
    {
        return RequestFeed.NONE;
    }

    @Override
    public Cursor open(final Principal principal, final long position)
    {
        return new Cursor()
        {
            @Override
            public int next(final MutableDirectBuffer buffer, final int offset, final int eventsMax)
            {
                return 0;
            }

            @Override
            public long position()
            {
                return position;
            }
        };
    }

    @Override
    public void addListener(final Runnable listener)
    {
        // There are no events to be told of.
    }

    @Override
    public void removeListener(final Runnable listener)
    {
        // None was added.
    }

    @Override
    public long commands()
    {
        return 0;
    }

    @Override
    public long reads()
    {
        return 0;
    }

    @Override
    public long events()
    {
        return 0;
    }

    @Override
    public long sequence()
    {
        return 0;
    }

    @Override
    public long durableSequence()
    {
        return 0;
    }

    @Override
    public long journalBytes()
    {
        return 0;
    }

    @Override
    public long ringSlotsUsed()
    {
        return 0;
    }

    @Override
    public long ringSlots()
    {
        return 0;
    }

    @Override
    public long ringBytesUsed()
    {
        return 0;
    }

    @Override
    public long ringBytes()
    {
        return 0;
    }

    @Override
    public long accounts()
    {
        return 0;
    }

    @Override
    public long records()
    {
        return 0;
    }

    @Override
    public String shortage()
    {
        return "";
    }

    @Override
    public String halted()
    {
        return "";
    }

    @Override
    public long snapshotAgeSeconds()
    {
        return -1;
    }

    @Override
    public LatencyRecorder.Snapshot syncTime()
    {
        return NEVER;
    }

    @Override
    public LatencyRecorder.Snapshot replyTime()
    {
        return NEVER;
    }

    @Override
    public List<Stage> stages()
    {
        return List.of();
    }
}
