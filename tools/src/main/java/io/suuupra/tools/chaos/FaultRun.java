package io.suuupra.tools.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Lets the system fail a node under load, one fault at a time, and checks that it ends before it says anything that is
 * not so, says why, and starts again. Confined to one thread.
 */
final class FaultRun implements AutoCloseable
{
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_HALTED = 3;
    private static final int SESSIONS = 4;
    private static final long ANSWERS_BEFORE = 500;
    private static final long END_TIMEOUT_S = 60;

    /** How long a call that answers wait for is held before it fails: whoever answers all the same is seen. */
    private static final long DELAY_MS = 2_000;

    /** By then what was on its way to the clients before the call has reached them. */
    private static final long ON_ITS_WAY_MS = 1_000;
    private static final int DISK_MIB = 512;
    private static final long MIB = 1 << 20;

    /** The guard looks once a second: more than the load, files made ahead and snapshots can take until then. */
    private static final int DISK_FREE_KIB = 192 * 1024;

    /** More than a node needs for its clients here, less than its files need. */
    private static final int FILES_TO_SPARE = 24;
    private static final int CONNECTIONS = 64;
    private static final int CONNECT_TIMEOUT_MS = 1_000;

    private final Path folder;
    private final long seed;
    private WatchedNode node;
    private int nodes;

    /**
     * What a fault did.
     *
     * @param fault     that was brought about.
     * @param call      number of the first call that failed; 0 = of no call.
     * @param met       the call that the node met it with; empty = it did not.
     * @param exit      code; empty = the node went on.
     * @param said      the one line in which it said why.
     * @param answers   that were kept.
     * @param upAgainMs time of the next start; -1 = there was none.
     * @param wrong     what was wrong; empty = all was as it must be.
     */
    record Result(
        Fault fault, int call, String met, OptionalInt exit, String said, long answers, long upAgainMs,
        List<String> wrong)
    {
    }

    /**
     * @param folder new or empty; gets a data folder and logs.
     * @param seed   that decides about the load.
     */
    FaultRun(final Path folder, final long seed)
    {
        this.folder = folder;
        this.seed = seed;
    }

    /** @return why a fault cannot be brought about here; empty = it can. */
    static Optional<String> missing(final Fault fault)
    {
        return switch (fault.way())
        {
            case THREAD, START, START_PATH -> Strace.missing();
            case DISK -> SmallDisk.missing();
            case FILES -> System.getProperty("os.name").equals("Linux") ? Optional.empty() :
                Optional.of("open files are counted by way of /proc, which needs Linux");
        };
    }

    /**
     * Brings a fault about.
     *
     * @param fault to bring about.
     * @param call  number of the first call that fails, 1 or more.
     * @return what came of it.
     * @throws IOException if the fault cannot be brought about, or the node does not start without it.
     */
    Result run(final Fault fault, final int call) throws IOException, InterruptedException
    {
        return switch (fault)
        {
            case DISK_FULL -> diskFull();
            case DISK_LOW -> diskLow();
            case FEW_FILES -> fewFiles();
            default -> traced(fault, call);
        };
    }

    /** Its output is kept beside all else, and not on a disk that is to fill up. */
    private WatchedNode node(final Path data, final String name, final List<String> options) throws IOException
    {
        return new WatchedNode(data, folder.resolve(name + ".log"), SESSIONS, seed, options);
    }

    private Result traced(final Fault fault, final int call) throws IOException, InterruptedException
    {
        if (node == null)
        {
            node = node(Files.createDirectories(folder).resolve("data"), "data", ChaosRun.SMALL_FILES);
            node.start();
        }
        final Path log = folder.resolve(fault.text() + ".strace");
        Files.deleteIfExists(log);
        final OptionalInt exit = fault.way() == Fault.Way.THREAD ? atWork(fault, call, log) : atStart(fault, call, log);
        final List<String> wrong = new ArrayList<>();
        final Optional<Strace.Injected> met = Strace.first(log);
        if (met.isEmpty())
        {
            wrong.add("the call never came");
        }
        final String said = node.said();
        judgeEnd(node, fault, exit, wrong);
        if (met.isPresent() && fault.delaysAnswers() && node.lastAnswerMs() > met.get().beganMs() + ON_ITS_WAY_MS)
        {
            wrong.add("an answer came " + (node.lastAnswerMs() - met.get().beganMs()) +
                " ms after the call began that had to make it durable");
        }
        final long upAgainMs = recover(node, exit, wrong);
        return new Result(fault, call, met.map(Strace.Injected::text).orElse(""), exit, said, node.answers(), upAgainMs,
            wrong);
    }

    private OptionalInt atWork(final Fault fault, final int call, final Path log)
        throws IOException, InterruptedException
    {
        node.load();
        node.awaitAnswers(ANSWERS_BEFORE);
        final Strace strace = Strace.attach(node.pid(), fault, call, fault.delaysAnswers() ? DELAY_MS : 0, log);
        try
        {
            return end(node);
        }
        finally
        {
            strace.close();
        }
    }

    private OptionalInt atStart(final Fault fault, final int call, final Path log)
        throws IOException, InterruptedException
    {
        node.kill();
        node.start(Strace.command(fault, node.settings().data(), call, log));
        node.load();
        return end(node);
    }

    /** Waits for the end of a node, which is killed if it goes on. */
    private static OptionalInt end(final WatchedNode node) throws IOException, InterruptedException
    {
        final OptionalInt exit = node.awaitEnd(END_TIMEOUT_S);
        if (exit.isEmpty())
        {
            node.kill();
        }
        node.pause();
        return exit;
    }

    private static void judgeEnd(
        final WatchedNode node, final Fault fault, final OptionalInt exit, final List<String> wrong) throws IOException
    {
        final String said = node.said();
        if (exit.isEmpty())
        {
            wrong.add("the node went on");
            return;
        }
        final boolean starting = fault.way() == Fault.Way.START || fault.way() == Fault.Way.START_PATH;
        if (exit.getAsInt() != EXIT_HALTED && !(starting && exit.getAsInt() == EXIT_FAILED))
        {
            wrong.add("the exit code is " + exit.getAsInt());
        }
        if (said.isEmpty())
        {
            wrong.add("it did not say why");
        }
        // Without open files it may be one of the system's own that cannot be read.
        else if (!said.contains(fault.way() == Fault.Way.FILES ? "/" : node.settings().data().toString()))
        {
            wrong.add("it did not name the file");
        }
    }

    private static long recover(final WatchedNode node, final OptionalInt exit, final List<String> wrong)
        throws IOException, InterruptedException
    {
        if (exit.isPresent())
        {
            node.abandonOne();
        }
        try
        {
            final long upAgainMs = node.recover();
            wrong.addAll(node.findings().texts());
            return upAgainMs;
        }
        catch (final IOException failed)
        {
            wrong.add("it does not start again: " + failed.getMessage() + " " + node.said());
            return -1;
        }
    }

    /** Each round has a node of its own. */
    private String name(final Fault fault)
    {
        nodes++;
        return fault.text() + "-" + nodes;
    }

    /** Nothing guards the room: the disk runs full under the node. */
    private Result diskFull() throws IOException, InterruptedException
    {
        final Path place = folder.resolve(name(Fault.DISK_FULL));
        final List<String> wrong = new ArrayList<>();
        try (SmallDisk disk = SmallDisk.mount(place, DISK_MIB);
            WatchedNode full = node(disk.mount().resolve("data"), place.getFileName().toString(), guarded(0)))
        {
            full.start();
            full.load();
            full.awaitAnswers(ANSWERS_BEFORE);
            disk.fill(0);
            final OptionalInt exit = end(full);
            final String said = full.said();
            judgeEnd(full, Fault.DISK_FULL, exit, wrong);
            disk.empty();
            final long upAgainMs = recover(full, exit, wrong);
            return new Result(Fault.DISK_FULL, 0, disk.kind() + " of " + DISK_MIB + " MiB, full", exit, said,
                full.answers(), upAgainMs, wrong);
        }
    }

    /** The room is guarded: commands are refused while there still is some, and taken again when there is more. */
    private Result diskLow() throws IOException, InterruptedException
    {
        final Path place = folder.resolve(name(Fault.DISK_LOW));
        final List<String> wrong = new ArrayList<>();
        final long needed = DISK_FREE_KIB * 1024L;
        try (SmallDisk disk = SmallDisk.mount(place, DISK_MIB);
            WatchedNode low =
                node(disk.mount().resolve("data"), place.getFileName().toString(), guarded(DISK_FREE_KIB)))
        {
            low.allowShortage();
            low.start();
            low.load();
            low.awaitAnswers(ANSWERS_BEFORE);
            disk.fill(needed - MIB);
            low.await(low::isRefused, "commands are still admitted with " + disk.freeBytes() / MIB + " MiB free");
            low.pause();
            // What was admitted before is still answered, and is not to be taken for what is admitted again.
            low.settle();
            final long free = disk.freeBytes();
            if (free == 0)
            {
                wrong.add("it refused when nothing was free any more");
            }
            final String refused = low.said("commands are not admitted");
            disk.empty();
            low.await(() -> !low.said("commands are admitted again").isEmpty(), "commands are not admitted again");
            low.load();
            low.awaitAnswers(ANSWERS_BEFORE);
            low.pause();
            low.check();
            wrong.addAll(low.findings().texts());
            return new Result(Fault.DISK_LOW, 0,
                disk.kind() + " of " + DISK_MIB + " MiB, " + free / MIB + " free, " + needed / MIB + " needed",
                OptionalInt.empty(), refused, low.answers(), 0, wrong);
        }
    }

    private static List<String> guarded(final int freeKib)
    {
        final List<String> options = new ArrayList<>(ChaosRun.SMALL_FILES);
        options.addAll(List.of("--disk-free-kib", Integer.toString(freeKib)));
        return options;
    }

    /** So many connections that the node cannot open its own files any more. */
    private Result fewFiles() throws IOException, InterruptedException
    {
        final List<String> wrong = new ArrayList<>();
        final String name = name(Fault.FEW_FILES);
        try (WatchedNode few = node(Files.createDirectories(folder).resolve(name), name, ChaosRun.SMALL_FILES))
        {
            few.start();
            final long limit = openFiles(few.pid()) + FILES_TO_SPARE;
            few.kill();
            few.start(List.of("sh", "-c", "ulimit -n " + limit + " && exec \"$0\" \"$@\""));
            few.awaitReady();
            few.load();
            few.awaitAnswers(ANSWERS_BEFORE);
            final List<Socket> sockets = new ArrayList<>();
            final OptionalInt exit;
            try
            {
                crowd(sockets, few.settings().http());
                exit = end(few);
            }
            finally
            {
                for (final Socket socket : sockets)
                {
                    socket.close();
                }
            }
            final String said = few.said();
            judgeEnd(few, Fault.FEW_FILES, exit, wrong);
            final long upAgainMs = recover(few, exit, wrong);
            return new Result(Fault.FEW_FILES, 0, "ulimit -n " + limit, exit, said, few.answers(), upAgainMs, wrong);
        }
    }

    private static long openFiles(final long pid) throws IOException
    {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd")))
        {
            return open.count();
        }
    }

    private static void crowd(final List<Socket> sockets, final int port)
    {
        for (int i = 0; i < CONNECTIONS; i++)
        {
            final Socket socket = new Socket();
            sockets.add(socket);
            try
            {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MS);
            }
            catch (final IOException ended)
            {
                // The node has ended already, or takes no more: enough of them.
                return;
            }
        }
    }

    @Override
    public void close() throws IOException
    {
        if (node != null)
        {
            node.close();
        }
    }
}
