package io.suuupra.engine.ledger;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CapacitiesTest
{
    private static final long ROWS = 1L << 39;

    private static boolean areInRange(
        final long accounts, final long transfers, final long holds, final int sessions, final int replies)
    {
        return new Capacities(accounts, transfers, holds, sessions, replies).areInRange();
    }

    @Test
    void shouldTakeTheLeastAndTheMost()
    {
        assertTrue(areInRange(1, 1, 1, 1, 1));
        assertTrue(areInRange(Integer.MAX_VALUE, ROWS, ROWS, 4_096, 1_024));
    }

    @Test
    void shouldRefuseOneMore()
    {
        assertFalse(areInRange(1L + Integer.MAX_VALUE, 1, 1, 1, 1));
        assertFalse(areInRange(1, ROWS + 1, 1, 1, 1));
        assertFalse(areInRange(1, 1, ROWS + 1, 1, 1));
        assertFalse(areInRange(1, 1, 1, 4_097, 1));
        assertFalse(areInRange(1, 1, 1, 1, 1_025));
    }

    @Test
    void shouldRefuseNone()
    {
        assertFalse(areInRange(0, 1, 1, 1, 1));
        assertFalse(areInRange(1, 0, 1, 1, 1));
        assertFalse(areInRange(1, 1, 0, 1, 1));
        assertFalse(areInRange(1, 1, 1, 0, 1));
        assertFalse(areInRange(1, 1, 1, 1, 0));
    }
}
