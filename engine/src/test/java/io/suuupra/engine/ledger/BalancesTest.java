package io.suuupra.engine.ledger;

import io.suuupra.engine.CorruptStateException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** What the checks before it keep away from it, it refuses once more. */
class BalancesTest
{
    private final Accounts accounts = new Accounts();
    private final Balances balances = new Balances(accounts, new ChainUndo(accounts, null, null, null));

    @BeforeEach
    void makeAccounts()
    {
        for (int id = 1; id <= 3; id++)
        {
            accounts.add(id, 0, 0, 0, 0, 0, 1, 1, 0, id, id);
        }
    }

    @AfterEach
    void close()
    {
        accounts.close();
    }

    private long figure(final int slot, final int figure)
    {
        return accounts.page(slot)[Accounts.at(slot) + figure];
    }

    @Test
    void shouldNotMoveAnythingFromAnAccountToItself()
    {
        assertThrows(CorruptStateException.class, () -> balances.post(1, 1, 5));
        assertThrows(CorruptStateException.class, () -> balances.hold(1, 1, 5));
    }

    @Test
    void shouldPostNoMoreThanWasHeld()
    {
        balances.hold(0, 1, 5);
        assertThrows(CorruptStateException.class, () -> balances.release(0, 1, 5, 6));
        balances.release(0, 1, 5, 5);
        assertEquals(5, figure(0, Accounts.DEBITS_POSTED));
        assertEquals(0, figure(1, Accounts.CREDITS_PENDING));
    }

    @Test
    void shouldNeitherOverflowNorGoBelowZero()
    {
        balances.post(0, 1, Long.MAX_VALUE);
        assertThrows(CorruptStateException.class, () -> balances.post(0, 2, 1));
        assertThrows(CorruptStateException.class, () -> balances.release(0, 1, 1, 0));
    }

    @Test
    void shouldRememberEachFiveHundredAndTwelfthRecord()
    {
        for (long row = 1; row <= 2 * TransferStore.MILESTONE_EVERY + 1; row++)
        {
            balances.advance(1, 10 * row);
            final long milestone = row / TransferStore.MILESTONE_EVERY * TransferStore.MILESTONE_EVERY;
            assertEquals(milestone == 0 ? -1 : 10 * milestone, figure(1, Accounts.MILESTONE), "after " + row);
            assertEquals(10 * row, figure(1, Accounts.HEAD));
            assertEquals(row, figure(1, Accounts.RECORDS));
        }
    }
}
