package io.suuupra.engine.host.local;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.EngineState;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.ChangeKind;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.FailureDecoder;
import io.suuupra.codecs.generated.TransfersReplyDecoder;
import io.suuupra.engine.ledger.Capacities;
import io.suuupra.journal.JournalOptions;
import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.snapshot.SnapshotFiles;
import io.suuupra.journal.store.MappedSegments;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import static io.suuupra.engine.host.local.NodeDriver.account;
import static io.suuupra.engine.host.local.NodeDriver.transfer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LocalNodeTest
{
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int TRANSFER_BYTES = TransfersReplyDecoder.TransfersDecoder.sbeBlockLength();

    @TempDir
    private Path data;

    /** Engine and journal share a thread; in the class that extends this one they do not. */
    int ringThreads()
    {
        return 1;
    }

    private LocalNodeOptions options()
    {
        return LocalNodeOptions.defaults(data)
            .withRingThreads(ringThreads())
            .withFiles(JournalOptions.small(), 1 << 12)
            .withCapacities(new Capacities(10_000, 100_000, 10_000, 8, 4))
            .withSnapshots(0, false)
            .withDiskFreeBytesMin(0);
    }

    @Test
    void shouldAnswerAndKeepWhatItAnsweredOverARestart() throws IOException
    {
        final EngineState before;
        try (LocalNode node = LocalNode.open(options()))
        {
            final NodeDriver driver = new NodeDriver(node);
            driver.createAccounts(account(1), account(2));
            for (int i = 0; i < 300; i++)
            {
                assertEquals(CreateTransferStatus.CREATED,
                    driver.createTransfers(transfer(100 + i, 1, 2, i)).get(0).status());
            }
            before = driver.state();
        }
        try (LocalNode node = LocalNode.open(options()))
        {
            final NodeDriver driver = new NodeDriver(node);
            assertEquals(before, driver.state());
            final List<Account> accounts = driver.lookupAccounts(UInt128.of(1), UInt128.of(2));
            assertEquals(299 * 300 / 2, accounts.get(0).debitsPosted());
            assertEquals(299 * 300 / 2, accounts.get(1).creditsPosted());
        }
    }

    @Test
    void shouldRecoverFromASnapshotAndTheJournalBehindIt() throws IOException
    {
        final EngineState before;
        try (LocalNode node = LocalNode.open(options()))
        {
            final NodeDriver driver = new NodeDriver(node);
            driver.createAccounts(account(1), account(2));
            driver.createTransfers(transfer(1, 1, 2, 10), pending(2, 5), transfer(3, 9, 2, 1));
            final DirectBuffer first = NodeDriver.await(driver.sendTransfers(77, 1, transfer(4, 1, 2, 1)));
            assertTrue(first.capacity() > 0);
            assertTrue(node.snapshot());
            driver.createTransfers(transfer(5, 1, 2, 10), pending(6, 0));
            before = driver.state();
        }
        try (LocalNode node = LocalNode.open(options()))
        {
            final NodeDriver driver = new NodeDriver(node);
            assertEquals(before, driver.state());
            assertEquals(CreateTransferStatus.ID_ALREADY_FAILED,
                driver.createTransfers(transfer(3, 1, 2, 1)).get(0).status());
            assertEquals(CreateTransferStatus.EXISTS, driver.createTransfers(transfer(1, 1, 2, 10)).get(0).status());
        }
    }

    @Test
    void shouldAnswerMoreThanItHasRoomForReplies() throws Exception
    {
        final int rows = 3_000;
        final LocalNodeOptions asUsual = options();
        final LocalNodeOptions little = new LocalNodeOptions(asUsual.data(), false, 0, asUsual.capacities(),
            asUsual.journal(), asUsual.rowsPerSegment(), asUsual.ringSlots(), asUsual.ringBytes(), 4 << 20, 0, false, 0,
            ringThreads(), asUsual.auditEveryNs());
        try (LocalNode node = LocalNode.open(little))
        {
            final NodeDriver driver = new NodeDriver(node);
            driver.createAccounts(account(1), account(2));
            for (int from = 1; from <= rows; from += 200)
            {
                final int first = from;
                driver.createTransfers(IntStream.range(0, 200)
                    .mapToObj(i -> transfer(first + i, 1, 2, 1)).toArray(Transfer[]::new));
            }
            // Together twice what the ring of replies holds, and a command between each two.
            final UInt128[] ids = IntStream.rangeClosed(1, rows).mapToObj(UInt128::of).toArray(UInt128[]::new);
            final int reads = 2 * little.replyBytes() / (rows * TRANSFER_BYTES);
            final List<CompletableFuture<DirectBuffer>> replies = new ArrayList<>();
            for (int i = 0; i < reads; i++)
            {
                replies.add(driver.sendLookupTransfers(ids));
                replies.add(driver.sendTransfers(0, 0, transfer(100_000 + i, 1, 2, 1)));
            }
            for (int i = 0; i < reads; i++)
            {
                assertTrue(NodeDriver.await(replies.get(2 * i)).capacity() > rows * TRANSFER_BYTES);
                assertTrue(NodeDriver.await(replies.get(2 * i + 1)).capacity() > 0);
            }
            assertEquals(rows + reads, driver.state().transfers());
        }
    }

    @Test
    void shouldStartWithKeptKeysAndHaltOnDamageOfOldRows() throws Exception
    {
        final EngineState before;
        try (LocalNode node = LocalNode.open(options().withSnapshots(0, true)))
        {
            final NodeDriver driver = new NodeDriver(node);
            driver.createAccounts(account(1), account(2));
            for (int from = 1; from < 10_000; from += 200)
            {
                final int first = from;
                driver.createTransfers(IntStream.range(0, 200)
                    .mapToObj(i -> transfer(first + i, 1, 2, 1)).toArray(Transfer[]::new));
            }
            before = driver.state();
        }
        final Path store = data.resolve("store");
        assertTrue(Files.exists(store.resolve("00000001.keys")));
        assertFalse(Files.exists(store.resolve("00000002.keys")), "it is not full");
        flip(store.resolve("00000000.keys"), 1_000);
        try (LocalNode node = LocalNode.open(options()))
        {
            final NodeDriver driver = new NodeDriver(node);
            assertEquals(before, driver.state());
            assertEquals(2, driver.lookupTransfers(UInt128.of(1), UInt128.of(9_999)).size());
            assertEquals(CreateTransferStatus.EXISTS, driver.createTransfers(transfer(5_000, 1, 2, 1)).get(0).status());
        }
        flip(store.resolve("00000000.keys"), 1_000);
        flip(store.resolve("00000000.seg"), 1_234L * MappedSegments.ROW_LENGTH + 40);
        try (LocalNode node = LocalNode.open(options()))
        {
            await(() -> node.metrics().halted().contains("store damaged at row 0"));
        }
    }

    private static void flip(final Path file, final long at) throws IOException
    {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE))
        {
            final ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte)(one.get(0) ^ 4)).flip();
            channel.write(one, at);
        }
    }

    @Test
    void shouldGiveTheSameStateWithAndWithoutASnapshot() throws IOException
    {
        final EngineState before;
        try (LocalNode node = LocalNode.open(options().withSnapshots(0, true)))
        {
            final NodeDriver driver = new NodeDriver(node);
            driver.createAccounts(account(1), account(2));
            for (int i = 1; i <= 1_000; i++)
            {
                driver.createTransfers(transfer(i, 1, 2, i), transfer(10_000 + i, 2, 1, 3));
            }
            before = driver.state();
        }
        try (LocalNode node = LocalNode.open(options()))
        {
            assertEquals(before, new NodeDriver(node).state());
            assertEquals(before.sequence(), node.recoveredSequence());
        }
        for (final Path snapshot : SnapshotFiles.list(data.resolve("snapshots")))
        {
            Files.delete(snapshot);
        }
        try (LocalNode node = LocalNode.open(options()))
        {
            assertEquals(before, new NodeDriver(node).state());
        }
    }

    @Test
    void shouldAnswerARepeatedRequestWithItsFirstReply() throws IOException
    {
        try (LocalNode node = LocalNode.open(options()))
        {
            final NodeDriver driver = new NodeDriver(node);
            driver.createAccounts(account(1), account(2));
            final DirectBuffer first = NodeDriver.await(driver.sendTransfers(5, 1, transfer(1, 1, 2, 10)));
            final DirectBuffer refused = NodeDriver.await(driver.sendTransfers(5, 2, transfer(2, 1, 9, 10)));
            assertEquals(0, first.compareTo(NodeDriver.await(driver.sendTransfers(5, 1, transfer(1, 1, 2, 10)))));
            assertEquals(0, refused.compareTo(NodeDriver.await(driver.sendTransfers(5, 2, transfer(2, 1, 9, 10)))));
            assertEquals(10, driver.lookupAccounts(UInt128.of(1)).get(0).debitsPosted());
            for (int request = 3; request <= 7; request++)
            {
                NodeDriver.await(driver.sendTransfers(5, request, transfer(request, 1, 2, 1)));
            }
            final DirectBuffer forgotten = NodeDriver.await(driver.sendTransfers(5, 1, transfer(1, 1, 2, 10)));
            assertEquals(FailureDecoder.TEMPLATE_ID, forgotten.getShort(2));
        }
    }

    @Test
    void shouldExpireHoldsByItsOwnPulse() throws IOException
    {
        try (LocalNode node = LocalNode.open(options().withManualClock(1_000 * SECOND_NS)))
        {
            final NodeDriver driver = new NodeDriver(node);
            driver.createAccounts(account(1), account(2));
            driver.createTransfers(pending(1, 5), pending(2, 50));
            driver.tick(6 * SECOND_NS);
            assertEquals(7, driver.lookupAccounts(UInt128.of(1)).get(0).debitsPending());
            final List<ChangeEvent> events = driver.changeEvents(0, 10);
            assertEquals(3, events.size());
            assertEquals(ChangeKind.TWO_PHASE_EXPIRED, events.get(2).kind());
            assertEquals(UInt128.of(1), events.get(2).transfer().id());
        }
    }

    @Test
    void shouldExpireManyHoldsInSeveralTicks() throws IOException
    {
        try (LocalNode node = LocalNode.open(options().withManualClock(1_000 * SECOND_NS)))
        {
            final NodeDriver driver = new NodeDriver(node);
            driver.createAccounts(account(1), account(2));
            final int holds = Limits.EXPIRY_MAX + 100;
            for (int from = 0; from < holds; from += 100)
            {
                final Transfer[] batch = new Transfer[Math.min(100, holds - from)];
                for (int i = 0; i < batch.length; i++)
                {
                    batch[i] = pending(1 + from + i, 5);
                }
                driver.createTransfers(batch);
            }
            driver.tick(6 * SECOND_NS);
            await(() -> driver.lookupAccounts(UInt128.of(1)).get(0).debitsPending() == 0);
        }
    }

    @Test
    void shouldFeedChangesFromAnyPositionAndLive() throws IOException
    {
        try (LocalNode node = LocalNode.open(options()))
        {
            final NodeDriver driver = new NodeDriver(node);
            driver.createAccounts(account(1), account(2));
            driver.createTransfers(transfer(1, 1, 2, 10), transfer(2, 1, 2, 20));
            final var cursor = node.changes().open(Principal.NODE, 0);
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
            final AtomicBoolean told = new AtomicBoolean();
            node.changes().addListener(() -> told.set(true));
            assertTrue(cursor.next(buffer, 0, 1) > 0);
            final List<ChangeEvent> first = new EdgeMapper().decodeChangeEvents(buffer, 0);
            assertEquals(1, first.size());
            assertEquals(first.get(0).timestamp(), cursor.position());
            assertTrue(cursor.next(buffer, 0, 100) > 0);
            assertEquals(0, cursor.next(buffer, 0, 100));
            driver.createTransfers(transfer(3, 1, 2, 30));
            await(told::get);
            assertTrue(cursor.next(buffer, 0, 100) > 0);
            final var later = node.changes().open(Principal.NODE, first.get(0).timestamp());
            assertTrue(later.next(buffer, 0, 100) > 0);
            assertEquals(2, new EdgeMapper().decodeChangeEvents(buffer, 0).size());
        }
    }

    @Test
    void shouldHaltBeforeTheReplyWhenAForceFails() throws IOException
    {
        final FailingDisk disk = new FailingDisk();
        final LocalNodeOptions failing =
            options().withFiles(JournalOptions.small().withDisk(disk), 1 << 12);
        final LocalNode node = LocalNode.open(failing);
        final NodeDriver driver = new NodeDriver(node);
        driver.createAccounts(account(1), account(2));
        disk.failing.set(true);
        final CompletableFuture<DirectBuffer> reply = driver.sendTransfers(0, 0, transfer(1, 1, 2, 10));
        await(() -> !node.metrics().halted().isEmpty());
        assertFalse(reply.isDone());
        assertThrows(IllegalStateException.class, () -> driver.sendTransfers(0, 0, transfer(2, 1, 2, 10)));
        node.close();
        assertFalse(reply.isDone());
        assertTrue(node.metrics().halted().contains("force"), node.metrics().halted());
        try (LocalNode again = LocalNode.open(options()))
        {
            assertEquals(2, new NodeDriver(again).lookupAccounts(UInt128.of(1), UInt128.of(2)).size());
        }
    }

    @Test
    void shouldRefuseASecondNodeOnTheSameFolder() throws IOException
    {
        try (LocalNode node = LocalNode.open(options()))
        {
            assertThrows(IOException.class, () -> LocalNode.open(options()));
            assertTrue(node.metrics().halted().isEmpty());
        }
    }

    @Test
    void shouldAdmitNoCommandWhenTheDiskRunsLowButStillRead() throws IOException
    {
        try (LocalNode node = LocalNode.open(options()))
        {
            new NodeDriver(node).createAccounts(account(1));
        }
        try (LocalNode node = LocalNode.open(options().withDiskFreeBytesMin(Long.MAX_VALUE)))
        {
            await(() -> !node.metrics().shortage().isEmpty());
            final NodeDriver driver = new NodeDriver(node);
            assertThrows(IllegalStateException.class, () -> driver.createAccounts(account(2)));
            assertEquals(1, driver.lookupAccounts(UInt128.of(1)).size());
        }
    }

    private static Transfer pending(final long id, final int timeout)
    {
        return Transfer.builder().id(UInt128.of(id)).debitAccountId(UInt128.of(1)).creditAccountId(UInt128.of(2))
            .amount(7).ledger(356).code(1).timeout(timeout).flags(TransferFlags.PENDING).build();
    }

    private static void await(final BooleanSupplier condition)
    {
        final long deadline = System.nanoTime() + 20 * SECOND_NS;
        while (!condition.getAsBoolean())
        {
            assertTrue(System.nanoTime() < deadline, "the condition did not come about in 20 s");
            Thread.onSpinWait();
        }
    }

    private static final class FailingDisk extends Disk
    {
        private final AtomicBoolean failing = new AtomicBoolean();

        @Override
        protected void before(final String operation, final Path path) throws IOException
        {
            if (failing.get() && operation.equals("force"))
            {
                throw new IOException("force: injected");
            }
        }
    }
}
