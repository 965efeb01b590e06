package io.suuupra.engine.host.local;

import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.engine.host.Receipts;
import io.suuupra.engine.ledger.Capacities;
import io.suuupra.journal.JournalOptions;
import io.suuupra.journal.JournalReader;
import io.suuupra.journal.audit.AuditProof;
import io.suuupra.journal.audit.Checkpoint;
import io.suuupra.journal.audit.PublicNodeKey;
import io.suuupra.journal.audit.Receipt;
import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.store.MappedSegments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import static io.suuupra.engine.host.local.NodeDriver.account;
import static io.suuupra.engine.host.local.NodeDriver.transfer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A node and its audit chain: what is signed, receipts, restarts, and what makes it halt or refuse to start. */
class AuditTest
{
    private static final long DEADLINE_S = 20;
    private static final int BATCH = 200;

    @TempDir
    private Path folder;

    private Path data()
    {
        return folder.resolve("data");
    }

    private LocalNodeOptions options(final Path data, final Disk disk)
    {
        return LocalNodeOptions.defaults(data)
            .withFiles(JournalOptions.small().withDisk(disk), 1 << 12)
            .withCapacities(new Capacities(10_000, 100_000, 10_000, 8, 4))
            .withSnapshots(0, false)
            .withDiskFreeBytesMin(0);
    }

    private LocalNode open() throws IOException
    {
        return LocalNode.open(options(data(), Disk.SYSTEM));
    }

    private PublicNodeKey key() throws IOException
    {
        return PublicNodeKey.parseOrRead(data().resolve("audit/node-key.pub").toString());
    }

    private static void await(final BooleanSupplier condition)
    {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while (!condition.getAsBoolean())
        {
            assertTrue(System.nanoTime() < deadline, "the condition did not come about in " + DEADLINE_S + " s");
            Thread.onSpinWait();
        }
    }

    private static void awaitSigned(final LocalNode node)
    {
        await(() -> node.receipts().signedSequence() >= node.metrics().durableSequence() &&
            node.receipts().signedRecords() >= node.metrics().records());
    }

    /** The text of a receipt; "" where it is not signed yet. */
    private static CompletableFuture<String> ask(final LocalNode node, final Transfer transfer)
    {
        final CompletableFuture<String> outcome = new CompletableFuture<>();
        assertTrue(node.receipts().request(
            transfer.timestamp(), transfer.id().low(), transfer.id().high(), new Receipts.Answer()
            {
                @Override
                public void receipt(final String text)
                {
                    outcome.complete(text);
                }

                @Override
                public void notYet()
                {
                    outcome.complete("");
                }

                @Override
                public void failed(final String why)
                {
                    outcome.completeExceptionally(new IllegalStateException(why));
                }
            }));
        return outcome;
    }

    private Receipt receipt(final LocalNode node, final long id)
    {
        final Transfer transfer = new NodeDriver(node).lookupTransfers(UInt128.of(id)).getFirst();
        try
        {
            String text = "";
            while (text.isEmpty())
            {
                text = ask(node, transfer).get(DEADLINE_S, TimeUnit.SECONDS);
            }
            final Receipt receipt = Receipt.parse(text);
            assertNull(receipt.problem(key()));
            assertEquals(transfer, receipt.leaf().transfer());
            return receipt;
        }
        catch (final IOException | InterruptedException | ExecutionException | TimeoutException failed)
        {
            throw new AssertionError("no receipt of " + id, failed);
        }
    }

    private static void fill(final NodeDriver driver, final int from, final int count)
    {
        for (int i = from; i < from + count; i += BATCH)
        {
            final int first = i;
            driver.createTransfers(IntStream.range(0, BATCH)
                .mapToObj(j -> transfer(first + j, 1, 2, 1)).toArray(Transfer[]::new));
        }
    }

    @Test
    void shouldGiveAReceiptOfEveryKindOfTransfer() throws IOException
    {
        try (LocalNode node = open())
        {
            final NodeDriver driver = new NodeDriver(node);
            driver.createAccounts(account(1), account(2));
            driver.createTransfers(
                transfer(10, 1, 2, 100),
                transfer(11, 1, 9, 1),
                flagged(12, 0, TransferFlags.PENDING),
                flagged(13, 12, TransferFlags.POST_PENDING_TRANSFER),
                flagged(14, 0, TransferFlags.PENDING),
                flagged(15, 14, TransferFlags.VOID_PENDING_TRANSFER));
            assertEquals(CreateTransferStatus.ID_ALREADY_FAILED,
                driver.createTransfers(transfer(11, 1, 2, 1)).getFirst().status());
            assertEquals(0, receipt(node, 10).leaf().kind());
            assertEquals(1, receipt(node, 12).leaf().kind());
            assertEquals(2, receipt(node, 13).leaf().kind());
            assertEquals(3, receipt(node, 15).leaf().kind());
            assertEquals(UInt128.of(12), receipt(node, 13).leaf().transfer().pendingId());
        }
    }

    private static Transfer flagged(final long id, final long pendingId, final int flags)
    {
        return Transfer.builder().id(UInt128.of(id))
            .debitAccountId(UInt128.of(1)).creditAccountId(UInt128.of(2)).amount(7)
            .pendingId(UInt128.of(pendingId)).ledger(356).code(1).flags(flags).build();
    }

    @Test
    void shouldGiveReceiptsOfClosedBlocksAndAfterARestart() throws IOException
    {
        final int rows = Checkpoint.ROWS_MAX + 1_000;
        final String before;
        try (LocalNode node = open())
        {
            final NodeDriver driver = new NodeDriver(node);
            driver.createAccounts(account(1), account(2));
            fill(driver, 1_000, rows);
            awaitSigned(node);
            final Receipt closed = receipt(node, 1_000);
            assertEquals(Checkpoint.ROWS_MAX, closed.checkpoint().rows());
            before = closed.text();
            assertEquals(Checkpoint.ROWS_MAX, receipt(node, 1_000 + rows - 1).checkpoint().firstRow());
        }
        try (LocalNode node = open())
        {
            assertEquals(before, receipt(node, 1_000).text());
            assertEquals(rows - 1, receipt(node, 1_000 + rows - 1).leaf().row());
            fill(new NodeDriver(node), 50_000, BATCH);
            receipt(node, 50_000);
            awaitSigned(node);
        }
        prove(data());
    }

    /** Proves the journal by its chain, and that all of it is signed. */
    private void prove(final Path folderOfNode) throws IOException
    {
        try (AuditProof proof = AuditProof.open(folderOfNode.resolve("audit"), null);
            JournalReader reader = JournalReader.open(folderOfNode.resolve("journal")))
        {
            long last = 0;
            while (reader.next())
            {
                proof.frame(
                    reader.buffer(), reader.offset(), reader.length(), reader.sequence(), reader.timestamp());
                last = reader.sequence();
            }
            assertEquals(last, proof.end(last).signedSequence());
        }
    }

    @Test
    void shouldChainAFolderThatHasNoChainYet() throws IOException
    {
        try (LocalNode node = LocalNode.open(options(data(), Disk.SYSTEM).withSnapshots(0, true)))
        {
            final NodeDriver driver = new NodeDriver(node);
            driver.createAccounts(account(1), account(2));
            fill(driver, 1_000, Checkpoint.ROWS_MAX + 200);
        }
        delete(data().resolve("audit"));
        try (LocalNode node = open())
        {
            awaitSigned(node);
            receipt(node, 1_000);
            receipt(node, 1_000 + Checkpoint.ROWS_MAX);
        }
        prove(data());
    }

    @Test
    void shouldRefuseAJournalThatEndsBeforeWhatWasSigned() throws IOException
    {
        final Path older = folder.resolve("older");
        try (LocalNode node = open())
        {
            new NodeDriver(node).createAccounts(account(1), account(2));
        }
        copy(data(), older);
        try (LocalNode node = open())
        {
            fill(new NodeDriver(node), 1_000, BATCH);
            awaitSigned(node);
        }
        delete(older.resolve("audit"));
        copy(data().resolve("audit"), older.resolve("audit"));
        final IOException refused =
            assertThrows(IOException.class, () -> LocalNode.open(options(older, Disk.SYSTEM)));
        assertTrue(refused.getMessage().contains("audit chain broken at sequence 3"), refused.getMessage());
    }

    @Test
    void shouldHaltWhereRowsAreNotThoseThatWereSigned() throws Exception
    {
        try (LocalNode node = open())
        {
            final NodeDriver driver = new NodeDriver(node);
            driver.createAccounts(account(1), account(2));
            fill(driver, 1_000, BATCH);
            awaitSigned(node);
            final Transfer transfer = driver.lookupTransfers(UInt128.of(1_000)).getFirst();
            flip(MappedSegments.file(data().resolve("store"), 0), 17L * MappedSegments.ROW_LENGTH + 24);
            assertThrows(ExecutionException.class, () -> ask(node, transfer).get(DEADLINE_S, TimeUnit.SECONDS));
            assertTrue(node.metrics().halted().contains("are not those that were signed"), node.metrics().halted());
        }
    }

    @Test
    void shouldHaltWhenItsDiskFails() throws IOException
    {
        final AtomicBoolean failing = new AtomicBoolean();
        final Disk disk = new Disk()
        {
            @Override
            protected void before(final String operation, final Path path) throws IOException
            {
                if (failing.get() && path.toString().contains("audit") && operation.equals("write"))
                {
                    throw new IOException("write: injected");
                }
            }
        };
        try (LocalNode node = LocalNode.open(options(data(), disk)))
        {
            failing.set(true);
            new NodeDriver(node).createAccounts(account(1), account(2));
            await(() -> node.metrics().halted().contains("audit"));
        }
        try (LocalNode node = open())
        {
            awaitSigned(node);
        }
        prove(data());
    }

    @Test
    void shouldTellOfATransferThatIsNotSignedYet() throws Exception
    {
        final AtomicBoolean holding = new AtomicBoolean();
        final CompletableFuture<Void> goOn = new CompletableFuture<>();
        final Disk disk = new Disk()
        {
            @Override
            protected void before(final String operation, final Path path)
            {
                if (holding.get() && path.toString().contains("audit") && operation.equals("write"))
                {
                    goOn.join();
                }
            }
        };
        try (LocalNode node = LocalNode.open(options(data(), disk)))
        {
            final NodeDriver driver = new NodeDriver(node);
            driver.createAccounts(account(1), account(2));
            awaitSigned(node);
            holding.set(true);
            driver.createTransfers(transfer(7, 1, 2, 1));
            final Transfer transfer = driver.lookupTransfers(UInt128.of(7)).getFirst();
            assertEquals("", ask(node, transfer).get(DEADLINE_S, TimeUnit.SECONDS));
            assertTrue(node.metrics().durableSequence() > node.receipts().signedSequence());
            goOn.complete(null);
            receipt(node, 7);
            assertFalse(node.metrics().halted().contains("audit"));
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

    private static void copy(final Path from, final Path to) throws IOException
    {
        Files.walkFileTree(from, new SimpleFileVisitor<>()
        {
            @Override
            public FileVisitResult preVisitDirectory(final Path path, final BasicFileAttributes attributes)
                throws IOException
            {
                Files.createDirectories(to.resolve(from.relativize(path)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(final Path path, final BasicFileAttributes attributes) throws IOException
            {
                Files.copy(path, to.resolve(from.relativize(path)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void delete(final Path directory) throws IOException
    {
        try (var paths = Files.list(directory))
        {
            for (final Path path : paths.toList())
            {
                Files.delete(path);
            }
        }
        Files.delete(directory);
    }
}
