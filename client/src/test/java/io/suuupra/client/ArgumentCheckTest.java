package io.suuupra.client;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.TransferFlags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ArgumentCheckTest extends NodeFixture
{
    private static void assertNames(final String field, final Executable call)
    {
        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, call);
        assertTrue(refused.getMessage().startsWith(field + ":"), refused.getMessage());
    }

    @Test
    void shouldNameTheBadFieldOfTransfer()
    {
        final SuuupraClient client = connect();
        assertNames("transfer", () -> client.createTransfer(null));
        assertNames("id", () -> client.createTransfer(Transfer.builder().id(null).build()));
        assertNames("debit_account_id", () -> client.createTransfer(Transfer.builder().debitAccountId(null).build()));
        assertNames("credit_account_id", () -> client.createTransfer(Transfer.builder().creditAccountId(null).build()));
        assertNames("amount", () -> client.createTransfer(Transfer.builder().amount(-1).build()));
        assertNames("pending_id", () -> client.createTransfer(Transfer.builder().pendingId(null).build()));
        assertNames("user_data_128", () -> client.createTransfer(Transfer.builder().userData128(null).build()));
        assertNames("code", () -> client.createTransfer(Transfer.builder().code(65_536).build()));
        assertNames("code", () -> client.createTransfer(Transfer.builder().code(-1).build()));
        assertNames("flags", () -> client.createTransfer(Transfer.builder().flags(65_536).build()));
        assertNames("flags", () -> client.createTransfer(transfer(1, TransferFlags.LINKED)));
        assertNames("timestamp", () -> client.createTransfer(Transfer.builder().timestamp(-1).build()));
        assertEquals(0, client.pending());
        assertEquals(0, node.received.size());
    }

    @Test
    void shouldNameTheBadFieldOfAccount()
    {
        final SuuupraClient client = connect();
        assertNames("account", () -> client.createAccount(null));
        assertNames("id", () -> client.createAccount(Account.builder().id(null).build()));
        assertNames("debits_pending", () -> client.createAccount(Account.builder().debitsPending(-1).build()));
        assertNames("debits_posted", () -> client.createAccount(Account.builder().debitsPosted(-1).build()));
        assertNames("credits_pending", () -> client.createAccount(Account.builder().creditsPending(-1).build()));
        assertNames("credits_posted", () -> client.createAccount(Account.builder().creditsPosted(-1).build()));
        assertNames("user_data_128", () -> client.createAccount(Account.builder().userData128(null).build()));
        assertNames("code", () -> client.createAccount(Account.builder().code(65_536).build()));
        assertNames("flags", () -> client.createAccount(Account.builder().flags(AccountFlags.LINKED).build()));
        assertNames("timestamp", () -> client.createAccount(Account.builder().timestamp(-1).build()));
    }

    @Test
    void shouldNameIndexAndFieldOfBatch()
    {
        final SuuupraClient client = connect();
        assertNames("transfers[1].amount", () -> client.createTransfers(
            List.of(transfer(1), Transfer.builder().amount(-1).build())));
        assertNames("accounts[0].id", () -> client.createAccounts(List.of(Account.builder().id(null).build())));
        assertNames("transfers", () -> client.createTransfers(null));
        assertNames("transfers", () -> client.createTransfers(List.of()));
        assertNames("transfers", () -> client.createTransfers(
            Collections.nCopies(Limits.EVENTS_MAX + 1, transfer(1))));
        assertNames("accounts", () -> client.createAccounts(Arrays.asList(account(1), null)));
        assertNames("ids", () -> client.lookupAccounts(List.of()));
        assertNames("ids", () -> client.lookupTransfers(Collections.nCopies(Limits.EVENTS_MAX + 1, UInt128.of(1))));
        assertNames("id", () -> client.lookupAccount(null));
        assertNames("id", () -> client.lookupTransfer(null));
    }

    @Test
    void shouldNameTheBadFieldOfFilter()
    {
        final SuuupraClient client = connect();
        assertNames("filter", () -> client.accountTransfers(null));
        assertNames("account_id", () -> client.accountTransfers(AccountFilter.builder().accountId(null).build()));
        assertNames("timestamp_min", () -> client.accountBalances(AccountFilter.builder().timestampMin(-1).build()));
        assertNames("limit", () -> client.accountBalances(AccountFilter.builder().limit(-1).build()));
        assertNames("filter", () -> client.queryAccounts(null));
        assertNames("code", () -> client.queryAccounts(QueryFilter.builder().code(65_536).build()));
        assertNames("timestamp_max", () -> client.queryTransfers(QueryFilter.builder().timestampMax(-1).build()));
        assertNames("timestamp_min", () -> client.changeEvents(-1, 0, 1));
        assertNames("timestamp_max", () -> client.changeEvents(0, -1, 1));
        assertNames("limit", () -> client.changeEvents(0, 0, -1));
        assertNames("advance_ns", () -> client.advanceClock(-1));
        assertNames("position", () -> client.subscribe(-1, events -> { }));
        assertNames("listener", () -> client.subscribe(0, null));
    }

    @Test
    void shouldNameTheBadIdOfATransaction()
    {
        final SuuupraClient client = connect();
        for (final String id : new String[]{ null, "", "T-1", "T 1", "Ä", "T".repeat(36) })
        {
            assertNames("id", () -> client.upi().transaction(id));
        }
    }

    @Test
    void shouldTakeTheBatchAsItIsAtTheCall()
    {
        final SuuupraClient client = connect();
        final List<Transfer> batch = new ArrayList<>(List.of(transfer(1), transfer(2)));

        final var future = client.createTransfers(batch);
        batch.clear();

        assertEquals(2, Await.get(future).size());
    }
}
