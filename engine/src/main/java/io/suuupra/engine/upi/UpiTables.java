package io.suuupra.engine.upi;

import io.suuupra.engine.ledger.StateHash;
import io.suuupra.engine.table.FrozenPages;
import io.suuupra.engine.table.PagedWords;
import io.suuupra.engine.table.Words;

import static io.suuupra.engine.CorruptStateException.require;

/**
 * What the switch keeps outside of the store: settings, participants, and the transactions that are open. A journal
 * without a command of UPI has none of it, in its snapshots as in its hashes.
 */
public final class UpiTables
{
    /** Number of tables. */
    public static final int COUNT = 5;

    final Settings settings = new Settings();
    final Participants participants = new Participants();
    final Transactions transactions = new Transactions(settings);
    final CycleSums sums = new CycleSums();
    final PaymentLimits limits = new PaymentLimits();

    UpiTables()
    {
    }

    /** @return words that each table has in a snapshot. */
    public long[] lengths()
    {
        if (settings.get(Settings.USED) == 0)
        {
            return new long[COUNT];
        }
        final long known = participants.count();
        return new long[]{Settings.WORDS, known * Participants.WORDS, transactions.slots() * Transactions.WORDS,
            settings.areCyclesSet() ? known * CycleSums.WORDS : 0,
            (long)limits.count() * PaymentLimits.WORDS};
    }

    private PagedWords words(final int table)
    {
        return switch (table)
        {
            case 0 -> settings.words();
            case 1 -> participants.words();
            case 2 -> transactions.words();
            case 3 -> sums.words();
            default -> limits.words();
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
            words(run.table() - Words.TABLE_UPI).restore(run.first() + word, run.get(word));
        }
    }

    /**
     * Ends a restore, when all words are back.
     *
     * @param lengths words of each table.
     */
    public void restored(final long[] lengths)
    {
        require((lengths[0] == 0 || lengths[0] == Settings.WORDS) && lengths[1] % Participants.WORDS == 0 &&
            lengths[2] == transactions.slots() * Transactions.WORDS, "the tables of the switch have their lengths");
        participants.restored(lengths[1]);
        limits.restored(lengths[4]);
        require(lengths[3] == lengths()[3], "the sums of the cycles are those of all participants");
        transactions.restored();
    }
}
