package io.suuupra.tools.journal;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.MessageCheck;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.ActivateVersionEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Commands that follow from a seed alone, whatever the engine answers: every command, nearly every status, chains,
 * holds, expiries, imports, sessions that repeat requests. They work on one small world of accounts after the other, so
 * that a world which has come to its limits does not hold up the rest.
 *
 * <p>What it gives for a seed must never change: the hashes in the tree are of just these commands.
 */
final class GoldenStream
{
    static final long START_NS = 1_700_000_000_000_000_000L;

    private static final int WORLD_COMMANDS = 60;
    private static final int ACCOUNTS = 8;
    private static final int FIRST_LEDGER_ACCOUNTS = 6;
    private static final int FIRST_LEDGER = 356;
    private static final int SECOND_LEDGER = 840;
    private static final int SESSIONS = 6;
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;
    private static final int[] TIMEOUTS = {0, 0, 1, 1, 2, 5, 40, 86_400, -1};
    private static final long[] LARGE = {
        Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE - 100, Long.MAX_VALUE / 2, 1L << 62, (1L << 62) - 60};

    private final SplittableRandom random;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
    private final EdgeMapper mapper = new EdgeMapper();
    private final long[] requests = new long[SESSIONS];
    private final List<Account> accounts = new ArrayList<>();
    private final List<Transfer> transfers = new ArrayList<>();
    private final List<Transfer> holds = new ArrayList<>();
    private long hostTimeNs = START_NS;
    private int commands;
    private int world;
    private int nextTransfer;
    private boolean isLarge;
    private Principal principal = Principal.NODE;
    private int session;
    private long request;
    private int length;

    GoldenStream(final long seed)
    {
        random = new SplittableRandom(seed);
    }

    /** Makes the next command. */
    void next()
    {
        if (commands % WORLD_COMMANDS == 0)
        {
            world++;
            nextTransfer = 1;
            isLarge = chance(30);
            accounts.clear();
            transfers.clear();
            holds.clear();
        }
        hostTimeNs += chance(2) ? -random.nextLong(2 * SECOND) : random.nextLong(chance(10) ? 3 * SECOND : 20 * MS);
        length = commands % WORLD_COMMANDS == 0 ? firstAccounts() : command();
        commands++;
        drawSession();
        if (MessageCheck.check(buffer, 0, length) != null)
        {
            throw new AssertionError(MessageCheck.check(buffer, 0, length));
        }
    }

    /** A third comes without a session; now and then a session repeats what it has sent. */
    private void drawSession()
    {
        final int draw = random.nextInt(SESSIONS + SESSIONS / 2);
        if (draw >= SESSIONS)
        {
            session = 0;
            request = 0;
            principal = chance(90) ? Principal.NODE : limited();
            return;
        }
        session = draw + 1;
        principal = Principal.NODE;
        request = requests[draw] > 0 && chance(4) ?
            Math.max(1, requests[draw] - random.nextInt(6)) : ++requests[draw];
    }

    /** Sees one ledger only. */
    private static Principal limited()
    {
        return new Principal(7, 3, Principal.READ | Principal.POST, FIRST_LEDGER, FIRST_LEDGER);
    }

    private int command()
    {
        final int kind = random.nextInt(100);
        if (kind < 80)
        {
            return transferBatch();
        }
        if (kind < 92)
        {
            return accountBatch();
        }
        if (kind < 99)
        {
            return mapper.encodeTick(chance(10) ? random.nextLong(SECOND) : 0, buffer, 0);
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + new ActivateVersionEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .behaviour(random.nextInt(2) * 100)
            .encodedLength();
    }

    private int firstAccounts()
    {
        final List<Account> batch = new ArrayList<>();
        for (int number = 1; number <= ACCOUNTS; number++)
        {
            batch.add(fresh(number));
        }
        accounts.addAll(batch);
        return mapper.encodeCreateAccounts(batch, buffer, 0);
    }

    private Account fresh(final int number)
    {
        int flags = chance(50) ? AccountFlags.HISTORY : 0;
        flags |= chance(12) ? AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS :
            chance(12) ? AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS : 0;
        flags |= chance(3) ? AccountFlags.CLOSED : 0;
        return Account.builder().id(accountId(number)).ledger(ledger(number)).code(1 + random.nextInt(2)).flags(flags)
            .userData128(small()).userData64(random.nextInt(3)).userData32(random.nextInt(3)).build();
    }

    private int accountBatch()
    {
        final List<Account> batch = new ArrayList<>();
        final boolean imported = chance(35);
        final int size = 1 + random.nextInt(4);
        while (batch.size() < size)
        {
            Account account = chance(50) ? accounts.get(random.nextInt(accounts.size())) :
                fresh(1 + random.nextInt(ACCOUNTS + 8));
            account = chance(50) ? mutate(account) : account;
            if (imported != chance(6))
            {
                account = Builders.of(account).flags(account.flags() | AccountFlags.IMPORTED)
                    .timestamp(importedTimestamp(batch.size())).build();
            }
            batch.add(account);
        }
        return mapper.encodeCreateAccounts(batch, buffer, 0);
    }

    private Account mutate(final Account account)
    {
        final Account.Builder builder = Builders.of(account);
        return switch (random.nextInt(16))
        {
            case 0 -> builder.id(UInt128.ZERO).build();
            case 1 -> builder.id(UInt128.MAX).build();
            case 2 -> builder.flags(account.flags() ^ 1 << random.nextInt(7)).build();
            case 3 -> builder.flags(account.flags() | AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS |
                AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS).build();
            case 4 -> builder.userData128(UInt128.of(9)).build();
            case 5 -> builder.userData64(9).build();
            case 6 -> builder.userData32(9).build();
            case 7 -> builder.ledger(random.nextInt(3)).build();
            case 8 -> builder.code(random.nextInt(3)).build();
            case 9 -> builder.debitsPending(1).build();
            case 10 -> builder.debitsPosted(1).build();
            case 11 -> builder.creditsPending(1).build();
            case 12 -> builder.creditsPosted(1).build();
            case 13 -> builder.reserved(1).build();
            case 14 -> builder.timestamp(1 + random.nextInt(1_000)).build();
            default -> builder.flags(account.flags() | AccountFlags.LINKED).build();
        };
    }

    /** Mostly a little before the command, and rising within a batch. */
    private long importedTimestamp(final int index)
    {
        return switch (random.nextInt(16))
        {
            case 0 -> 0;
            case 1 -> Long.MAX_VALUE;
            case 2 -> 1 + random.nextInt(50);
            case 3 -> hostTimeNs - random.nextLong(3 * SECOND);
            case 4 -> hostTimeNs + 3_600 * SECOND;
            default -> hostTimeNs - 5 * MS + index;
        };
    }

    private int transferBatch()
    {
        final List<Transfer> batch = new ArrayList<>();
        final boolean imported = chance(12);
        final int size = chance(70) ? 1 : 1 + random.nextInt(6);
        while (batch.size() < size)
        {
            Transfer transfer = transfer();
            transfer = chance(14) ? mutate(transfer) : transfer;
            transfers.add(transfer);
            if ((transfer.flags() & TransferFlags.PENDING) != 0)
            {
                holds.add(transfer);
            }
            if (imported != chance(3))
            {
                transfer = Builders.of(transfer).flags(transfer.flags() | TransferFlags.IMPORTED)
                    .timeout(chance(80) ? 0 : transfer.timeout()).timestamp(importedTimestamp(batch.size())).build();
            }
            batch.add(transfer);
        }
        return mapper.encodeCreateTransfers(batch, buffer, 0);
    }

    private Transfer transfer()
    {
        final int kind = random.nextInt(100);
        if (kind < 14 && !transfers.isEmpty())
        {
            final Transfer again = transfers.get(random.nextInt(transfers.size()));
            return chance(50) ? mutate(again) : again;
        }
        if (kind < 38 && !holds.isEmpty())
        {
            return resolution(holds.get(holds.size() - 1 - random.nextInt(Math.min(6, holds.size()))));
        }
        int flags = chance(12) ? TransferFlags.LINKED : 0;
        int timeout = 0;
        if (kind < 65)
        {
            flags |= TransferFlags.PENDING;
            flags |= chance(5) ? TransferFlags.CLOSING_DEBIT : 0;
            flags |= chance(5) ? TransferFlags.CLOSING_CREDIT : 0;
            timeout = TIMEOUTS[random.nextInt(TIMEOUTS.length)];
        }
        flags |= chance(8) ? TransferFlags.BALANCING_DEBIT : 0;
        flags |= chance(8) ? TransferFlags.BALANCING_CREDIT : 0;
        final boolean isInFirst = chance(80);
        final int debit = isInFirst ? 1 + random.nextInt(FIRST_LEDGER_ACCOUNTS) : 7 + random.nextInt(2);
        final int credit = isInFirst ? 1 + (debit + random.nextInt(5)) % FIRST_LEDGER_ACCOUNTS : 15 - debit;
        return Transfer.builder().id(transferId(nextTransfer++))
            .debitAccountId(accountId(debit)).creditAccountId(accountId(credit)).amount(amount()).timeout(timeout)
            .ledger(ledger(debit)).code(1 + random.nextInt(2)).flags(flags)
            .userData128(small()).userData64(random.nextInt(3)).userData32(random.nextInt(3)).build();
    }

    private Transfer resolution(final Transfer hold)
    {
        final boolean post = chance(60);
        int flags = post ? TransferFlags.POST_PENDING_TRANSFER : TransferFlags.VOID_PENDING_TRANSFER;
        flags |= chance(8) ? TransferFlags.LINKED : 0;
        final Transfer.Builder builder =
            Transfer.builder().id(transferId(nextTransfer++)).pendingId(hold.id()).flags(flags);
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
        return builder.userData128(small()).build();
    }

    private Transfer mutate(final Transfer transfer)
    {
        final Transfer.Builder builder = Builders.of(transfer);
        return switch (random.nextInt(22))
        {
            case 0 -> builder.id(UInt128.ZERO).build();
            case 1 -> builder.id(UInt128.MAX).build();
            case 2 -> builder.debitAccountId(UInt128.ZERO).build();
            case 3 -> builder.debitAccountId(UInt128.MAX).build();
            case 4 -> builder.creditAccountId(UInt128.ZERO).build();
            case 5 -> builder.creditAccountId(UInt128.MAX).build();
            case 6 -> builder.debitAccountId(accountId(1 + random.nextInt(ACCOUNTS + 20))).build();
            case 7 -> builder.creditAccountId(accountId(1 + random.nextInt(ACCOUNTS + 20))).build();
            case 8 -> builder.creditAccountId(transfer.debitAccountId()).build();
            case 9 -> builder.pendingId(UInt128.ZERO).build();
            case 10 -> builder.pendingId(UInt128.MAX).build();
            case 11 -> builder.pendingId(transfer.id()).build();
            case 12 -> builder.pendingId(transferId(1 + random.nextInt(60))).build();
            case 13 -> builder.timeout(random.nextInt(3)).build();
            case 14 -> builder.ledger(random.nextBoolean() ? 0 : SECOND_LEDGER).build();
            case 15 -> builder.code(random.nextInt(4)).build();
            case 16 -> builder.userData128(UInt128.of(9)).build();
            case 17 -> builder.userData64(9).build();
            case 18 -> builder.userData32(9).build();
            case 19 -> builder.amount(transfer.amount() ^ 1).build();
            case 20 -> builder.timestamp(1 + random.nextInt(1_000)).build();
            default -> builder.flags(transfer.flags() ^ 1 << random.nextInt(10)).build();
        };
    }

    private static int ledger(final int account)
    {
        return account <= FIRST_LEDGER_ACCOUNTS ? FIRST_LEDGER : SECOND_LEDGER;
    }

    private UInt128 accountId(final int number)
    {
        return new UInt128(number % 3 == 0 ? number : 0, (long)world << 8 | number);
    }

    private UInt128 transferId(final int number)
    {
        return new UInt128(number % 5 == 0 ? -number : 0, (long)world << 16 | number);
    }

    private UInt128 small()
    {
        return UInt128.of(random.nextInt(3));
    }

    private long amount()
    {
        return isLarge && chance(35) ? LARGE[random.nextInt(LARGE.length)] : random.nextInt(120);
    }

    private boolean chance(final int percent)
    {
        return random.nextInt(100) < percent;
    }

    /** @return the host's clock, which now and then steps back. */
    long hostTimeNs()
    {
        return hostTimeNs;
    }

    Principal principal()
    {
        return principal;
    }

    /** @return 0 = no session. */
    int session()
    {
        return session;
    }

    long request()
    {
        return request;
    }

    /** @return the message, with its header, until the next. */
    MutableDirectBuffer buffer()
    {
        return buffer;
    }

    int length()
    {
        return length;
    }
}
