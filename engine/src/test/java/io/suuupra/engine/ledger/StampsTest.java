package io.suuupra.engine.ledger;

import io.suuupra.engine.CorruptStateException;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class StampsTest
{
    private final Stamps stamps = new Stamps();

    @Test
    void shouldEndAtTheHostsClock()
    {
        assertEquals(98, stamps.take(100, 3));
        assertEquals(100, stamps.last());
        assertEquals(101, stamps.take(100, 1), "the clock stands still");
        assertEquals(102, stamps.take(50, 2), "the clock goes back");
    }

    @Test
    void shouldKnowTheEarliestThatMayCome()
    {
        assertEquals(93, stamps.earliest(100, 3, 5));
        stamps.take(100, 1);
        assertEquals(101, stamps.earliest(100, 3, 5));
    }

    @Test
    void shouldGiveTheLastTimestampsButNoMore()
    {
        stamps.restore(Long.MAX_VALUE - 6);
        assertEquals(Long.MAX_VALUE - 5, stamps.take(0, 5));
        assertEquals(Long.MAX_VALUE - 1, stamps.last());
        assertThrows(CorruptStateException.class, () -> stamps.take(0, 1));
    }

    @Test
    void shouldGiveNoTimestampThatIsNotAboveZero()
    {
        stamps.restore(-1);
        assertThrows(CorruptStateException.class, () -> stamps.take(0, 1));
    }

    @Test
    void shouldNotBeAskedForNone()
    {
        assertThrows(CorruptStateException.class, () -> stamps.take(100, 0));
    }
}
