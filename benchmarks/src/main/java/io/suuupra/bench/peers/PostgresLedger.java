package io.suuupra.bench.peers;

import io.suuupra.bench.load.ClosedLoop;
import io.suuupra.bench.workload.AccountChoice;
import io.suuupra.bench.workload.MixedIds;
import io.suuupra.bench.workload.Popularity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Accounts and transfers in PostgreSQL: double entry with the checks that a node makes of plain transfers. The tables
 * and functions stand in {@code postgres-ledger.sql}.
 */
final class PostgresLedger
{
    private static final String SCHEMA = "postgres-ledger.sql";
    private static final int LEDGER = 1;
    private static final int CODE = 1;
    private static final int AMOUNT_MAX = 10_000;

    private final MixedIds accountIds;
    private final MixedIds transferIds;
    private final Popularity popularity;
    private final long seed;
    private final AtomicLong next = new AtomicLong();

    /**
     * @param accounts 2 or more.
     * @param seed     of ids, accounts and amounts.
     */
    PostgresLedger(final int accounts, final long seed)
    {
        this.seed = seed;
        popularity = Popularity.uniform(accounts);
        accountIds = new MixedIds(seed);
        transferIds = new MixedIds(seed + 1);
    }

    /**
     * Makes tables, functions and accounts.
     *
     * @param connection to an empty database.
     * @throws SQLException if it refuses.
     * @throws IOException  if the schema cannot be read.
     */
    void create(final Connection connection) throws SQLException, IOException
    {
        try (InputStream schema = PostgresLedger.class.getResourceAsStream(SCHEMA);
            Statement statement = connection.createStatement())
        {
            statement.execute(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO account (id, ledger) VALUES (?, ?)"))
        {
            connection.setAutoCommit(false);
            for (int number = 0; number < popularity.accounts(); number++)
            {
                insert.setObject(1, id(accountIds, number));
                insert.setInt(2, LEDGER);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
            connection.setAutoCommit(true);
        }
        try (Statement statement = connection.createStatement())
        {
            statement.execute("VACUUM ANALYZE account");
        }
    }

    /**
     * @param connection of the caller's own.
     * @return posts one transfer with each call, in a transaction of its own.
     * @throws SQLException if the statement is refused.
     */
    @SuppressWarnings("resource") // It ends with its connection.
    ClosedLoop.Caller singles(final Connection connection) throws SQLException
    {
        final AccountChoice choice = new AccountChoice(popularity, seed + 2 + connection.hashCode());
        final PreparedStatement post = connection.prepareStatement("SELECT post_transfer(?, ?, ?, ?, ?, ?)");
        return () ->
        {
            final long number = next.getAndIncrement();
            final int debit = choice.next();
            post.setObject(1, id(transferIds, number));
            post.setObject(2, id(accountIds, debit));
            post.setObject(3, id(accountIds, choice.nextBut(debit)));
            post.setLong(4, 1 + number % AMOUNT_MAX);
            post.setInt(5, LEDGER);
            post.setInt(6, CODE);
            try (ResultSet answer = post.executeQuery())
            {
                answer.next();
                return "created".equals(answer.getString(1)) ? 1 : 0;
            }
        };
    }

    /**
     * @param connection of the caller's own.
     * @param batch      transfers of each call.
     * @return posts a batch with each call, in one statement and one transaction.
     * @throws SQLException if the statement is refused.
     */
    @SuppressWarnings("resource") // It ends with its connection.
    ClosedLoop.Caller batches(final Connection connection, final int batch) throws SQLException
    {
        final AccountChoice choice = new AccountChoice(popularity, seed + 2 + connection.hashCode());
        final PreparedStatement post = connection.prepareStatement("SELECT post_transfers(?, ?, ?, ?, ?, ?)");
        return () ->
        {
            final long first = next.getAndAdd(batch);
            final UUID[] ids = new UUID[batch];
            final UUID[] debits = new UUID[batch];
            final UUID[] credits = new UUID[batch];
            final Long[] amounts = new Long[batch];
            for (int i = 0; i < batch; i++)
            {
                final int debit = choice.next();
                ids[i] = id(transferIds, first + i);
                debits[i] = id(accountIds, debit);
                credits[i] = id(accountIds, choice.nextBut(debit));
                amounts[i] = 1 + (first + i) % AMOUNT_MAX;
            }
            post.setArray(1, connection.createArrayOf("uuid", ids));
            post.setArray(2, connection.createArrayOf("uuid", debits));
            post.setArray(3, connection.createArrayOf("uuid", credits));
            post.setArray(4, connection.createArrayOf("bigint", amounts));
            post.setInt(5, LEDGER);
            post.setInt(6, CODE);
            try (ResultSet answer = post.executeQuery())
            {
                answer.next();
                return answer.getInt(1);
            }
        };
    }

    /**
     * @param connection to it.
     * @throws SQLException if it cannot be asked.
     * @throws IOException  if debits and credits are not equal, or are not those of the transfers.
     */
    static void checkBalance(final Connection connection) throws SQLException, IOException
    {
        try (Statement statement = connection.createStatement();
            ResultSet sums = statement.executeQuery(
                "SELECT (SELECT sum(debits_posted) FROM account), (SELECT sum(credits_posted) FROM account), " +
                "(SELECT coalesce(sum(amount), 0) FROM transfer)"))
        {
            sums.next();
            if (sums.getLong(1) != sums.getLong(2) || sums.getLong(1) != sums.getLong(3))
            {
                throw new IOException("PostgreSQL: debits, credits and transfers are not equal");
            }
        }
    }

    private static UUID id(final MixedIds ids, final long number)
    {
        return new UUID(ids.high(number), ids.low(number));
    }
}
