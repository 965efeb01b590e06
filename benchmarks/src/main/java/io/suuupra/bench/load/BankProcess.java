package io.suuupra.bench.load;

import io.suuupra.bank.Bank;
import io.suuupra.bank.BankFaults;
import io.suuupra.client.ClientOptions;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.engine.host.local.LocalNodeOptions;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The main of the rig's banks: both in one process, each with its own durable ledger, until standard input ends.
 *
 * <p>Arguments: address of the node, folder, number of accounts at each bank, then a name and an API key for each bank.
 */
final class BankProcess
{
    /** What it prints when the banks take requests. */
    static final String READY = "Banks are ready.";

    /** Paise in each account: more than any run can spend. */
    static final long MONEY = 1_000_000_000_000L;

    /** Reference of the first account. */
    static final long FIRST = 1_000;

    private static final int ACCOUNTS_AT_ONCE = 4_000;

    private BankProcess()
    {
    }

    /**
     * @param arguments see the class.
     * @throws IOException if a bank's folder cannot be used.
     */
    public static void main(final String[] arguments) throws IOException
    {
        final Path folder = Path.of(arguments[1]);
        final int accounts = Integer.parseInt(arguments[2]);
        final Deque<Closeable> banks = new ArrayDeque<>();
        try
        {
            for (int i = 3; i < arguments.length; i += 2)
            {
                final Bank bank = Bank.open(arguments[i], folder.resolve(arguments[i]), LocalNodeOptions::defaults,
                    ClientOptions.parse(arguments[0], arguments[i + 1]), BankFaults.none());
                banks.push(bank);
                openAccounts(bank, accounts);
            }
            System.out.println(READY);
            while (System.in.read() >= 0)
            {
                // Nobody has anything to say here.
            }
        }
        finally
        {
            while (!banks.isEmpty())
            {
                banks.pop().close();
            }
        }
    }

    private static void openAccounts(final Bank bank, final int accounts)
    {
        final List<UInt128> references = new ArrayList<>();
        for (int i = 0; i < accounts; i++)
        {
            references.add(UInt128.of(FIRST + i));
            if (references.size() == ACCOUNTS_AT_ONCE || i + 1 == accounts)
            {
                bank.openAccounts(List.copyOf(references), MONEY);
                references.clear();
            }
        }
    }
}
