package io.suuupra.engine.host.local;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.ParticipantTerms;
import io.suuupra.codecs.edge.upi.SettlementCycle;
import io.suuupra.codecs.edge.upi.SettlementMapper;
import io.suuupra.codecs.edge.upi.SettlementTerms;
import io.suuupra.codecs.edge.upi.UpiMapper;
import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.engine.ledger.Capacities;
import io.suuupra.journal.JournalOptions;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import static io.suuupra.engine.host.local.NodeDriver.account;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A node closes a settlement cycle by itself when it has ended, though nobody asks for anything of UPI. */
class CycleCloseTest
{
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final long GIVE_UP_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long POSITION = 1;
    private static final long SETTLEMENT = 2;
    private static final long OWED = 77;
    private static final int ACCOUNTS = 1_000;
    private static final int ACCOUNTS_A_FRAME = 250;

    @TempDir
    private Path data;

    /** Seven in the morning in India, some day: the end of the third cycle. */
    private static long end()
    {
        return 20_000 * DAY_NS + 90L * 60 * 1_000_000_000L;
    }

    private LocalNodeOptions options()
    {
        return LocalNodeOptions.defaults(data)
            .withRingThreads(1)
            .withFiles(JournalOptions.small(), 1 << 12)
            .withCapacities(new Capacities(10_000, 100_000, 10_000, 8, 4))
            .withSnapshots(0, false)
            .withDiskFreeBytesMin(0)
            .withManualClock(end() - 1_000);
    }

    private static Optional<SettlementCycle> last(final NodeDriver driver)
    {
        final SettlementMapper mapper = new SettlementMapper();
        final DirectBuffer reply = driver.call(
            (buffer, offset) -> mapper.encodeGetCycle(UpiCycleKind.AUTHORISED, 0, 0, buffer, offset));
        return mapper.decodeCycle(reply, 0);
    }

    @Test
    void shouldCloseWhatHasEnded() throws IOException
    {
        try (LocalNode node = LocalNode.open(options()))
        {
            final NodeDriver driver = new NodeDriver(node);
            driver.createAccounts(account(POSITION), account(SETTLEMENT), account(3));
            final UpiMapper upi = new UpiMapper();
            assertTaken(driver.call((buffer, offset) -> upi.encode(
                ParticipantTerms.bank(5, 55, "AAAA", UInt128.of(POSITION), 1_000), buffer, offset)));
            assertTaken(driver.call((buffer, offset) -> new SettlementMapper().encode(
                SettlementTerms.ofTable(UInt128.of(SETTLEMENT)), buffer, offset)));
            driver.createTransfers(NodeDriver.transfer(9, POSITION, 3, OWED));
            assertTrue(last(driver).isEmpty(), "it has not ended");
            // Each takes a nanosecond of a clock that stands; a frame of the small journal holds a part of them.
            for (int from = 0; from < ACCOUNTS; from += ACCOUNTS_A_FRAME)
            {
                driver.createAccounts(IntStream.range(from, from + ACCOUNTS_A_FRAME)
                    .mapToObj(i -> account(100 + i)).toArray(Account[]::new));
            }
            final long giveUpNs = System.nanoTime() + GIVE_UP_NS;
            while (last(driver).isEmpty())
            {
                assertTrue(System.nanoTime() - giveUpNs < 0, "the node has not closed the cycle");
                LockSupport.parkNanos(1_000_000);
            }
            final SettlementCycle cycle = last(driver).orElseThrow();
            assertEquals(20_000, cycle.day());
            assertEquals(3, cycle.number());
            assertEquals(OWED, cycle.banks().getFirst().settled());
            final Account position = driver.lookupAccounts(UInt128.of(POSITION)).getFirst();
            assertEquals(position.debitsPosted(), position.creditsPosted());
        }
        try (LocalNode node = LocalNode.open(options()))
        {
            assertEquals(3, last(new NodeDriver(node)).orElseThrow().number(), "it is there behind a restart");
        }
    }

    private static void assertTaken(final DirectBuffer reply)
    {
        assertEquals("", new UpiMapper().decodeAcknowledgement(reply, 0).codeText());
    }
}
