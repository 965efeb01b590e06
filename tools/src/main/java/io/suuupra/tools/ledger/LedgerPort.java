package io.suuupra.tools.ledger;

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
 * What the tools need of a ledger. Requests may be pipelined; each list has 1 to {@code Limits.EVENTS_MAX} entries. A
 * future fails when the node refuses the whole request or cannot be reached.
 */
public interface LedgerPort extends AutoCloseable
{
    /**
     * @param accounts to create.
     * @return one result for each, in the same order.
     */
    CompletableFuture<List<CreateResult<CreateAccountStatus>>> createAccounts(List<Account> accounts);

    /**
     * @param transfers to create.
     * @return one result for each, in the same order.
     */
    CompletableFuture<List<CreateResult<CreateTransferStatus>>> createTransfers(List<Transfer> transfers);

    /**
     * @param ids to look up.
     * @return the accounts found, unknown ids left out.
     */
    CompletableFuture<List<Account>> lookupAccounts(List<UInt128> ids);

    /**
     * @param filter which transfers of one account.
     * @return them, by timestamp.
     */
    CompletableFuture<List<Transfer>> accountTransfers(AccountFilter filter);

    /**
     * @param filter which balances of one account, which must have the flag {@code history}.
     * @return one for each transfer, by timestamp.
     */
    CompletableFuture<List<AccountBalance>> accountBalances(AccountFilter filter);

    /**
     * @param filter which accounts.
     * @return them, by timestamp.
     */
    CompletableFuture<List<Account>> queryAccounts(QueryFilter filter);

    /**
     * @param filter which transfers.
     * @return them, by timestamp.
     */
    CompletableFuture<List<Transfer>> queryTransfers(QueryFilter filter);

    /** Ends the connection; what is in flight fails. */
    @Override
    void close();
}
