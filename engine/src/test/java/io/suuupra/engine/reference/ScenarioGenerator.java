package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.testkit.reference.Capacities;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes scenarios in which much happens: few accounts, ids that come again, posts of earlier holds, amounts near the
 * limits. It remembers what it sent, not what became of it.
 */
final class ScenarioGenerator
{
    /** Accounts that are made and used. */
    static final int ACCOUNTS = 8;

    /** Accounts that are named at all. */
    static final int ACCOUNTS_NAMED = 12;

    /** Transfers are numbered up to here. */
    static final int TRANSFERS_MAX = 170;

    /** So many are in the first ledger, the rest in the second. */
    private static final int FIRST_LEDGER_ACCOUNTS = 6;

    /** Above 2^31, as it is unsigned. */
    private static final int SECOND_LEDGER = -2;
    private static final int[] LEDGERS = {0, 1, SECOND_LEDGER, 3};
    private static final int[] CODES = {1, 65_535, 0, 7};

    private static final int COMMANDS_MIN = 12;
    private static final int COMMANDS_MAX = 28;
    private static final int EVENTS_MAX = 6;
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;
    private static final long[] BASES = {
        1_700_000_000 * SECOND, 1_700_000_000 * SECOND, 1_700_000_000 * SECOND, 5_000_000_000L * SECOND, 1};
    private static final long[] DELTAS = {
        0, 0, 1, 1_000, MS, 100 * MS, SECOND, SECOND, SECOND, SECOND - 1, SECOND + 1, 2 * SECOND, 5 * SECOND,
        40 * SECOND, -100 * MS, -2 * SECOND};
    private static final long[] LARGE_AMOUNTS = {
        Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE - 100, Long.MAX_VALUE / 2, 1L << 62, (1L << 62) - 60};

    /** A manual clock does not go beyond it. */
    private static final long CLOCK_MAX = 1L << 62;

    private static final int[] TIMEOUTS = {1, 1, 1, 2, 5, 40, 86_400, -1};

    private final Random random;
    private final boolean isLarge;
    private final long baseNs;
    private final List<Account> accounts = new ArrayList<>();
    private final List<Transfer> transfers = new ArrayList<>();
    private final List<Transfer> holds = new ArrayList<>();
    private int nextTransfer = 1;

    private ScenarioGenerator(final Random random)
    {
        this.random = random;
        isLarge = chance(25);
        baseNs = pick(BASES);
    }

    static Scenario next(final Random random)
    {
        return new ScenarioGenerator(random).scenario();
    }

    /** Some ids differ from others in one half only, and some have a half of 0. */
    static UInt128 accountId(final int number)
    {
        return switch (number)
        {
            case 6 -> new UInt128(6, 0);
            case 8 -> new UInt128(8, 7);
            default -> UInt128.of(number);
        };
    }

    static UInt128 transferId(final int number)
    {
        return switch (number % 10)
        {
            case 3 -> new UInt128(number, 0);
            case 4 -> new UInt128(-1, number - 1L);
            case 5 -> new UInt128(1, number - 1L);
            default -> UInt128.of(number);
        };
    }

    private Scenario scenario()
    {
        final Capacities capacities = chance(12) ?
            new Capacities(4 + random.nextInt(5), 5 + random.nextInt(30), 1 + random.nextInt(5)) : Capacities.AMPLE;
        final List<Command> commands = new ArrayList<>();
        final boolean isSomeoneLate = chance(15);
        commands.add(firstAccounts(isSomeoneLate));
        if (isSomeoneLate)
        {
            commands.add(new Command.CreateAccounts(SECOND, List.of(freshAccount(2, 0), freshAccount(5, 0))));
        }
        final int size = COMMANDS_MIN + random.nextInt(COMMANDS_MAX - COMMANDS_MIN + 1);
        while (commands.size() < size)
        {
            commands.add(command());
        }
        return new Scenario(baseNs, capacities, commands,
            List.of(accountFilter(), accountFilter(), accountFilter()), List.of(queryFilter(), queryFilter()));
    }

    private Command command()
    {
        final int kind = random.nextInt(100);
        if (kind < 72)
        {
            return transferBatch();
        }
        return kind < 86 ? accountBatch() : new Command.Tick(pick(DELTAS), advance());
    }

    private long advance()
    {
        if (baseNs > CLOCK_MAX)
        {
            return 0;
        }
        return switch (random.nextInt(5))
        {
            case 0 -> SECOND;
            case 1 -> 1 + random.nextInt(1_000);
            default -> 0;
        };
    }

    private Command firstAccounts(final boolean isSomeoneLate)
    {
        final List<Account> batch = new ArrayList<>();
        final boolean imported = chance(12);
        for (int id = 1; id <= ACCOUNTS; id++)
        {
            if (!chance(4) && !(isSomeoneLate && id % 3 == 2))
            {
                batch.add(imported(remember(freshAccount(id, 3)), imported, batch.size()));
            }
        }
        if (batch.isEmpty())
        {
            batch.add(freshAccount(1, 0));
        }
        return new Command.CreateAccounts(pick(DELTAS), batch);
    }

    private Command accountBatch()
    {
        final List<Account> batch = new ArrayList<>();
        final boolean imported = chance(35);
        final int size = 1 + random.nextInt(4);
        while (batch.size() < size)
        {
            Account account = chance(50) && !accounts.isEmpty() ?
                accounts.get(random.nextInt(accounts.size())) :
                remember(freshAccount(1 + random.nextInt(ACCOUNTS + 3), 10));
            if (chance(40))
            {
                account = mutate(account);
            }
            batch.add(imported(account, imported != chance(6), batch.size()));
        }
        return new Command.CreateAccounts(pick(DELTAS), batch);
    }

    private Account remember(final Account account)
    {
        accounts.add(account);
        return account;
    }

    private Account freshAccount(final int id, final int linkedPercent)
    {
        int flags = 0;
        flags |= chance(linkedPercent) ? AccountFlags.LINKED : 0;
        flags |= chance(12) ? AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS : 0;
        flags |= chance(12) && flags < AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS ?
            AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS : 0;
        flags |= chance(50) ? AccountFlags.HISTORY : 0;
        flags |= chance(2) ? AccountFlags.CLOSED : 0;
        return Account.builder().id(accountId(id)).ledger(ledgerOf(id)).code(code(2)).flags(flags)
            .userData128(smallId(3)).userData64(-random.nextInt(3)).userData32(-random.nextInt(3)).build();
    }

    private static int ledgerOf(final int account)
    {
        return account <= FIRST_LEDGER_ACCOUNTS ? 1 : SECOND_LEDGER;
    }

    private int code(final int bound)
    {
        return CODES[random.nextInt(bound)];
    }

    private Account mutate(final Account account)
    {
        final Account.Builder builder = Edits.of(account);
        return switch (random.nextInt(16))
        {
            case 0 -> builder.id(UInt128.ZERO).build();
            case 1 -> builder.id(UInt128.MAX).build();
            case 2 -> builder.flags(account.flags() ^ 1 << random.nextInt(7)).build();
            case 3 -> builder.flags(account.flags() | AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS |
                AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS).build();
            case 4 -> builder.userData128(smallId(4)).build();
            case 5 -> builder.userData64(-random.nextInt(4)).build();
            case 6 -> builder.userData32(-random.nextInt(4)).build();
            case 7 -> builder.ledger(LEDGERS[random.nextInt(3)]).build();
            case 8 -> builder.code(code(3)).build();
            case 9 -> builder.debitsPending(1).build();
            case 10 -> builder.debitsPosted(1).build();
            case 11 -> builder.creditsPending(1).build();
            case 12 -> builder.creditsPosted(1).build();
            case 13 -> builder.reserved(1).build();
            case 14 -> builder.timestamp(1 + random.nextInt(1_000)).build();
            default -> builder.flags(account.flags() | AccountFlags.LINKED).build();
        };
    }

    private Account imported(final Account account, final boolean imported, final int index)
    {
        if (!imported)
        {
            return account;
        }
        return Edits.of(account).flags(account.flags() | AccountFlags.IMPORTED).timestamp(importedTimestamp(index))
            .build();
    }

    /** Mostly half a second before the command and rising, so that it meets other imports of that time. */
    private long importedTimestamp(final int index)
    {
        return switch (random.nextInt(24))
        {
            case 0 -> 0;
            case 1 -> Long.MAX_VALUE - random.nextInt(2);
            case 2 -> -1L - random.nextInt(5);
            case 3 -> -100 * SECOND;
            case 4 -> 1 + random.nextInt(50);
            case 5, 6 -> -random.nextLong(1, 3 * SECOND);
            default -> -500 * MS + index;
        };
    }

    private Command transferBatch()
    {
        final List<Transfer> batch = new ArrayList<>();
        final boolean imported = chance(14);
        final int size = 1 + random.nextInt(EVENTS_MAX);
        while (batch.size() < size)
        {
            Transfer transfer = transfer();
            if (chance(14))
            {
                transfer = mutate(transfer);
            }
            transfers.add(transfer);
            if ((transfer.flags() & TransferFlags.PENDING) != 0)
            {
                holds.add(transfer);
            }
            batch.add(imported(transfer, imported != chance(3), batch.size()));
        }
        return new Command.CreateTransfers(pick(DELTAS), batch);
    }

    private Transfer transfer()
    {
        final int kind = random.nextInt(100);
        if (kind < 16 && !transfers.isEmpty())
        {
            final Transfer again = transfers.get(random.nextInt(transfers.size()));
            return chance(50) ? mutate(again) : again;
        }
        if (kind < 42 && !holds.isEmpty())
        {
            return resolution(holds.get(holds.size() - 1 - random.nextInt(Math.min(4, holds.size()))));
        }
        int flags = chance(12) ? TransferFlags.LINKED : 0;
        int timeout = 0;
        if (kind < 70)
        {
            flags |= TransferFlags.PENDING;
            flags |= chance(8) ? TransferFlags.CLOSING_DEBIT : 0;
            flags |= chance(8) ? TransferFlags.CLOSING_CREDIT : 0;
            timeout = chance(60) ? TIMEOUTS[random.nextInt(TIMEOUTS.length)] : 0;
        }
        flags |= chance(8) ? TransferFlags.BALANCING_DEBIT : 0;
        flags |= chance(8) ? TransferFlags.BALANCING_CREDIT : 0;
        final boolean isInFirstLedger = chance(80);
        final int debit = isInFirstLedger ? 1 + random.nextInt(FIRST_LEDGER_ACCOUNTS) : 7 + random.nextInt(2);
        final int credit = isInFirstLedger ? 1 + (debit + random.nextInt(5)) % 6 : 15 - debit;
        return Transfer.builder().id(freshId()).debitAccountId(accountId(debit)).creditAccountId(accountId(credit))
            .amount(amount()).timeout(timeout).ledger(ledgerOf(debit)).code(code(2)).flags(flags)
            .userData128(smallId(3)).userData64(-random.nextInt(3)).userData32(-random.nextInt(3)).build();
    }

    /** A post or void of a hold, most fields left to the hold. */
    private Transfer resolution(final Transfer hold)
    {
        final boolean post = chance(60);
        int flags = post ? TransferFlags.POST_PENDING_TRANSFER : TransferFlags.VOID_PENDING_TRANSFER;
        flags |= chance(8) ? TransferFlags.LINKED : 0;
        final Transfer.Builder builder = Transfer.builder().id(freshId()).pendingId(hold.id()).flags(flags);
        switch (random.nextInt(5))
        {
            case 0 -> builder.amount(hold.amount());
            case 1 -> builder.amount(hold.amount() / 2);
            case 2 -> builder.amount(Math.min(Long.MAX_VALUE - 1, hold.amount()) + 1);
            default -> builder.amount(post ? Long.MAX_VALUE : 0);
        }
        if (chance(30))
        {
            builder.debitAccountId(hold.debitAccountId()).creditAccountId(hold.creditAccountId()).ledger(hold.ledger())
                .code(hold.code());
        }
        return builder.userData128(smallId(3)).userData64(-random.nextInt(3)).userData32(-random.nextInt(3)).build();
    }

    private Transfer mutate(final Transfer transfer)
    {
        final Transfer.Builder builder = Edits.of(transfer);
        return switch (random.nextInt(24))
        {
            case 0 -> builder.id(UInt128.ZERO).build();
            case 1 -> builder.id(UInt128.MAX).build();
            case 2 -> builder.debitAccountId(UInt128.ZERO).build();
            case 3 -> builder.debitAccountId(UInt128.MAX).build();
            case 4 -> builder.creditAccountId(UInt128.ZERO).build();
            case 5 -> builder.creditAccountId(UInt128.MAX).build();
            case 6 -> builder.debitAccountId(accountId(1 + random.nextInt(ACCOUNTS_NAMED))).build();
            case 7 -> builder.creditAccountId(accountId(1 + random.nextInt(ACCOUNTS_NAMED))).build();
            case 8 -> builder.creditAccountId(transfer.debitAccountId()).build();
            case 9 -> builder.pendingId(UInt128.ZERO).build();
            case 10 -> builder.pendingId(UInt128.MAX).build();
            case 11 -> builder.pendingId(transfer.id()).build();
            case 12 -> builder.pendingId(transferId(1 + random.nextInt(60))).build();
            case 13 -> builder.timeout(random.nextInt(3)).build();
            case 14 -> builder.ledger(LEDGERS[random.nextInt(4)]).build();
            case 15 -> builder.code(code(4)).build();
            case 16 -> builder.userData128(smallId(4)).build();
            case 17 -> builder.userData64(-random.nextInt(4)).build();
            case 18 -> builder.userData32(-random.nextInt(4)).build();
            case 19 -> builder.amount(amount()).build();
            case 20 -> builder.timestamp(1 + random.nextInt(1_000)).build();
            case 21 -> builder.amount(transfer.amount() ^ 1).build();
            case 22 -> builder.flags(transfer.flags() | TransferFlags.LINKED).build();
            default -> builder.flags(transfer.flags() ^ 1 << random.nextInt(10)).build();
        };
    }

    private Transfer imported(final Transfer transfer, final boolean imported, final int index)
    {
        if (!imported)
        {
            return transfer;
        }
        final int timeout = chance(80) ? 0 : transfer.timeout();
        return Edits.of(transfer).flags(transfer.flags() | TransferFlags.IMPORTED).timeout(timeout)
            .timestamp(importedTimestamp(index)).build();
    }

    private AccountFilter accountFilter()
    {
        return AccountFilter.builder()
            .accountId(chance(4) ? UInt128.ZERO : accountId(1 + random.nextInt(ACCOUNTS + 1)))
            .userData128(chance(80) ? UInt128.ZERO : smallId(3))
            .userData64(chance(80) ? 0 : -random.nextInt(3))
            .userData32(chance(80) ? 0 : -random.nextInt(3))
            .code(chance(80) ? 0 : code(4))
            .timestampMin(chance(70) ? 0 : random.nextLong(10 * SECOND))
            .timestampMax(chance(70) ? 0 : random.nextLong(30 * SECOND))
            .limit(chance(50) ? 8_189 : random.nextInt(4))
            .flags(chance(60) ? FilterFlags.DEBITS | FilterFlags.CREDITS | random.nextInt(2) * FilterFlags.REVERSED :
                random.nextInt(FilterFlags.ALL + 2))
            .build();
    }

    private QueryFilter queryFilter()
    {
        return QueryFilter.builder()
            .userData128(chance(70) ? UInt128.ZERO : smallId(3))
            .userData64(chance(70) ? 0 : -random.nextInt(3))
            .userData32(chance(70) ? 0 : -random.nextInt(3))
            .ledger(chance(70) ? 0 : LEDGERS[random.nextInt(4)])
            .code(chance(70) ? 0 : code(4))
            .timestampMin(chance(70) ? 0 : random.nextLong(10 * SECOND))
            .timestampMax(chance(70) ? 0 : random.nextLong(30 * SECOND))
            .limit(chance(50) ? 8_189 : random.nextInt(4))
            .flags(chance(95) ? random.nextInt(2) * FilterFlags.REVERSED : FilterFlags.ALL + 1)
            .build();
    }

    private UInt128 freshId()
    {
        return transferId(nextTransfer++);
    }

    private UInt128 smallId(final int bound)
    {
        final int number = random.nextInt(bound);
        return number == 2 ? new UInt128(2, 0) : UInt128.of(number);
    }

    private long amount()
    {
        return isLarge && chance(35) ? pick(LARGE_AMOUNTS) : random.nextInt(120);
    }

    private long pick(final long[] values)
    {
        return values[random.nextInt(values.length)];
    }

    private boolean chance(final int percent)
    {
        return random.nextInt(100) < percent;
    }
}
