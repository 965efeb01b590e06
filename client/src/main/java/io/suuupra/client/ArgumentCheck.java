package io.suuupra.client;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.UpiText;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.TransferFlags;

import java.util.List;

/**
 * Refuses what could not be sent, or would be refused as malformed, before it is queued. What the engine has a status
 * for is the engine's to judge. Fields are named as in the REST interface.
 */
final class ArgumentCheck
{
    private static final int UINT16_MAX = 0xFFFF;

    private ArgumentCheck()
    {
    }

    static void single(final Account account)
    {
        account(account, "");
        if ((account.flags() & AccountFlags.LINKED) != 0)
        {
            throw linkedSingle();
        }
    }

    static void single(final Transfer transfer)
    {
        transfer(transfer, "");
        if ((transfer.flags() & TransferFlags.LINKED) != 0)
        {
            throw linkedSingle();
        }
    }

    static List<Account> accounts(final List<Account> batch)
    {
        final List<Account> copy = batch(batch, "accounts");
        for (int i = 0; i < copy.size(); i++)
        {
            account(copy.get(i), "accounts[" + i + "].");
        }
        return copy;
    }

    static List<Transfer> transfers(final List<Transfer> batch)
    {
        final List<Transfer> copy = batch(batch, "transfers");
        for (int i = 0; i < copy.size(); i++)
        {
            transfer(copy.get(i), "transfers[" + i + "].");
        }
        return copy;
    }

    static List<UInt128> ids(final List<UInt128> ids)
    {
        return batch(ids, "ids");
    }

    static void id(final UInt128 id)
    {
        notNull(id, "", "id");
    }

    static void filter(final AccountFilter filter)
    {
        notNull(filter, "", "filter");
        notNull(filter.accountId(), "", "account_id");
        notNull(filter.userData128(), "", "user_data_128");
        uint16(filter.code(), "", "code");
        notNegative(filter.timestampMin(), "", "timestamp_min");
        notNegative(filter.timestampMax(), "", "timestamp_max");
        notNegative(filter.limit(), "", "limit");
    }

    static void filter(final QueryFilter filter)
    {
        notNull(filter, "", "filter");
        notNull(filter.userData128(), "", "user_data_128");
        uint16(filter.code(), "", "code");
        notNegative(filter.timestampMin(), "", "timestamp_min");
        notNegative(filter.timestampMax(), "", "timestamp_max");
        notNegative(filter.limit(), "", "limit");
    }

    static void notNegative(final long value, final String path, final String field)
    {
        if (value < 0)
        {
            throw new IllegalArgumentException(path + field + ": must be 0 to 2^63 - 1, is " + value);
        }
    }

    static void notNull(final Object value, final String path, final String field)
    {
        if (value == null)
        {
            throw new IllegalArgumentException(path + field + ": must not be null");
        }
    }

    static void upiId(final String id)
    {
        notNull(id, "", "id");
        if (!UpiText.isId(id))
        {
            throw new IllegalArgumentException("id: must be 1 to " + UpiText.ID_MAX + " letters and digits");
        }
    }

    private static <T> List<T> batch(final List<T> batch, final String name)
    {
        notNull(batch, "", name);
        // The copy first, so that nobody changes the batch between the check and the sending.
        final List<T> copy;
        try
        {
            copy = List.copyOf(batch);
        }
        catch (final NullPointerException ex)
        {
            throw new IllegalArgumentException(name + ": must not hold null", ex);
        }
        if (copy.isEmpty() || copy.size() > Limits.EVENTS_MAX)
        {
            throw new IllegalArgumentException(
                name + ": must hold 1 to " + Limits.EVENTS_MAX + ", holds " + copy.size());
        }
        return copy;
    }

    private static void account(final Account account, final String path)
    {
        notNull(account, path, "account");
        notNull(account.id(), path, "id");
        notNegative(account.debitsPending(), path, "debits_pending");
        notNegative(account.debitsPosted(), path, "debits_posted");
        notNegative(account.creditsPending(), path, "credits_pending");
        notNegative(account.creditsPosted(), path, "credits_posted");
        notNull(account.userData128(), path, "user_data_128");
        uint16(account.code(), path, "code");
        uint16(account.flags(), path, "flags");
        notNegative(account.timestamp(), path, "timestamp");
    }

    private static void transfer(final Transfer transfer, final String path)
    {
        notNull(transfer, path, "transfer");
        notNull(transfer.id(), path, "id");
        notNull(transfer.debitAccountId(), path, "debit_account_id");
        notNull(transfer.creditAccountId(), path, "credit_account_id");
        notNegative(transfer.amount(), path, "amount");
        notNull(transfer.pendingId(), path, "pending_id");
        notNull(transfer.userData128(), path, "user_data_128");
        uint16(transfer.code(), path, "code");
        uint16(transfer.flags(), path, "flags");
        notNegative(transfer.timestamp(), path, "timestamp");
    }

    private static void uint16(final int value, final String path, final String field)
    {
        if (value < 0 || value > UINT16_MAX)
        {
            throw new IllegalArgumentException(path + field + ": must be 0 to 65535, is " + value);
        }
    }

    private static IllegalArgumentException linkedSingle()
    {
        return new IllegalArgumentException(
            "flags: a single must not be linked, for it may share its frame with others; send the chain as a batch");
    }
}
