package io.suuupra.testkit.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountBalance;
import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;

import java.util.List;

/**
 * What the reference and the engine have in common: commands that take the host's clock reading, and reads.
 */
public interface LedgerUnderTest
{
    /**
     * @param hostTimeNs the host's clock reading, 1 to 2^62.
     * @param accounts   1 to {@code Limits.EVENTS_MAX}.
     * @return one result for each, in order.
     */
    List<CreateResult<CreateAccountStatus>> createAccounts(long hostTimeNs, List<Account> accounts);

    /**
     * @param hostTimeNs the host's clock reading, 1 to 2^62.
     * @param transfers  1 to {@code Limits.EVENTS_MAX}.
     * @return one result for each, in order.
     */
    List<CreateResult<CreateTransferStatus>> createTransfers(long hostTimeNs, List<Transfer> transfers);

    /**
     * @param hostTimeNs the host's clock reading, 1 to 2^62.
     * @param advanceNs  that a manual clock moves; 0 on a running one.
     * @return the last timestamp assigned.
     */
    long tick(long hostTimeNs, long advanceNs);

    /**
     * @param ids of accounts.
     * @return those that exist, in the order asked for.
     */
    List<Account> lookupAccounts(List<UInt128> ids);

    /**
     * @param ids of transfers.
     * @return those that exist, in the order asked for.
     */
    List<Transfer> lookupTransfers(List<UInt128> ids);

    /**
     * @param filter of one account.
     * @return the transfers that match, by timestamp; none if the filter is invalid.
     */
    List<Transfer> accountTransfers(AccountFilter filter);

    /**
     * @param filter of one account.
     * @return the balances after the transfers that match, by timestamp; none if the filter is invalid.
     */
    List<AccountBalance> accountBalances(AccountFilter filter);

    /**
     * @param filter of all accounts.
     * @return the accounts that match, by timestamp; none if the filter is invalid.
     */
    List<Account> queryAccounts(QueryFilter filter);

    /**
     * @param filter of all transfers.
     * @return the transfers that match, by timestamp; none if the filter is invalid.
     */
    List<Transfer> queryTransfers(QueryFilter filter);

    /**
     * @param timestampMin position of the first event wanted; 0 = from the first.
     * @param timestampMax position of the last event wanted; 0 = open.
     * @param limit        unsigned, not 0; {@code Limits.CHANGE_EVENTS_MAX} at most are given.
     * @return the events, in order; none if the filter is invalid.
     */
    List<ChangeEvent> changeEvents(long timestampMin, long timestampMax, int limit);
}
