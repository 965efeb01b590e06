package io.suuupra.tools.chaos;

import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds a node that has come back against what it has said before. Nobody else may use the node meanwhile.
 *
 * <p>Confined to the thread of the run.
 */
final class Checks
{
    /** Up to so many events every check looks at all; beyond, at the new ones and at a window of the older. */
    private static final int ALL_MAX = 200_000;
    private static final int WINDOW = 100_000;
    private static final int BURNT_BATCH = 1_000;

    private final Plan plan;
    private final List<Session> sessions;
    private final Map<UInt128, Account> accounts;
    private final Findings findings;
    private final EventScan scan;
    private final int[] checked;
    private final int[] windows;
    private long resent;
    private long resentExisting;

    /**
     * @param accounts as the node has created them.
     */
    private Checks(
        final Plan plan, final List<Session> sessions, final Map<UInt128, Account> accounts, final Findings findings)
    {
        this.plan = plan;
        this.sessions = sessions;
        this.accounts = accounts;
        this.findings = findings;
        scan = new EventScan(plan, sessions, findings);
        checked = new int[sessions.size()];
        windows = new int[sessions.size()];
    }

    /**
     * Creates the accounts of a plan in an empty ledger.
     *
     * @param client of the node.
     * @return checks that begin there.
     */
    static Checks begin(
        final Plan plan, final List<Session> sessions, final SuuupraClient client, final Findings findings)
    {
        final List<Account> accounts = Plan.accounts();
        final List<CreateResult<CreateAccountStatus>> results = client.createAccounts(accounts).join();
        final Map<UInt128, Account> created = new HashMap<>();
        for (int i = 0; i < accounts.size(); i++)
        {
            final Account account = accounts.get(i);
            if (results.get(i).status() != CreateAccountStatus.CREATED)
            {
                findings.add(Findings.Kind.WRONG, account + " was answered " + results.get(i));
            }
            created.put(account.id(), new Account(account.id(), 0, 0, 0, 0,
                account.userData128(), account.userData64(), account.userData32(), 0,
                account.ledger(), account.code(), account.flags(), results.get(i).timestamp()));
        }
        return new Checks(plan, sessions, created, findings);
    }

    /**
     * Checks all of it, and settles what is unknown by sending it again.
     *
     * @param client of the node.
     * @param all    true: look at everything, however much it is.
     */
    void run(final SuuupraClient client, final boolean all)
    {
        final int events = sessions.stream().mapToInt(session -> session.acks().events()).sum();
        final boolean everything = all || events <= ALL_MAX;
        if (everything)
        {
            scan.restart();
        }
        scan.run(client);
        for (final Session session : sessions)
        {
            final int from = everything ? 0 : checked[session.number()];
            final int to = session.acks().events();
            check(client, session, from, to);
            if (!everything)
            {
                final int start = windows[session.number()] >= from ? 0 : windows[session.number()];
                final int end = Math.min(start + WINDOW / sessions.size(), from);
                check(client, session, start, end);
                windows[session.number()] = end;
            }
            checked[session.number()] = to;
            session.takeUnknown().forEach(unit -> resend(client, session, unit));
        }
        checkBalances(client);
    }

    /** @return units that were sent again because nobody knew whether they had happened. */
    long resent()
    {
        return resent;
    }

    /** @return how many of them had happened. */
    long resentExisting()
    {
        return resentExisting;
    }

    private void check(final SuuupraClient client, final Session session, final int fromEvent, final int toEvent)
    {
        final Acks acks = session.acks();
        final List<Transfer> created = new ArrayList<>();
        final List<Transfer> burnt = new ArrayList<>();
        for (int unit = unitOf(acks, fromEvent); unit < acks.units() && acks.firstEvent(unit) < toEvent; unit++)
        {
            final List<Transfer> transfers = plan.unit(session.number(), unit).transfers();
            for (int i = 0; i < transfers.size(); i++)
            {
                final int event = acks.firstEvent(unit) + i;
                final CreateTransferStatus status = acks.status(event);
                if (status == CreateTransferStatus.CREATED)
                {
                    if (!acks.isSeen(event))
                    {
                        findings.add(Findings.Kind.LOST, transfers.get(i) + " is not among the events");
                    }
                    created.add(EventScan.at(transfers.get(i), acks.timestamp(event)));
                }
                else if (status != null && Plan.isBurnt(status))
                {
                    burnt.add(transfers.get(i));
                }
            }
        }
        lookUp(client, created);
        resendBurnt(client, burnt);
    }

    /** @return the unit that an event is of. */
    private static int unitOf(final Acks acks, final int event)
    {
        int low = 0;
        int high = acks.units();
        while (low < high)
        {
            final int middle = (low + high + 1) >>> 1;
            if (acks.firstEvent(middle) <= event)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }
        return low;
    }

    private void lookUp(final SuuupraClient client, final List<Transfer> created)
    {
        for (int from = 0; from < created.size(); from += Limits.EVENTS_MAX)
        {
            final List<Transfer> asked = created.subList(from, Math.min(from + Limits.EVENTS_MAX, created.size()));
            final Map<UInt128, Transfer> found = lookUpIds(client, asked);
            for (final Transfer transfer : asked)
            {
                final Transfer there = found.get(transfer.id());
                if (there == null)
                {
                    findings.add(Findings.Kind.LOST, transfer + " is not found by its id");
                }
                else if (!there.equals(transfer))
                {
                    findings.add(Findings.Kind.CHANGED, transfer + " is found as " + there);
                }
            }
        }
    }

    private static Map<UInt128, Transfer> lookUpIds(final SuuupraClient client, final List<Transfer> asked)
    {
        final Map<UInt128, Transfer> found = new HashMap<>();
        client.lookupTransfers(asked.stream().map(Transfer::id).toList()).join()
            .forEach(transfer -> found.put(transfer.id(), transfer));
        return found;
    }

    private void resendBurnt(final SuuupraClient client, final List<Transfer> burnt)
    {
        for (int from = 0; from < burnt.size(); from += BURNT_BATCH)
        {
            // Alone and not as a part of its chain: a burnt id is refused before anything else is looked at.
            final List<Transfer> again = burnt.subList(from, Math.min(from + BURNT_BATCH, burnt.size())).stream()
                .map(EventScan::unlinked).toList();
            final List<CreateResult<CreateTransferStatus>> results = client.createTransfers(again).join();
            for (int i = 0; i < again.size(); i++)
            {
                if (results.get(i).status() != CreateTransferStatus.ID_ALREADY_FAILED)
                {
                    findings.add(Findings.Kind.CHANGED,
                        again.get(i) + " was refused, and its id is answered " + results.get(i).status() + " now");
                }
            }
        }
    }

    /** Settles a unit of which nobody knows whether it has happened: sent again it must say so. */
    private void resend(final SuuupraClient client, final Session session, final int number)
    {
        final Plan.Unit unit = plan.unit(session.number(), number);
        final Acks acks = session.acks();
        final Map<UInt128, Transfer> found = lookUpIds(client, unit.transfers());
        final List<CreateResult<CreateTransferStatus>> results = session.answer(unit).join();
        resent++;
        if (found.isEmpty())
        {
            for (int i = 0; i < results.size(); i++)
            {
                final CreateTransferStatus status = results.get(i).status();
                // It may have been refused before the kill, and its id burnt then.
                if (!Plan.isExpected(unit, i, status) && (status != CreateTransferStatus.ID_ALREADY_FAILED ||
                    unit.kind() != Plan.Kind.REFUSED && unit.kind() != Plan.Kind.RESOLVE && i != unit.breaker()))
                {
                    findings.add(Findings.Kind.WRONG,
                        unit.transfers().get(i) + " was not there and is answered " + results.get(i));
                }
            }
            acks.answered(number, results);
            return;
        }
        resentExisting++;
        if (found.size() != unit.transfers().size())
        {
            findings.add(Findings.Kind.CHANGED,
                unit.kind() + " is there with " + found.size() + " of " + unit.transfers());
            return;
        }
        for (int i = 0; i < results.size(); i++)
        {
            final Transfer there = found.get(unit.transfers().get(i).id());
            final CreateResult<CreateTransferStatus> result = results.get(i);
            final boolean stands = unit.isChain() && i > 0 ?
                result.status() == CreateTransferStatus.LINKED_EVENT_FAILED :
                result.status() == CreateTransferStatus.EXISTS && result.timestamp() == there.timestamp();
            if (!stands)
            {
                findings.add(Findings.Kind.WRONG, there + " is there and is answered " + result);
            }
            acks.answered(acks.firstEvent(number) + i, CreateTransferStatus.CREATED, there.timestamp());
        }
    }

    /** Every balance must be the sum of the movements, and debits must equal credits. */
    private void checkBalances(final SuuupraClient client)
    {
        List<Account> found;
        long position;
        do
        {
            // A hold may expire at any time: the accounts and the events must be of the same moment.
            scan.run(client);
            position = scan.position();
            found = client.lookupAccounts(List.copyOf(accounts.keySet())).join();
            scan.run(client);
        }
        while (scan.position() != position);
        long debits = 0;
        long credits = 0;
        final Map<UInt128, Account> there = new HashMap<>();
        for (final Account account : found)
        {
            there.put(account.id(), account);
            debits = Math.addExact(debits, account.debitsPosted());
            credits = Math.addExact(credits, account.creditsPosted());
        }
        for (final Account account : accounts.values())
        {
            final Account expected = scan.balanced(account);
            if (!expected.equals(there.get(account.id())))
            {
                findings.add(Findings.Kind.CHANGED,
                    "the movements make " + expected + ", the account is " + there.get(account.id()));
            }
        }
        if (debits != credits)
        {
            findings.add(Findings.Kind.WRONG, "debits are " + debits + ", credits are " + credits);
        }
    }
}
