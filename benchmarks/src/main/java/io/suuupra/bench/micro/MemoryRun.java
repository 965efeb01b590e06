package io.suuupra.bench.micro;

import io.suuupra.bench.conditions.ProcessMemory;
import io.suuupra.bench.workload.AccountChoice;
import io.suuupra.bench.workload.MixedIds;
import io.suuupra.bench.workload.Popularity;
import io.suuupra.codecs.frame.Limits;

import java.io.IOException;
import java.util.Locale;

/**
 * An engine alone in a process of its own, and what it takes of memory: the Java heap behind a full collection, and
 * what the process has outside of it. The heap has its full size from the start, so that what the process grows by is
 * outside of it. The memory that stands for the files of the store is there before, and not counted.
 */
final class MemoryRun
{
    private static final long SEED = 20_260_101;
    private static final int FRAMES = 8;
    private static final int POINTS = 8;
    private static final double BYTES_PER_MIB = 1 << 20;

    private final long transfers;
    private final int accounts;

    private MemoryRun(final int accounts, final long transfers)
    {
        this.accounts = accounts;
        this.transfers = transfers;
    }

    /**
     * @param arguments numbers of accounts and of transfers.
     * @throws IOException if the system does not tell what memory a process has.
     */
    public static void main(final String[] arguments) throws IOException
    {
        new MemoryRun(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1])).run();
    }

    private void run() throws IOException
    {
        final MixedIds accountIds = new MixedIds(SEED);
        final TransferFrames frames = new TransferFrames(FRAMES, Limits.EVENTS_MAX, accountIds, new MixedIds(SEED + 1),
            new AccountChoice(Popularity.uniform(accounts), SEED));
        // Compiles what is measured, with an engine of its own.
        new BareEngine(Limits.EVENTS_MAX, new MixedIds(SEED));
        final double before = bytes();
        final BareEngine engine = new BareEngine(accounts, accountIds);
        final double perAccount = (bytes() - before) / accounts;
        System.out.printf(Locale.ROOT, "%,12d accounts   %6.1f bytes an account%n", accounts, perAccount);
        final long each = (long)FRAMES * Limits.EVENTS_MAX;
        final long rounds = Math.max(1, transfers / each);
        engine.reserve(rounds * each);
        final double empty = bytes();
        double most = 0;
        for (long round = 0; round < rounds; round++)
        {
            run(engine, frames, round * each);
            final long done = (round + 1) * each;
            if ((round + 1) % Math.max(1, rounds / POINTS) == 0)
            {
                final double perTransfer = (bytes() - empty) / done;
                most = Math.max(most, perTransfer);
                System.out.printf(Locale.ROOT, "%,12d transfers  %6.1f bytes a transfer%n", done, perTransfer);
            }
        }
        if (engine.transfers() != rounds * each)
        {
            throw new IllegalStateException("the engine has " + engine.transfers() + " transfers");
        }
        System.out.printf(Locale.ROOT,
            "in all: %.1f bytes an account; %.1f bytes a transfer, at the most of these points%n", perAccount, most);
    }

    private static void run(final BareEngine engine, final TransferFrames frames, final long firstNumber)
    {
        for (int frame = 0; frame < FRAMES; frame++)
        {
            final long sequence = engine.nextSequence();
            final long timeNs = engine.nextTimeNs();
            frames.fill(frame, sequence, timeNs, TransferKind.SINGLE_PHASE,
                firstNumber + (long)frame * Limits.EVENTS_MAX);
            engine.run(sequence, timeNs, frames.buffer(), frames.offset(frame), frames.length());
        }
    }

    private static double bytes() throws IOException
    {
        System.gc();
        final double process = ProcessMemory.anonymousMib(ProcessHandle.current().pid());
        if (Double.isNaN(process))
        {
            throw new IOException("this system does not tell what memory a process has (RssAnon of /proc)");
        }
        final Runtime runtime = Runtime.getRuntime();
        return process * BYTES_PER_MIB - runtime.freeMemory();
    }
}
