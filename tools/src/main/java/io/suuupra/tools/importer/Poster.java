package io.suuupra.tools.importer;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.tools.ledger.LedgerException;
import io.suuupra.tools.ledger.LedgerPort;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Collects accounts and transfers into full frames and keeps several of them in flight.
 *
 * <p>A transfer whose account does not exist would burn its id for good, and no later run could mend it. So no transfer
 * is sent before the ledger has confirmed both its accounts; those without are reported and kept back.
 */
final class Poster
{
    /**
     * Accounts remembered as confirmed; beyond it the memory starts anew, and accounts sent again count as existing.
     */
    static final int KNOWN_MAX = 1 << 20;

    private final LedgerPort ledger;
    private final ImportSummary summary;
    private final BadRows badRows;
    private final int inFlightMax;
    /** Accounts that rows defined, to see that they all define the same. */
    private final Map<UInt128, Account> known = new HashMap<>();
    /** Accounts that no row defines and that are there all the same. */
    private final Set<UInt128> others = new HashSet<>();
    private final Map<UInt128, Long> newAccountLines = new LinkedHashMap<>();
    private final Map<UInt128, Account> newAccounts = new LinkedHashMap<>();
    private final Map<UInt128, String> refusedAccounts = new HashMap<>();
    private final Deque<Sent> inFlight = new ArrayDeque<>();
    private List<Numbered> transfers = new ArrayList<>();
    private Set<Long> badLines = new HashSet<>();

    Poster(final LedgerPort ledger, final ImportSummary summary, final BadRows badRows, final int inFlightMax)
    {
        this.ledger = ledger;
        this.summary = summary;
        this.badRows = badRows;
        this.inFlightMax = inFlightMax;
    }

    private record Numbered(long line, Transfer transfer)
    {
    }

    /**
     * @param badLines rows of this frame that already count as bad.
     */
    private record Sent(
        List<Numbered> transfers,
        Set<Long> badLines,
        CompletableFuture<List<CreateResult<CreateTransferStatus>>> answer)
    {
    }

    void add(final long line, final List<Account> rowAccounts, final List<Transfer> rowTransfers) throws LedgerException
    {
        if (newAccounts.size() + rowAccounts.size() > Limits.EVENTS_MAX ||
            transfers.size() + rowTransfers.size() > Limits.EVENTS_MAX)
        {
            flush();
        }
        for (final Account account : rowAccounts)
        {
            final Account before = newAccounts.getOrDefault(account.id(), known.get(account.id()));
            if (before != null && !before.equals(account))
            {
                report(line, "account " + account.id() + " is not the same here as in a row before", badLines);
                return;
            }
        }
        for (final Account account : rowAccounts)
        {
            if (!known.containsKey(account.id()) && !refusedAccounts.containsKey(account.id()) &&
                newAccounts.putIfAbsent(account.id(), account) == null)
            {
                newAccountLines.put(account.id(), line);
            }
        }
        for (final Transfer transfer : rowTransfers)
        {
            transfers.add(new Numbered(line, transfer));
        }
    }

    /** Sends what is left and waits for every answer. */
    void finish() throws LedgerException
    {
        flush();
        while (!inFlight.isEmpty())
        {
            takeOldest();
        }
    }

    private void flush() throws LedgerException
    {
        createAccounts();
        confirmOthers();
        final List<Numbered> ready = new ArrayList<>(transfers.size());
        for (final Numbered numbered : transfers)
        {
            final String missing = missingAccount(numbered.transfer());
            if (missing == null)
            {
                ready.add(numbered);
            }
            else
            {
                report(numbered.line(), missing, badLines);
            }
        }
        final Set<Long> batchBadLines = badLines;
        transfers = new ArrayList<>();
        badLines = new HashSet<>();
        if (!ready.isEmpty())
        {
            if (inFlight.size() == inFlightMax)
            {
                takeOldest();
            }
            inFlight.add(new Sent(ready, batchBadLines,
                ledger.createTransfers(ready.stream().map(Numbered::transfer).toList())));
        }
    }

    private void createAccounts() throws LedgerException
    {
        if (newAccounts.isEmpty())
        {
            return;
        }
        final List<Account> accounts = List.copyOf(newAccounts.values());
        final List<CreateResult<CreateAccountStatus>> results = LedgerException.await(ledger.createAccounts(accounts));
        makeRoom(accounts.size());
        for (int i = 0; i < accounts.size(); i++)
        {
            final Account account = accounts.get(i);
            final CreateAccountStatus status = results.get(i).status();
            summary.count(status);
            if (status == CreateAccountStatus.CREATED || status == CreateAccountStatus.EXISTS)
            {
                known.put(account.id(), account);
            }
            else
            {
                refusedAccounts.put(account.id(), StatusName.of(status));
                report(newAccountLines.get(account.id()),
                    "account " + account.id() + ": " + StatusName.of(status), badLines);
            }
        }
        newAccounts.clear();
        newAccountLines.clear();
    }

    /** Accounts that transfers name and no row defines must have been there before. */
    private void confirmOthers() throws LedgerException
    {
        final Set<UInt128> unknown = new LinkedHashSet<>();
        for (final Numbered numbered : transfers)
        {
            for (final UInt128 id :
                List.of(numbered.transfer().debitAccountId(), numbered.transfer().creditAccountId()))
            {
                if (!isThere(id) && !refusedAccounts.containsKey(id))
                {
                    unknown.add(id);
                }
            }
        }
        final List<UInt128> ids = List.copyOf(unknown);
        for (int from = 0; from < ids.size(); from += Limits.EVENTS_MAX)
        {
            final List<UInt128> page = ids.subList(from, Math.min(ids.size(), from + Limits.EVENTS_MAX));
            for (final Account account : LedgerException.await(ledger.lookupAccounts(page)))
            {
                others.add(account.id());
            }
        }
    }

    private boolean isThere(final UInt128 id)
    {
        return known.containsKey(id) || others.contains(id);
    }

    private String missingAccount(final Transfer transfer)
    {
        for (final UInt128 id : List.of(transfer.debitAccountId(), transfer.creditAccountId()))
        {
            if (!isThere(id))
            {
                final String refused = refusedAccounts.get(id);
                return "transfer " + transfer.id() + " not sent: account " + id +
                    (refused == null ? " does not exist" : " was refused (" + refused + ")");
            }
        }
        return null;
    }

    /** A row counts as bad once, however many of its accounts and transfers are refused. */
    private void report(final long line, final String reason, final Set<Long> lines)
    {
        if (lines.add(line))
        {
            badRows.count();
        }
        badRows.report(line, reason);
    }

    private void makeRoom(final int accounts)
    {
        if (known.size() + others.size() + accounts > KNOWN_MAX)
        {
            known.clear();
            others.clear();
            refusedAccounts.clear();
        }
    }

    private void takeOldest() throws LedgerException
    {
        final Sent sent = inFlight.remove();
        final List<CreateResult<CreateTransferStatus>> results = LedgerException.await(sent.answer());
        for (int i = 0; i < results.size(); i++)
        {
            final CreateTransferStatus status = results.get(i).status();
            summary.count(status);
            if (status != CreateTransferStatus.CREATED && status != CreateTransferStatus.EXISTS)
            {
                final Numbered numbered = sent.transfers().get(i);
                report(numbered.line(),
                    "transfer " + numbered.transfer().id() + ": " + StatusName.of(status), sent.badLines());
            }
        }
    }
}
