package io.suuupra.engine.payments;

import io.suuupra.engine.ledger.StateHash;
import io.suuupra.engine.table.FrozenPages;
import io.suuupra.engine.table.PagedWords;
import io.suuupra.engine.table.Words;

import static io.suuupra.engine.CorruptStateException.require;

/**
 * What payments keep outside of the store: counters, merchants, and what is open. A journal without a command of
 * payments has none of it, in its snapshots as in its hashes.
 */
public final class PaymentTables
{
    /** Number of tables. */
    public static final int COUNT = 3;

    final Settings settings = new Settings();
    final Merchants merchants = new Merchants();
    final OpenOnes open = new OpenOnes(settings);

    PaymentTables()
    {
    }

    /** @return words that each table has in a snapshot. */
    public long[] lengths()
    {
        return settings.get(Settings.USED) == 0 ? new long[COUNT] : new long[]{Settings.WORDS,
            (long)merchants.count() * Merchants.WORDS, open.slots() * OpenOnes.WORDS};
    }

    private PagedWords words(final int table)
    {
        return switch (table)
        {
            case 0 -> settings.words();
            case 1 -> merchants.words();
            default -> open.words();
        };
    }

    /**
     * @param table 0 to {@link #COUNT} - 1.
     * @return its pages as they are now; an earlier frozen state must have been written out.
     */
    public FrozenPages freeze(final int table)
    {
        return words(table).freeze(lengths()[table]);
    }

    /**
     * Adds all words to a hash.
     *
     * @param hash to add to.
     */
    public void addTo(final StateHash hash)
    {
        final long[] lengths = lengths();
        for (int table = 0; table < COUNT; table++)
        {
            for (long word = 0; word < lengths[table]; word++)
            {
                hash.state(words(table).get(word));
            }
        }
    }

    /**
     * Puts a run of words back.
     *
     * @param run of words of one of the tables.
     */
    public void restore(final Words.Run run)
    {
        for (int word = 0; word < run.count(); word++)
        {
            words(run.table() - Words.TABLE_PAYMENTS).restore(run.first() + word, run.get(word));
        }
    }

    /**
     * Ends a restore, when all words are back.
     *
     * @param lengths words of each table.
     */
    public void restored(final long[] lengths)
    {
        require((lengths[0] == 0 || lengths[0] == Settings.WORDS) && lengths[1] % Merchants.WORDS == 0 &&
            lengths[2] == open.slots() * OpenOnes.WORDS, "the tables of payments have their lengths");
        merchants.restored(lengths[1]);
        open.restored();
    }
}
