package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.EngineState;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.engine.EngineSnapshot;
import io.suuupra.testkit.reference.Capacities;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static io.suuupra.codecs.frame.TransferFlags.CLOSING_DEBIT;
import static io.suuupra.codecs.frame.TransferFlags.LINKED;
import static io.suuupra.codecs.frame.TransferFlags.PENDING;
import static io.suuupra.codecs.frame.TransferFlags.VOID_PENDING_TRANSFER;
import static io.suuupra.engine.reference.Book.accountOf;
import static io.suuupra.engine.reference.Book.at;
import static io.suuupra.engine.reference.Book.resolve;
import static io.suuupra.engine.reference.Book.transfer;
import static io.suuupra.testkit.reference.Capacities.AMPLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/** A snapshot is what was there when it was taken, whatever happens until it is written. */
class SnapshotTest
{
    /** Accounts so far apart in their numbers that they lie on different pages. */
    private static final int FAR = 6_000;

    private static void later(final String what, final List<Transfer.Builder> transfers)
    {
        try (EngineUnderTest engine = new EngineUnderTest(AMPLE, 1_024))
        {
            final List<Account> accounts = new ArrayList<>();
            for (int id = 1; id <= FAR; id++)
            {
                accounts.add(accountOf(id, 0).build());
            }
            engine.createAccounts(at(0), accounts);
            engine.createTransfers(at(1), List.of(
                transfer(1, 1, FAR, 50, 0).build(),
                transfer(2, 1, FAR, 7, PENDING).timeout(60).build()));
            final EngineState before = engine.state();
            final EngineSnapshot snapshot = engine.snapshot();

            final List<Transfer> commands = transfers.stream().map(Transfer.Builder::build).toList();
            engine.createTransfers(at(2), commands);

            assertNotEquals(before.stateHash(), engine.state().stateHash(), "something has happened");
            try (EngineUnderTest restored = engine.restore(snapshot))
            {
                assertEquals(before, restored.state(), what);
                restored.createTransfers(at(2), commands);
                assertEquals(engine.state(), restored.state(), what + ", once more");
            }
        }
    }

    @Test
    void shouldNotSeeWhatHappensLater()
    {
        later("a post", List.of(transfer(10, 1, FAR, 3, 0)));
        later("a post the other way", List.of(transfer(10, FAR, 1, 3, 0)));
        later("a hold", List.of(transfer(10, 1, FAR, 3, PENDING)));
        later("a hold that is resolved", List.of(resolve(10, 2, 0, VOID_PENDING_TRANSFER)));
        later("an account that is closed", List.of(transfer(10, 1, FAR, 3, PENDING | CLOSING_DEBIT)));
        later("a chain that breaks, and a post", List.of(
            resolve(10, 2, 0, VOID_PENDING_TRANSFER | LINKED), transfer(11, 1, 1, 3, 0), transfer(12, 3, 4, 1, 0)));
    }

    private static void assertSame(final EngineUnderTest engine)
    {
        try (EngineUnderTest restored = engine.restore(engine.snapshot()))
        {
            assertEquals(engine.state(), restored.state());
        }
    }

    /** In every segment of the store, and whether the host has kept its keys or not. */
    @Test
    void shouldRememberBurntIdsAndHoldsThatExpired()
    {
        try (EngineUnderTest engine = new EngineUnderTest(AMPLE, 4))
        {
            engine.createAccounts(at(0), List.of(accountOf(1, 0).build(), accountOf(2, 0).build()));
            final int each = 8;
            for (int i = 0; i < each; i++)
            {
                engine.createTransfers(at(1 + i), List.of(
                    transfer(100 + i, 1, 9, 5, 0).build(), transfer(200 + i, 1, 2, 5, PENDING).timeout(1).build()));
            }
            engine.tick(at(100), 0);
            try (EngineUnderTest restored = engine.restore(engine.snapshot()))
            {
                for (int i = 0; i < each; i++)
                {
                    assertEquals(
                        List.of(CreateTransferStatus.ID_ALREADY_FAILED, CreateTransferStatus.EXISTS,
                            CreateTransferStatus.PENDING_TRANSFER_EXPIRED),
                        restored.createTransfers(at(101), List.of(
                            transfer(100 + i, 1, 2, 5, 0).build(),
                            transfer(200 + i, 1, 2, 5, PENDING).timeout(1).build(),
                            resolve(300 + i, 200 + i, 0, VOID_PENDING_TRANSFER).build()))
                            .stream().map(CreateResult::status).toList());
                }
            }
        }
    }

    @Test
    void shouldHoldALedgerWithoutAccounts()
    {
        try (EngineUnderTest engine = new EngineUnderTest(AMPLE))
        {
            assertSame(engine);
        }
    }

    @Test
    void shouldHoldALedgerThatIsFullAndBeginsWithAHold()
    {
        try (EngineUnderTest engine = new EngineUnderTest(new Capacities(2, 1, 1)))
        {
            engine.createAccounts(at(0), List.of(accountOf(1, 0).build(), accountOf(2, 0).build()));
            engine.createTransfers(at(1), List.of(transfer(1, 1, 2, 5, PENDING).timeout(60).build()));
            assertSame(engine);
            try (EngineUnderTest restored = engine.restore(engine.snapshot()))
            {
                restored.tick(at(100), 0);
                assertEquals(0, restored.lookupAccounts(List.of(UInt128.of(1))).getFirst().debitsPending());
            }
        }
    }
}
