package io.suuupra.engine.host.local;

import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.engine.host.local.CrashMoments.Kind;
import io.suuupra.engine.host.local.CrashMoments.Moment;
import io.suuupra.engine.ledger.Capacities;
import io.suuupra.journal.JournalOptions;
import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.wal.WriteAheadLog;
import io.suuupra.testkit.crash.CrashDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

/**
 * A node against loss of power: it runs on a disk that knows what was forced; images of what a crash may leave are
 * composed at many moments, and on each a node must start and stand by everything that was answered.
 *
 * <p>A life begins on an image of the life before it, so that crashes during recovery from a crash are met too. The
 * seed decides about load and images; threads run as they like, so a failing image is kept as files as well.
 */
class CrashImageTest
{
    private static final String IMAGES = "suuupra.crash.images";
    private static final String SEED = "suuupra.crash.seed";
    private static final int IMAGES_PER_LIFE = 50;
    private static final int LIVES_OF_A_FOLDER = 6;
    private static final int FILLED = 2;
    private static final int LOADS = 3;
    private static final int FRAMES = 100;
    private static final int SIGNED_S = 20;
    private static final long AWAIT_NS = 200_000;
    private static final int AUDIT_EVERY_MS = 10;
    private static final int KIB = 1024;
    private static final int RING_BYTES = 4 * KIB * KIB;

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newFixedThreadPool(LOADS);

    @AfterEach
    void tearDown()
    {
        threads.shutdownNow();
    }

    /** An image that a moment may leave. */
    private record Image(Moment moment, long seed)
    {
        void compose(final Path target) throws IOException
        {
            Files.createDirectories(target);
            moment.state().compose(target, new SplittableRandom(seed));
        }
    }

    /** A folder to begin a life on, and what is known of it. */
    private record Base(Path data, Book book)
    {
    }

    @Test
    void shouldStandByEveryAnswerOnEveryCrashImage() throws Exception
    {
        final int wanted = Integer.getInteger(IMAGES, 1_000);
        final long seed = Long.getLong(SEED, new Random().nextLong());
        final SplittableRandom random = new SplittableRandom(seed);
        final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        int made = 0;
        int lives = 0;
        Base base = null;
        while (made < wanted)
        {
            if (lives % LIVES_OF_A_FOLDER == 0)
            {
                base = new Base(Files.createDirectory(folder.resolve("life-" + lives)), new Book());
            }
            // Some folders cross from one file of the store to the next; the others stay small, which is quicker to
            // check.
            final boolean fill = lives % (FILLED * LIVES_OF_A_FOLDER) == LIVES_OF_A_FOLDER;
            final List<Moment> moments = live(base, fill, random, path -> false);
            final List<Image> images = images(moments, Math.min(IMAGES_PER_LIFE, wanted - made), random);
            final List<String> failures = verify(images, base.book(), seed, made);
            images.forEach(image -> counts.merge(image.moment().kind(), 1, Integer::sum));
            made += images.size();
            if (!failures.isEmpty())
            {
                fail(failures.size() + " of " + made + " images, the first: " + failures.getFirst() +
                    "\nrepeat: mvn -pl engine -am test -Dtest=io.suuupra.engine.host.local.CrashImageTest " +
                    "-Dsurefire.failIfNoSpecifiedTests=false -D" + SEED + "=" + seed + " -D" + IMAGES + "=" + wanted);
            }
            lives++;
            base = next(base, images.get(random.nextInt(images.size())), lives);
        }
        System.out.println("crash images: " + made + " of " + lives + " lives, seed " + seed + ": " + counts);
        if (wanted >= 1_000)
        {
            for (final Kind kind : Kind.values())
            {
                assertTrue(counts.containsKey(kind), "no image of " + kind + ": " + counts);
            }
        }
    }

    /** The images find a journal that answers before it forces. */
    @Test
    void shouldFindWriteAheadFilesThatWereNotForced() throws Exception
    {
        assertTrue(findsLie(path -> path.toString().endsWith(".wal")));
    }

    /** The images find write-ahead files that are used again before the journal behind them is forced. */
    @Test
    void shouldFindAJournalThatWasNotForced() throws Exception
    {
        assertTrue(findsLie(path -> path.toString().endsWith(".cq4")));
    }

    /** The images find snapshots that count on rows that were not forced. */
    @Test
    void shouldFindAStoreThatWasNotForced() throws Exception
    {
        assertTrue(findsLie(path -> path.toString().endsWith(".seg")));
    }

    private boolean findsLie(final Predicate<Path> lying) throws Exception
    {
        final SplittableRandom random = new SplittableRandom(7);
        final Base base = new Base(Files.createDirectory(folder.resolve("lie")), new Book());
        final List<Moment> moments = live(base, false, random, lying);
        return !check(images(moments, 60, random), base.book(), 0).isEmpty();
    }

    /** Runs a node under load. */
    private List<Moment> live(
        final Base base, final boolean fill, final SplittableRandom random, final Predicate<Path> lying)
        throws Exception
    {
        final CrashDisk disk = new CrashDisk(base.data(), lying);
        final CrashMoments moments = new CrashMoments(disk, base.book(), random.split());
        disk.observe(moments);
        try (LocalNode node = LocalNode.open(options(base.data(), disk, 1 + random.nextInt(2))))
        {
            moments.recovered();
            observe(node, base);
            if (base.book().nextAccount() == 1)
            {
                final CrashLoad begin = new CrashLoad(node, base.book(), random.nextLong(), random.split());
                begin.accounts();
                if (fill)
                {
                    begin.fill();
                }
            }
            final List<Future<?>> loads = new ArrayList<>();
            for (int i = 0; i < LOADS; i++)
            {
                final CrashLoad load = new CrashLoad(node, base.book(), random.nextLong(), random.split());
                loads.add(threads.submit(() -> load.run(FRAMES, moments::maybe)));
            }
            for (final Future<?> load : loads)
            {
                load.get();
            }
        }
        return moments.moments();
    }

    /** What a node says of things whose answers were lost in the crash is an answer too. */
    private static void observe(final LocalNode node, final Base base) throws IOException
    {
        final Book book = base.book();
        final Map<Integer, Transfer> stored = new CrashCheck(node, base.data(), book).run();
        final Set<Integer> known = new HashSet<>();
        book.facts().stream().filter(fact -> !fact.account()).forEach(fact -> known.add(fact.number()));
        for (int number = 1; number < book.nextTransfer(); number++)
        {
            if (!known.contains(number))
            {
                final Transfer transfer = stored.get(number);
                book.learn(transfer == null ? new Book.Fact(number, false, null, 0) :
                    new Book.Fact(number, false, CreateTransferStatus.CREATED,
                        transfer.timestamp()));
            }
        }
    }

    /** Every moment gives one image before the first gives its second. */
    private static List<Image> images(final List<Moment> moments, final int count, final SplittableRandom random)
    {
        final List<Moment> shuffled = new ArrayList<>(moments);
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        final List<Image> images = new ArrayList<>();
        for (int i = 0; i < count; i++)
        {
            images.add(new Image(shuffled.get(i % shuffled.size()), random.nextLong()));
        }
        return images;
    }

    private List<String> verify(final List<Image> images, final Book book, final long seed, final int first)
        throws Exception
    {
        final List<String> failures = new ArrayList<>();
        for (final Map.Entry<Integer, Throwable> failure : check(images, book, first).entrySet())
        {
            final Image image = images.get(failure.getKey());
            final Path kept = Path.of("target", "crash-images", seed + "-" + (first + failure.getKey()));
            image.compose(kept);
            final StringBuilder text = new StringBuilder();
            text.append("image ").append(first + failure.getKey())
                .append(", ").append(image.moment().kind()).append(", ").append(image.moment().what())
                .append(", kept in ").append(kept.toAbsolutePath()).append(": ").append(failure.getValue());
            for (final StackTraceElement frame : failure.getValue().getStackTrace())
            {
                text.append("\n    at ").append(frame);
            }
            failures.add(text.toString());
        }
        return failures;
    }

    /** Starts a node on each image; gives what was wrong with which. */
    private Map<Integer, Throwable> check(final List<Image> images, final Book book, final int first) throws Exception
    {
        final List<Future<Throwable>> results = new ArrayList<>();
        for (int i = 0; i < images.size(); i++)
        {
            final Image image = images.get(i);
            final Path data = folder.resolve("image-" + (first + i));
            results.add(threads.submit(() -> check(image, book, data)));
        }
        final Map<Integer, Throwable> failures = new TreeMap<>();
        for (int i = 0; i < results.size(); i++)
        {
            final Throwable failure = result(results.get(i));
            if (failure != null)
            {
                failures.put(i, failure);
            }
        }
        return failures;
    }

    private static Throwable result(final Future<Throwable> future) throws InterruptedException
    {
        try
        {
            return future.get();
        }
        catch (final ExecutionException failed)
        {
            return failed.getCause();
        }
    }

    private static Throwable check(final Image image, final Book book, final Path data) throws IOException
    {
        image.compose(data);
        try (LocalNode node = LocalNode.open(options(data, new UnforcedDisk(), 1)))
        {
            final CrashCheck check = new CrashCheck(node, data, book.at(image.moment().mark()));
            check.run();
            awaitSigned(node);
            check.resend();
            return null;
        }
        catch (final IOException | RuntimeException | AssertionError failure)
        {
            return failure;
        }
        finally
        {
            delete(data);
        }
    }

    private Base next(final Base base, final Image image, final int life) throws IOException
    {
        delete(base.data());
        final Path data = folder.resolve("life-" + life);
        if (life % LIVES_OF_A_FOLDER == 0)
        {
            return null;
        }
        image.compose(data);
        return new Base(data, base.book().at(image.moment().mark()));
    }

    private static void delete(final Path directory) throws IOException
    {
        try (Stream<Path> paths = Files.walk(directory))
        {
            for (final Path path : paths.sorted(Comparator.reverseOrder()).toList())
            {
                Files.delete(path);
            }
        }
    }

    private static LocalNodeOptions options(final Path data, final Disk disk, final int ringThreads)
    {
        final JournalOptions journal = new JournalOptions(16 * KIB, 48 * KIB, 16 * KIB, 256 * KIB, true,
            new WriteAheadLog.Sizes(2, 64 * KIB), disk);
        final Capacities capacities = new Capacities(1_000, 100_000, 10_000, 8, 4);
        return new LocalNodeOptions(data, true, 0, capacities, journal, 1 << 12, 1 << 10, RING_BYTES, RING_BYTES,
            20 * KIB, false, 0, ringThreads, TimeUnit.MILLISECONDS.toNanos(AUDIT_EVERY_MS));
    }

    /** The audit chain goes on from whatever the image holds of it. */
    private static void awaitSigned(final LocalNode node)
    {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SIGNED_S);
        while (node.receipts().signedSequence() < node.recoveredSequence())
        {
            assertTrue(node.metrics().halted().isEmpty(), node.metrics().halted());
            assertTrue(System.nanoTime() < deadline, "the audit chain ends at " + node.receipts().signedSequence());
            LockSupport.parkNanos(AWAIT_NS);
        }
    }

    /** The files of an image are read back at once; nothing needs to be on the disk. */
    private static final class UnforcedDisk extends Disk
    {
        @Override
        public void force(final FileChannel channel, final Path file)
        {
            // The page cache is enough.
        }

        @Override
        public void forceDirectory(final Path directory)
        {
            // The same.
        }
    }
}
