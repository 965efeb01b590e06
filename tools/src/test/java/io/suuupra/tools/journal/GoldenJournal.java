package io.suuupra.tools.journal;

import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.ConfigureEncoder;
import io.suuupra.codecs.generated.JournalFrameHeaderEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.engine.ledger.Capacities;
import io.suuupra.journal.DataPaths;
import io.suuupra.journal.JournalOptions;
import io.suuupra.journal.JournalWriter;
import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.recovery.TailRepair;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Journals whose state hashes stand in the tree. */
final class GoldenJournal
{
    /** Some of it runs out. */
    static final Capacities CAPACITIES = new Capacities(100_000, 1_000_000, 2_000, 4, 3);

    private static final int HEADER_LENGTH = JournalFrameHeaderEncoder.BLOCK_LENGTH;
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final JournalOptions OPTIONS = new JournalOptions(MIB, 8 * MIB, 8 * MIB, 8 * MIB, Disk.SYSTEM);

    private GoldenJournal()
    {
    }

    /**
     * Writes the journal that follows from a seed.
     *
     * @param journal  folder, missing.
     * @param seed     of the commands.
     * @param commands number of them, the first of which sets the capacities.
     */
    static void generate(final Path journal, final long seed, final int commands) throws IOException
    {
        final GoldenStream stream = new GoldenStream(seed);
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[HEADER_LENGTH + stream.buffer().capacity()]);
        try (JournalWriter writer = JournalWriter.open(journal, OPTIONS, TailRepair.repair(journal, OPTIONS)))
        {
            final int configure = configure(frame, HEADER_LENGTH);
            append(writer, frame, 1, GoldenStream.START_NS, Principal.NODE, 0, 0, configure);
            for (int sequence = 2; sequence <= commands; sequence++)
            {
                stream.next();
                frame.putBytes(HEADER_LENGTH, stream.buffer(), 0, stream.length());
                append(writer, frame, sequence, stream.hostTimeNs(), stream.principal(), stream.session(),
                    stream.request(), stream.length());
            }
            writer.commit();
            writer.mark();
        }
    }

    static int configure(final UnsafeBuffer buffer, final int offset)
    {
        return MessageHeaderEncoder.ENCODED_LENGTH + new ConfigureEncoder()
            .wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
            .accountsMax(CAPACITIES.accountsMax())
            .transfersMax(CAPACITIES.transfersMax())
            .holdsMax(CAPACITIES.holdsMax())
            .sessionsMax(CAPACITIES.sessionsMax())
            .repliesMax(CAPACITIES.repliesMax())
            .encodedLength();
    }

    private static void append(
        final JournalWriter writer,
        final UnsafeBuffer frame,
        final long sequence,
        final long hostTimeNs,
        final Principal principal,
        final int session,
        final long request,
        final int messageLength) throws IOException
    {
        new JournalFrameHeaderEncoder().wrap(frame, 0)
            .length(HEADER_LENGTH + messageLength)
            .crc(0)
            .previousCrc(0)
            .epoch(0)
            .sequence(sequence)
            .timestamp(hostTimeNs)
            .sessionLow(session)
            .sessionHigh(0)
            .request(request)
            .principalKey(principal.key())
            .principalTenant(principal.tenant())
            .principalScopes(principal.scopes())
            .ledgerMin(Integer.toUnsignedLong(principal.ledgerMin()))
            .ledgerMax(Integer.toUnsignedLong(principal.ledgerMax()));
        if (!writer.hasRoom(HEADER_LENGTH + messageLength))
        {
            writer.commit();
        }
        writer.append(frame, 0, HEADER_LENGTH + messageLength);
    }

    /** Packs the journal, the snapshots and the format of a data folder. */
    static void pack(final Path data, final Path snapshots, final Path zip) throws IOException
    {
        try (OutputStream file = Files.newOutputStream(zip); ZipOutputStream out = new ZipOutputStream(file))
        {
            out.setLevel(9);
            final DataPaths paths = new DataPaths(data);
            put(out, paths.root(), List.of(paths.format()));
            try (var journal = Files.list(paths.journal()))
            {
                put(out, paths.root(),
                    journal.filter(path -> path.toString().endsWith(".cq4")).sorted().toList());
            }
            try (var taken = Files.list(snapshots))
            {
                put(out, snapshots.getParent(), taken.sorted().toList());
            }
        }
    }

    private static void put(final ZipOutputStream out, final Path root, final List<Path> files) throws IOException
    {
        for (final Path file : files)
        {
            final ZipEntry entry = new ZipEntry(root.relativize(file).toString());
            // So that the same files make the same bytes.
            entry.setTime(0);
            out.putNextEntry(entry);
            Files.copy(file, out);
            out.closeEntry();
        }
    }

    /** Unpacks what {@link #pack} has made. */
    static void unpack(final InputStream zip, final Path data) throws IOException
    {
        try (ZipInputStream in = new ZipInputStream(zip))
        {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry())
            {
                final Path file = data.resolve(entry.getName()).normalize();
                if (!file.startsWith(data))
                {
                    throw new IOException(entry.getName() + " is outside of the folder");
                }
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
            }
        }
    }
}
