package io.suuupra.tools.ledger;

import io.suuupra.client.ClientOptions;
import io.suuupra.client.ClientTls;
import io.suuupra.client.SuuupraClient;
import io.suuupra.client.SuuupraException;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountBalance;
import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The ledger of a node, through the client.
 */
public final class ClientLedger implements LedgerPort
{
    private final SuuupraClient client;

    private ClientLedger(final SuuupraClient client)
    {
        this.client = client;
    }

    /**
     * @param url {@code suuupra://host:port}, or {@code http://host:port} of a node, which names its binary port; with
     *            TLS {@code suuupras} or {@code https}.
     * @param key the API key as text.
     * @param tls whom to trust and what to show; null where the address is one of plain text.
     * @return the ledger, connected.
     * @throws LedgerException if the node cannot be reached or refuses the key.
     */
    public static LedgerPort connect(final String url, final String key, final ClientTls tls) throws LedgerException
    {
        return new ClientLedger(client(url, key, tls));
    }

    /**
     * @param url as for {@link #connect}.
     * @param key the API key as text.
     * @param tls whom to trust and what to show; null where the address is one of plain text.
     * @return a client of the node, connected.
     * @throws LedgerException if the node cannot be reached or refuses the key.
     */
    public static SuuupraClient client(final String url, final String key, final ClientTls tls) throws LedgerException
    {
        final String address = NodeAddress.resolve(url, key, tls);
        try
        {
            return SuuupraClient.connect(ClientOptions.parse(address, key).withTls(tls));
        }
        catch (final IllegalArgumentException | SuuupraException refused)
        {
            throw new LedgerException(address + ": " + refused.getMessage(), refused);
        }
    }

    @Override
    public CompletableFuture<List<CreateResult<CreateAccountStatus>>> createAccounts(final List<Account> accounts)
    {
        return client.createAccounts(accounts);
    }

    @Override
    public CompletableFuture<List<CreateResult<CreateTransferStatus>>> createTransfers(final List<Transfer> transfers)
    {
        return client.createTransfers(transfers);
    }

    @Override
    public CompletableFuture<List<Account>> lookupAccounts(final List<UInt128> ids)
    {
        return client.lookupAccounts(ids);
    }

    @Override
    public CompletableFuture<List<Transfer>> accountTransfers(final AccountFilter filter)
    {
        return client.accountTransfers(filter);
    }

    @Override
    public CompletableFuture<List<AccountBalance>> accountBalances(final AccountFilter filter)
    {
        return client.accountBalances(filter);
    }

    @Override
    public CompletableFuture<List<Account>> queryAccounts(final QueryFilter filter)
    {
        return client.queryAccounts(filter);
    }

    @Override
    public CompletableFuture<List<Transfer>> queryTransfers(final QueryFilter filter)
    {
        return client.queryTransfers(filter);
    }

    @Override
    public void close()
    {
        client.close();
    }
}
