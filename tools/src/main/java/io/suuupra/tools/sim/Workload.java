package io.suuupra.tools.sim;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.TransferFlags;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a client asks for: mostly what makes sense, on a few accounts that all clients share, and now and then anything
 * else.
 */
final class Workload
{
    /** Accounts that clients know of, by their ids from 1; some of them are never made. */
    static final int ACCOUNTS = 14;

    /** Of these, none of which has a limit, all clients make some before they do anything else. */
    static final int FIRST_ACCOUNTS = 6;

    static final int LEDGER = 356;

    private static final int OTHER_LEDGER = 840;
    private static final int CODE = 10;
    private static final int REMEMBERED = 40;
    private static final int[] TIMEOUTS = {1, 1, 2, 3, 5, 20, 240};

    private final int client;
    private final SplittableRandom random;
    private final List<Transfer> sent = new ArrayList<>();
    private final List<Transfer> holds = new ArrayList<>();
    private long next = 1;

    /**
     * @param client number of the client: no two make the same ids.
     * @param random of this client alone.
     */
    Workload(final int client, final SplittableRandom random)
    {
        this.client = client;
        this.random = random;
    }

    List<Account> firstAccounts()
    {
        final List<Account> accounts = new ArrayList<>();
        for (int number = 1; number <= FIRST_ACCOUNTS; number++)
        {
            accounts.add(account(number));
        }
        return accounts;
    }

    List<Account> accounts()
    {
        final List<Account> accounts = new ArrayList<>();
        final int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++)
        {
            final Account account = account(1 + random.nextInt(ACCOUNTS));
            accounts.add(chance(15) ? other(account) : account);
        }
        return accounts;
    }

    private static Account account(final int number)
    {
        final int flags = switch (number)
        {
            case 7, 8 -> AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS;
            case 9 -> AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS;
            case 10 -> AccountFlags.HISTORY;
            default -> 0;
        };
        return Account.builder().id(UInt128.of(number)).ledger(number == 11 || number == 12 ? OTHER_LEDGER : LEDGER)
            .code(CODE).flags(flags).userData64(number).build();
    }

    private Account other(final Account account)
    {
        return Account.builder().id(account.id()).ledger(account.ledger()).code(CODE + random.nextInt(2))
            .flags(account.flags() | (chance(50) ? AccountFlags.LINKED : 0)).userData64(random.nextInt(4)).build();
    }

    List<Transfer> transfers()
    {
        final int kind = random.nextInt(100);
        final int count = kind < 60 ? 1 : kind < 90 ? 2 + random.nextInt(9) : 10 + random.nextInt(31);
        final List<Transfer> batch = new ArrayList<>();
        boolean linked = false;
        for (int i = 0; i < count; i++)
        {
            linked = chance(linked ? 60 : 10) && (i < count - 1 || chance(5));
            final Transfer transfer = with(transfer(), linked);
            batch.add(transfer);
            remember(transfer);
        }
        return batch;
    }

    /** @return a transfer that is no part of a chain. */
    Transfer single()
    {
        final Transfer transfer = transfer();
        final Transfer single = (transfer.flags() & TransferFlags.LINKED) == 0 ? transfer :
            builder(transfer).flags(transfer.flags() & ~TransferFlags.LINKED).build();
        remember(single);
        return single;
    }

    private void remember(final Transfer transfer)
    {
        keep(sent, transfer);
        if ((transfer.flags() & TransferFlags.PENDING) != 0)
        {
            keep(holds, transfer);
        }
    }

    private void keep(final List<Transfer> list, final Transfer transfer)
    {
        if (list.size() < REMEMBERED)
        {
            list.add(transfer);
        }
        else
        {
            list.set(random.nextInt(REMEMBERED), transfer);
        }
    }

    private Transfer transfer()
    {
        final int kind = random.nextInt(100);
        if (kind < 8 && !sent.isEmpty())
        {
            final Transfer again = sent.get(random.nextInt(sent.size()));
            return chance(50) ? again : builder(again).amount(again.amount() ^ random.nextInt(2)).build();
        }
        if (kind < 30 && !holds.isEmpty())
        {
            return resolution(holds.get(random.nextInt(holds.size())));
        }
        int flags = 0;
        int timeout = 0;
        if (kind < 50)
        {
            flags |= TransferFlags.PENDING;
            flags |= chance(4) ? TransferFlags.CLOSING_DEBIT : 0;
            timeout = chance(70) ? TIMEOUTS[random.nextInt(TIMEOUTS.length)] : 0;
        }
        flags |= chance(6) ? TransferFlags.BALANCING_DEBIT : 0;
        flags |= chance(6) ? TransferFlags.BALANCING_CREDIT : 0;
        final int debit = 1 + random.nextInt(chance(85) ? FIRST_ACCOUNTS : ACCOUNTS);
        final int credit = 1 + random.nextInt(chance(85) ? FIRST_ACCOUNTS : ACCOUNTS);
        return Transfer.builder().id(freshId()).debitAccountId(UInt128.of(debit)).creditAccountId(UInt128.of(credit))
            .amount(random.nextInt(200)).timeout(timeout).ledger(chance(97) ? LEDGER : OTHER_LEDGER).code(CODE)
            .flags(flags).userData128(new UInt128(random.nextInt(3), random.nextLong())).userData64(random.nextInt(9))
            .userData32(random.nextInt(9)).build();
    }

    private Transfer resolution(final Transfer hold)
    {
        final boolean post = chance(60);
        return Transfer.builder().id(freshId()).pendingId(hold.id())
            .flags(post ? TransferFlags.POST_PENDING_TRANSFER : TransferFlags.VOID_PENDING_TRANSFER)
            .amount(post ? (chance(50) ? Long.MAX_VALUE : random.nextLong(hold.amount() + 2)) : 0).build();
    }

    private static Transfer with(final Transfer transfer, final boolean linked)
    {
        return linked ? builder(transfer).flags(transfer.flags() | TransferFlags.LINKED).build() : transfer;
    }

    private static Transfer.Builder builder(final Transfer of)
    {
        return Transfer.builder().id(of.id()).debitAccountId(of.debitAccountId())
            .creditAccountId(of.creditAccountId()).amount(of.amount()).pendingId(of.pendingId())
            .userData128(of.userData128()).userData64(of.userData64()).userData32(of.userData32())
            .timeout(of.timeout()).ledger(of.ledger()).code(of.code()).flags(of.flags());
    }

    private UInt128 freshId()
    {
        return new UInt128(client, next++);
    }

    boolean chance(final int percent)
    {
        return random.nextInt(100) < percent;
    }

    SplittableRandom random()
    {
        return random;
    }
}
