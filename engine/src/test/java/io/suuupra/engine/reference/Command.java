package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.TransferFlags;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A command of a scenario. A negative timestamp of an imported event counts from the command's own, so that it keeps
 * its meaning when commands before it are left out.
 */
sealed interface Command
{
    /**
     * @return ns that the host's clock moves before the command; may be negative.
     */
    long deltaNs();

    /** A batch of accounts. */
    record CreateAccounts(long deltaNs, List<Account> accounts) implements Command
    {
        List<Account> at(final long hostTimeNs)
        {
            return accounts.stream()
                .map((account) -> account.timestamp() >= 0 ?
                    account : Edits.withTimestamp(account, Math.max(0, hostTimeNs + account.timestamp())))
                .toList();
        }

        @Override
        public String toString()
        {
            return "accounts " +
                accounts.stream().map(Show::account).collect(Collectors.joining("\n    ", "\n    ", ""));
        }
    }

    /** A batch of transfers. */
    record CreateTransfers(long deltaNs, List<Transfer> transfers) implements Command
    {
        List<Transfer> at(final long hostTimeNs)
        {
            return transfers.stream()
                .map((transfer) -> transfer.timestamp() >= 0 ?
                    transfer : Edits.withTimestamp(transfer, Math.max(0, hostTimeNs + transfer.timestamp())))
                .toList();
        }

        @Override
        public String toString()
        {
            return "transfers " +
                transfers.stream().map(Show::transfer).collect(Collectors.joining("\n    ", "\n    ", ""));
        }
    }

    /** Time passes. */
    record Tick(long deltaNs, long advanceNs) implements Command
    {
        @Override
        public String toString()
        {
            return "tick advance=" + advanceNs;
        }
    }

    /** Leaves out what is 0, so that a failure can be read. */
    final class Show
    {
        private Show()
        {
        }

        static String account(final Account account)
        {
            return "account" + field("id", account.id()) + field("debits_pending", account.debitsPending()) +
                field("debits_posted", account.debitsPosted()) + field("credits_pending", account.creditsPending()) +
                field("credits_posted", account.creditsPosted()) + field("user_data_128", account.userData128()) +
                field("user_data_64", account.userData64()) + field("user_data_32", account.userData32()) +
                field("reserved", account.reserved()) + field("ledger", account.ledger()) +
                field("code", account.code()) + flags(account.flags(), AccountFlags.NAMES) +
                field("timestamp", account.timestamp());
        }

        static String transfer(final Transfer transfer)
        {
            return "transfer" + field("id", transfer.id()) + field("debit", transfer.debitAccountId()) +
                field("credit", transfer.creditAccountId()) + field("amount", transfer.amount()) +
                field("pending_id", transfer.pendingId()) + field("user_data_128", transfer.userData128()) +
                field("user_data_64", transfer.userData64()) + field("user_data_32", transfer.userData32()) +
                field("timeout", Integer.toUnsignedLong(transfer.timeout())) + field("ledger", transfer.ledger()) +
                field("code", transfer.code()) + flags(transfer.flags(), TransferFlags.NAMES) +
                field("timestamp", transfer.timestamp());
        }

        private static String field(final String name, final Object value)
        {
            final String text = value.toString();
            return text.equals("0") ? "" : " " + name + "=" + text;
        }

        private static String flags(final int flags, final List<String> names)
        {
            final StringBuilder text = new StringBuilder();
            for (int bit = 0; bit < Integer.SIZE; bit++)
            {
                if ((flags & 1 << bit) != 0)
                {
                    text.append(' ').append(bit < names.size() ? names.get(bit) : "flag" + bit);
                }
            }
            return text.toString();
        }
    }
}
