package io.suuupra.engine.host.local;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.EngineState;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.ChangeKind;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.StoreRecordDecoder;
import io.suuupra.engine.Engine;
import io.suuupra.engine.EventSink;
import io.suuupra.engine.SegmentSource;
import io.suuupra.engine.ledger.StateHash;
import io.suuupra.journal.JournalReader;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds a node that has recovered against the book: nothing that was answered is lost or changed, nothing is there that
 * was not sent, chains are whole, the balances are the sums of the movements, and the state is what the journal gives
 * from its start.
 */
final class CrashCheck
{
    private static final long JOURNAL_NS = 10_000_000_000L;

    /** The refusals after which an id can never be used. */
    private static final Set<CreateTransferStatus> BURNING = EnumSet.of(
        CreateTransferStatus.DEBIT_ACCOUNT_NOT_FOUND,
        CreateTransferStatus.CREDIT_ACCOUNT_NOT_FOUND,
        CreateTransferStatus.PENDING_TRANSFER_NOT_FOUND,
        CreateTransferStatus.EXCEEDS_CREDITS,
        CreateTransferStatus.EXCEEDS_DEBITS,
        CreateTransferStatus.DEBIT_ACCOUNT_ALREADY_CLOSED,
        CreateTransferStatus.CREDIT_ACCOUNT_ALREADY_CLOSED);

    /** A frame has to fit into a small group of the journal. */
    private static final int RESEND_MAX = 100;

    private final NodeDriver driver;
    private final Path journal;
    private final List<Book.Sent> sent;
    private final List<Account> sentAccounts;
    private final List<Book.Fact> facts;
    private final Map<Integer, Transfer> stored = new HashMap<>();
    private long lastTimestamp;

    CrashCheck(final LocalNode node, final Path data, final Book book)
    {
        driver = new NodeDriver(node);
        journal = data.resolve("journal");
        sent = book.transfers();
        sentAccounts = book.accounts();
        facts = book.facts();
    }

    /** @return the transfers that are there, by number; throws an AssertionError where something is wrong. */
    Map<Integer, Transfer> run() throws IOException
    {
        readTransfers();
        checkChains();
        checkFacts();
        checkLookups();
        checkReplay();
        return stored;
    }

    /** Sends again what was answered; the answers must stand. Changes the ledger by one transfer at its end. */
    void resend()
    {
        final List<Transfer> again = new ArrayList<>();
        final List<Book.Fact> known = new ArrayList<>();
        for (final Book.Fact fact : facts)
        {
            if (!fact.account() && fact.status() != null && sent.get(fact.number() - 1).isAlone() &&
                (fact.isCreated() || BURNING.contains(fact.status())))
            {
                again.add(sent.get(fact.number() - 1).transfer());
                known.add(fact);
            }
        }
        for (int from = 0; from < again.size(); from += RESEND_MAX)
        {
            final int to = Math.min(from + RESEND_MAX, again.size());
            final List<CreateResult<CreateTransferStatus>> results =
                driver.createTransfers(again.subList(from, to).toArray(new Transfer[0]));
            for (int i = from; i < to; i++)
            {
                checkResent(known.get(i), results.get(i - from));
            }
        }
        if (sentAccounts.size() >= 2 && driver.lookupAccounts(UInt128.of(1), UInt128.of(2)).size() == 2)
        {
            final CreateResult<CreateTransferStatus> fresh =
                driver.createTransfers(NodeDriver.transfer(Integer.MAX_VALUE, 1, 2, 1)).get(0);
            check(fresh.status() == CreateTransferStatus.CREATED, "a new transfer is answered " + fresh.status());
            check(fresh.timestamp() > lastTimestamp, "time has gone back to " + fresh.timestamp());
        }
    }

    private static void checkResent(final Book.Fact fact, final CreateResult<CreateTransferStatus> result)
    {
        if (fact.isCreated())
        {
            check(result.status() == CreateTransferStatus.EXISTS && result.timestamp() == fact.timestamp(),
                "transfer " + fact.number() + " was created at " + fact.timestamp() + ", sent again: " + result);
        }
        else
        {
            check(result.status() == CreateTransferStatus.ID_ALREADY_FAILED,
                "transfer " + fact.number() + " was refused with " + fact.status() + ", sent again: " + result);
        }
    }

    /** Reads all events, and holds the balances that they give against those of the accounts. */
    private void readTransfers()
    {
        final Map<UInt128, long[]> balances = new HashMap<>();
        List<ChangeEvent> events;
        do
        {
            events = driver.changeEvents(lastTimestamp + 1, Limits.CHANGE_EVENTS_MAX);
            for (final ChangeEvent event : events)
            {
                check(event.timestamp() > lastTimestamp, "event " + event + " is out of order");
                lastTimestamp = event.timestamp();
                take(event);
                apply(event, balances);
            }
        }
        while (!events.isEmpty());
        checkAccounts(balances);
    }

    private void take(final ChangeEvent event)
    {
        final Transfer transfer = event.transfer();
        final int number = Book.number(transfer.id());
        check(number > 0 && number <= sent.size(), "nobody has sent transfer " + transfer.id());
        if (event.kind() == ChangeKind.TWO_PHASE_EXPIRED)
        {
            check(transfer.equals(stored.get(number)), "the expired hold " + transfer + " is not as it was");
            return;
        }
        check(isSame(sent.get(number - 1).transfer(), transfer),
            "transfer " + transfer + " was sent as " + sent.get(number - 1).transfer());
        check(stored.put(number, transfer) == null, "transfer " + number + " is there twice");
    }

    private static boolean isSame(final Transfer asked, final Transfer kept)
    {
        final boolean balancing = (asked.flags() & TransferFlags.BALANCING_DEBIT) != 0;
        final boolean amount = balancing ? kept.amount() <= asked.amount() : kept.amount() == asked.amount();
        return amount && kept.equals(new Transfer(asked.id(), asked.debitAccountId(), asked.creditAccountId(),
            kept.amount(), asked.pendingId(), asked.userData128(), asked.userData64(), asked.userData32(),
            asked.timeout(), asked.ledger(), asked.code(), asked.flags(), kept.timestamp()));
    }

    private void apply(final ChangeEvent event, final Map<UInt128, long[]> balances)
    {
        final Transfer transfer = event.transfer();
        final long[] debit = balances.computeIfAbsent(transfer.debitAccountId(), id -> new long[4]);
        final long[] credit = balances.computeIfAbsent(transfer.creditAccountId(), id -> new long[4]);
        final long held = switch (event.kind())
        {
            case TWO_PHASE_PENDING -> transfer.amount();
            case TWO_PHASE_POSTED, TWO_PHASE_VOIDED -> -stored.get(Book.number(transfer.pendingId())).amount();
            case TWO_PHASE_EXPIRED -> -transfer.amount();
            default -> 0;
        };
        final long posted = switch (event.kind())
        {
            case SINGLE_PHASE, TWO_PHASE_POSTED -> transfer.amount();
            default -> 0;
        };
        debit[0] += held;
        debit[1] += posted;
        credit[2] += held;
        credit[3] += posted;
    }

    private void checkAccounts(final Map<UInt128, long[]> balances)
    {
        final UInt128[] ids = sentAccounts.stream().map(Account::id).toArray(UInt128[]::new);
        final List<Account> accounts = ids.length == 0 ? List.of() : driver.lookupAccounts(ids);
        check(driver.state().accounts() == accounts.size(), "there are accounts that nobody has sent");
        final Map<Integer, Account> byNumber = new HashMap<>();
        long debits = 0;
        long credits = 0;
        for (final Account account : accounts)
        {
            final int number = Book.number(account.id());
            byNumber.put(number, account);
            final Account asked = sentAccounts.get(number - 1);
            final long[] sums = balances.getOrDefault(account.id(), new long[4]);
            check(account.equals(new Account(asked.id(), sums[0], sums[1], sums[2], sums[3], asked.userData128(),
                asked.userData64(), asked.userData32(), 0, asked.ledger(), asked.code(), asked.flags(),
                account.timestamp())),
                "account " + account + " was sent as " + asked + " and its movements give " + List.of(
                    sums[0], sums[1], sums[2], sums[3]));
            debits += account.debitsPosted();
            credits += account.creditsPosted();
        }
        check(debits == credits, "debits are " + debits + ", credits are " + credits);
        for (final Book.Fact fact : facts)
        {
            if (fact.account())
            {
                final Account account = byNumber.get(fact.number());
                check(account != null, "account " + fact.number() + " is lost");
                check(account.timestamp() == fact.timestamp(), "account " + account + " was created at " +
                    fact.timestamp());
            }
        }
    }

    private void checkChains()
    {
        for (final int number : stored.keySet())
        {
            final Book.Sent one = sent.get(number - 1);
            for (int mate = one.first(); mate <= one.last(); mate++)
            {
                check(stored.containsKey(mate), "transfer " + number + " is there without " + mate + " of its chain");
            }
        }
    }

    private void checkFacts()
    {
        for (final Book.Fact fact : facts)
        {
            if (fact.account())
            {
                continue;
            }
            final Transfer transfer = stored.get(fact.number());
            if (fact.isCreated())
            {
                check(transfer != null, "transfer " + fact.number() + " is lost");
                check(transfer.timestamp() == fact.timestamp(),
                    "transfer " + transfer + " was created at " + fact.timestamp());
            }
            else
            {
                check(transfer == null, "transfer " + transfer + " is there, but was " + fact);
            }
        }
    }

    /** The same once more through the index of ids. */
    private void checkLookups()
    {
        final List<Transfer> expected = new ArrayList<>(stored.values());
        for (int from = 0; from < expected.size(); from += Limits.EVENTS_MAX)
        {
            final List<Transfer> part = expected.subList(from, Math.min(from + Limits.EVENTS_MAX, expected.size()));
            final List<Transfer> found =
                driver.lookupTransfers(part.stream().map(Transfer::id).toArray(UInt128[]::new));
            check(found.equals(part), "lookups do not give what the events say");
        }
    }

    /** Runs the journal from its start through another engine. */
    private void checkReplay() throws IOException
    {
        final EngineState state = driver.state();
        final Discard discard = new Discard();
        try (Engine engine = new Engine(new HeapSegments()); JournalReader reader = JournalReader.open(journal))
        {
            // The journal follows what is durable elsewhere already.
            final long deadline = System.nanoTime() + JOURNAL_NS;
            while (engine.sequence() < state.sequence() && System.nanoTime() < deadline)
            {
                if (reader.next())
                {
                    engine.onCommand(reader.sequence(), reader.timestamp(), reader.buffer(), reader.offset(),
                        reader.length(), discard);
                }
            }
            check(engine.sequence() == state.sequence(),
                "the journal ends at " + engine.sequence() + ", the node is at " + state.sequence());
            final StateHash hash = engine.hash();
            check(state.stateHash().equals(new UInt128(hash.stateHigh(), hash.stateLow())),
                "the journal gives another state than " + state);
            check(state.contentHash().equals(new UInt128(hash.contentHigh(), hash.contentLow())),
                "the journal gives other contents than " + state);
        }
    }

    private static void check(final boolean holds, final String otherwise)
    {
        if (!holds)
        {
            throw new AssertionError(otherwise);
        }
    }

    private static final class HeapSegments implements SegmentSource
    {
        private static final int ROWS = 1 << 10;

        @Override
        public int rowsPerSegment()
        {
            return ROWS;
        }

        @Override
        public UnsafeBuffer segment(final int index)
        {
            return new UnsafeBuffer(new byte[ROWS * StoreRecordDecoder.BLOCK_LENGTH]);
        }
    }

    private static final class Discard implements EventSink
    {
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Engine.REPLY_MAX]);

        @Override
        public MutableDirectBuffer claim(final int lengthMax)
        {
            return buffer;
        }

        @Override
        public int offset()
        {
            return 0;
        }

        @Override
        public void commit(final int length)
        {
            // Nobody waits for it.
        }
    }
}
