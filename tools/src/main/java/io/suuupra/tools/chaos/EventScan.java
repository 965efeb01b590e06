package io.suuupra.tools.chaos;

import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.ChangeKind;
import io.suuupra.codecs.generated.CreateTransferStatus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the events of the ledger from where it stands: each must have been sent, and be as it was sent and answered.
 * Adds up what they move.
 */
final class EventScan
{
    private static final int DEBITS_PENDING = 0;
    private static final int DEBITS_POSTED = 1;
    private static final int CREDITS_PENDING = 2;
    private static final int CREDITS_POSTED = 3;

    private final Plan plan;
    private final List<Session> sessions;
    private final Findings findings;
    private final Map<UInt128, long[]> sums = new HashMap<>();
    private long position;

    EventScan(final Plan plan, final List<Session> sessions, final Findings findings)
    {
        this.plan = plan;
        this.sessions = sessions;
        this.findings = findings;
    }

    /** Begins at the first event again. */
    void restart()
    {
        position = 0;
        sums.clear();
        sessions.forEach(session -> session.acks().unsee());
    }

    /** @return timestamp of the last event read. */
    long position()
    {
        return position;
    }

    /** Reads on to the last event. */
    void run(final SuuupraClient client)
    {
        List<ChangeEvent> events;
        do
        {
            events = client.changeEvents(position + 1, 0, Limits.CHANGE_EVENTS_MAX).join();
            for (final ChangeEvent event : events)
            {
                if (event.timestamp() <= position)
                {
                    findings.add(Findings.Kind.WRONG, event + " comes behind an event at " + position);
                }
                position = event.timestamp();
                take(event);
                addUp(event);
            }
        }
        while (!events.isEmpty());
    }

    private void take(final ChangeEvent event)
    {
        final Transfer transfer = event.transfer();
        final Session session = session(transfer.id());
        final long unit = Plan.unit(transfer.id());
        if (session == null || unit >= session.acks().units())
        {
            findings.add(Findings.Kind.PHANTOM, "nobody has sent " + transfer);
            return;
        }
        final List<Transfer> sent = plan.unit(session.number(), (int)unit).transfers();
        final int index = Plan.index(transfer.id());
        if (index >= sent.size())
        {
            findings.add(Findings.Kind.PHANTOM, "nobody has sent " + transfer);
            return;
        }
        if (!transfer.equals(at(sent.get(index), transfer.timestamp())))
        {
            findings.add(Findings.Kind.CHANGED, transfer + " was sent as " + sent.get(index));
        }
        final Acks acks = session.acks();
        final int number = acks.firstEvent((int)unit) + index;
        final CreateTransferStatus status = acks.status(number);
        if (status == CreateTransferStatus.CREATED && acks.timestamp(number) != transfer.timestamp())
        {
            findings.add(Findings.Kind.CHANGED, transfer + " was created at " + acks.timestamp(number));
        }
        if (status != null && status != CreateTransferStatus.CREATED)
        {
            findings.add(Findings.Kind.PHANTOM, transfer + " was answered " + status);
        }
        if (event.kind() != ChangeKind.TWO_PHASE_EXPIRED && !acks.see(number))
        {
            findings.add(Findings.Kind.WRONG, transfer + " is there twice");
        }
    }

    private Session session(final UInt128 id)
    {
        final int number = Plan.session(id);
        return number >= 0 && number < sessions.size() ? sessions.get(number) : null;
    }

    private void addUp(final ChangeEvent event)
    {
        final Transfer transfer = event.transfer();
        final long held = switch (event.kind())
        {
            case TWO_PHASE_PENDING -> transfer.amount();
            case TWO_PHASE_POSTED, TWO_PHASE_VOIDED -> -held(transfer.pendingId());
            case TWO_PHASE_EXPIRED -> -transfer.amount();
            default -> 0;
        };
        final long posted = event.kind() == ChangeKind.SINGLE_PHASE || event.kind() == ChangeKind.TWO_PHASE_POSTED ?
            transfer.amount() : 0;
        final long[] debit = sums.computeIfAbsent(transfer.debitAccountId(), id -> new long[4]);
        debit[DEBITS_PENDING] += held;
        debit[DEBITS_POSTED] += posted;
        final long[] credit = sums.computeIfAbsent(transfer.creditAccountId(), id -> new long[4]);
        credit[CREDITS_PENDING] += held;
        credit[CREDITS_POSTED] += posted;
    }

    private long held(final UInt128 hold)
    {
        // Only ids of the plan are ever sent as holds; anything else has been found to be wrong already.
        final int session = Plan.session(hold);
        return session < 0 ? 0 : plan.unit(session, (int)Plan.unit(hold)).transfers().getFirst().amount();
    }

    /** @return the account with the sums of its movements. */
    Account balanced(final Account account)
    {
        final long[] sum = sums.getOrDefault(account.id(), new long[4]);
        return new Account(account.id(),
            sum[DEBITS_PENDING], sum[DEBITS_POSTED], sum[CREDITS_PENDING], sum[CREDITS_POSTED],
            account.userData128(), account.userData64(), account.userData32(), account.reserved(), account.ledger(),
            account.code(), account.flags(), account.timestamp());
    }

    static Transfer at(final Transfer transfer, final long timestamp)
    {
        return with(transfer, transfer.flags(), timestamp);
    }

    static Transfer unlinked(final Transfer transfer)
    {
        return with(transfer, transfer.flags() & ~TransferFlags.LINKED, transfer.timestamp());
    }

    private static Transfer with(final Transfer transfer, final int flags, final long timestamp)
    {
        return new Transfer(transfer.id(), transfer.debitAccountId(), transfer.creditAccountId(), transfer.amount(),
            transfer.pendingId(), transfer.userData128(), transfer.userData64(), transfer.userData32(),
            transfer.timeout(), transfer.ledger(), transfer.code(), flags, timestamp);
    }
}
