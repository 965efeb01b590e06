package io.suuupra.engine.ledger;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;

class IdIndexTest
{
    private static final int IDS = 200_000;

    /** The id of each row. */
    private final List<Long> ids = new ArrayList<>();

    private final IdIndex index = new IdIndex(3, (row, low, high) -> ids.get((int)row) == low && high == -low);

    @Test
    void shouldFindWhatIsThereAndNothingElse()
    {
        final Random random = new Random(42);
        for (int row = 0; row < IDS; row++)
        {
            ids.add(random.nextLong());
            index.insert(id(row), -id(row), row);
        }
        for (int row = 1; row < IDS; row += 3)
        {
            index.remove(id(row), -id(row), row);
        }
        for (int row = 0; row < IDS; row++)
        {
            assertEquals(row % 3 == 1 ? IdIndex.ABSENT : row, index.find(id(row), -id(row)), "row " + row);
            assertEquals(IdIndex.ABSENT, index.find(id(row) + 1, -id(row) - 1));
        }
        index.close();
    }

    @Test
    void shouldBeEmptyOnceItIsClosedAndTakeEntriesAgain()
    {
        ids.add(7L);
        index.insert(7, -7, 0);
        index.close();
        assertEquals(IdIndex.ABSENT, index.find(7, -7));
        index.insert(7, -7, 0);
        assertEquals(0, index.find(7, -7));
        index.close();
    }

    @Test
    void shouldMakeRoomForAllAtOnce()
    {
        for (int partition = 0; partition < index.partitions(); partition++)
        {
            index.clear(partition, IDS);
        }
        for (int row = 0; row < IDS; row++)
        {
            ids.add(row * 0x9E37_79B9_7F4A_7C15L);
            index.insert(id(row), -id(row), row);
        }
        for (int row = 0; row < IDS; row++)
        {
            assertEquals(row, index.find(id(row), -id(row)));
        }
        index.close();
    }

    private long id(final int row)
    {
        return ids.get(row);
    }
}
