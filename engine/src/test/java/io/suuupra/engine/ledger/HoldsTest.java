package io.suuupra.engine.ledger;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

class HoldsTest
{
    private static long hash(final Holds holds)
    {
        final StateHash hash = new StateHash();
        holds.addTo(hash);
        return hash.contentLow();
    }

    @Test
    void shouldBePartOfTheHashWithRowAndStatus()
    {
        final Holds one = new Holds();
        final Holds other = new Holds();
        one.add(5);
        other.add(6);
        assertNotEquals(hash(one), hash(other), "another row");
        final Holds same = new Holds();
        same.add(5);
        assertEquals(hash(one), hash(same));
        same.resolve(0, Holds.VOIDED);
        assertNotEquals(hash(one), hash(same), "another status");
    }
}
