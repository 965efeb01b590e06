package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.codecs.generated.UpiSetCyclesDecoder;
import io.suuupra.engine.ledger.Accounts;
import io.suuupra.engine.ledger.EventRows;
import io.suuupra.engine.ledger.Hashing;
import io.suuupra.engine.ledger.Ledger;
import io.suuupra.engine.ledger.Postings;

import java.util.Arrays;

import static io.suuupra.engine.CorruptStateException.require;

/**
 * The settlement cycles: two run at any time, one of what was paid and one of what was returned. What is posted belongs
 * to the cycle that runs then. A cycle ends by the clock and is closed by the first command behind its end, before that
 * command does anything else; so there is never a second one of its kind to count for.
 *
 * <p>Closing reads the sums that were kept ({@link CycleSums}) and makes one transfer for each bank: of what was paid,
 * it brings the bank's position to 0 against the settlement account; of what was returned, it moves the position by
 * what the bank gives back net. What is only held stays, and counts when it is posted.
 */
final class Cycles
{
    /** Most banks that a close has to settle, so that it is short. */
    static final int BANKS_MAX = 1_000;

    /** Codes of its transfers. */
    static final int SETTLEMENT = 61;
    static final int DISPUTE = 62;

    private static final int PAID = UpiCycleKind.AUTHORISED.value();
    private static final int RETURNED = UpiCycleKind.DISPUTES.value();
    private static final int KIND_CYCLE = RecordKind.UPI_CYCLE.value();
    private static final int KIND_BANK = RecordKind.UPI_CYCLE_BANK.value();
    private static final long SETTLEMENT_SALT = 0x557069536574746CL;

    private final Ledger ledger;
    private final Accounts accounts;
    private final Postings postings;
    private final EventRows rows;
    private final Settings settings;
    private final Participants participants;
    private final CycleSums sums;
    private final long[] words = new long[CycleLog.BANK_WORDS];
    private int closed;

    Cycles(final Ledger ledger, final UpiTables tables)
    {
        this.ledger = ledger;
        this.accounts = ledger.accounts();
        this.postings = new Postings(ledger);
        this.rows = new EventRows(ledger.store());
        this.settings = tables.settings;
        this.participants = tables.participants;
        this.sums = tables.sums;
    }

    boolean isSet()
    {
        return settings.areCyclesSet();
    }

    /**
     * Begins to settle, or does it against another account from now on.
     *
     * @return whether it was possible: the account is there and nobody's position, the ends are well-formed, and those
     *     that count already.
     */
    boolean set(final UpiSetCyclesDecoder message, final long now)
    {
        final long low = message.settlementAccount().low();
        final long high = message.settlementAccount().high();
        final int[] paid = ends(message, true);
        final int[] returned = ends(message, false);
        if (postings.slot(low, high) < 0 || participants.hasPosition(low, high) ||
            participants.banks() > BANKS_MAX || !CycleTimes.areEnds(paid) || !CycleTimes.areEnds(returned) ||
            isSet() && !settings.hasEnds(paid, returned))
        {
            return false;
        }
        settings.set(Settings.SETTLEMENT_LOW, low);
        settings.set(Settings.SETTLEMENT_HIGH, high);
        if (!isSet())
        {
            settings.setEnds(paid, returned);
            sums.ensure(participants.count());
            begin(PAID, now);
            begin(RETURNED, now);
        }
        return true;
    }

    // Behind the first "no more" nothing may stand: a minute that is out of range has the list refused.
    private static int[] ends(final UpiSetCyclesDecoder message, final boolean paid)
    {
        final int max = paid ? UpiSetCyclesDecoder.authorisedLength() : UpiSetCyclesDecoder.disputesLength();
        int count = max;
        while (count > 0 && (paid ? message.authorised(count - 1) : message.disputes(count - 1)) == CycleTimes.NONE)
        {
            count--;
        }
        final int[] ends = new int[count];
        for (int i = 0; i < count; i++)
        {
            ends[i] = paid ? message.authorised(i) : message.disputes(i);
        }
        return ends;
    }

    /** @return whether this registration leaves what is to be settled where it is. */
    boolean mayRegister(final int number, final int bank, final long positionLow, final long positionHigh)
    {
        if (!isSet() || bank == 0)
        {
            return true;
        }
        final int index = participants.ofNumber(number);
        if (index == Participants.ABSENT)
        {
            return participants.banks() < BANKS_MAX && !isSettlement(positionLow, positionHigh);
        }
        final long low = participants.positionLow(index);
        final long high = participants.positionHigh(index);
        return low == positionLow && high == positionHigh ||
            !isSettlement(positionLow, positionHigh) && isFlat(postings.slot(low, high));
    }

    private boolean isSettlement(final long low, final long high)
    {
        return settings.get(Settings.SETTLEMENT_LOW) == low && settings.get(Settings.SETTLEMENT_HIGH) == high;
    }

    private boolean isFlat(final int slot)
    {
        return slot < 0 || accounts.debitsPending(slot) == 0 && accounts.creditsPending(slot) == 0 &&
            accounts.debitsPosted(slot) == accounts.creditsPosted(slot);
    }

    /** A participant was made known. */
    void registered()
    {
        if (isSet())
        {
            sums.ensure(participants.count());
        }
    }

    /** A payment was posted, as a success or deemed to be one. */
    void paid(final int remitter, final int beneficiary, final long amount, final boolean deemed)
    {
        if (!isSet())
        {
            return;
        }
        if (remitter == beneficiary)
        {
            sums.count(remitter, deemed ? CycleSums.WITHIN_DEEMED : CycleSums.WITHIN, amount);
            return;
        }
        sums.count(remitter, deemed ? CycleSums.SENT_DEEMED : CycleSums.SENT, amount);
        sums.count(beneficiary, deemed ? CycleSums.RECEIVED_DEEMED : CycleSums.RECEIVED, amount);
    }

    /** A payment that was deemed comes back: positions move when the dispute cycle is closed. */
    void returned(final int remitter, final int beneficiary, final long amount)
    {
        if (remitter == beneficiary)
        {
            sums.count(remitter, CycleSums.RETURNED_WITHIN, amount);
            return;
        }
        sums.count(remitter, CycleSums.RETURNED_TO, amount);
        sums.count(beneficiary, CycleSums.RETURNED_BY, amount);
    }

    /** @return when the running cycle of a kind ends; {@code Long.MAX_VALUE} where none runs. */
    long end(final UpiCycleKind kind)
    {
        return isSet() ? settings.get(kind == UpiCycleKind.DISPUTES ? Settings.RETURNED_END : Settings.PAID_END) :
            Long.MAX_VALUE;
    }

    /** Closes what has ended: the earlier first; at one moment what was returned, which then settles at once. */
    void closeDue(final long now, final long hostTimeNs)
    {
        closed = 0;
        if (!isSet())
        {
            return;
        }
        if (end(UpiCycleKind.AUTHORISED) < end(UpiCycleKind.DISPUTES))
        {
            closeIfDue(PAID, now, hostTimeNs);
            closeIfDue(RETURNED, now, hostTimeNs);
        }
        else
        {
            closeIfDue(RETURNED, now, hostTimeNs);
            closeIfDue(PAID, now, hostTimeNs);
        }
    }

    /** @return whether the command that runs has closed a cycle of that kind. */
    boolean wasClosed(final int kind)
    {
        return kind > 0 && kind < Integer.SIZE && (closed & 1 << kind) != 0;
    }

    private void closeIfDue(final int kind, final long now, final long hostTimeNs)
    {
        if (settings.get(kind == PAID ? Settings.PAID_END : Settings.RETURNED_END) <= now)
        {
            close(kind, hostTimeNs);
            begin(kind, now);
            closed |= 1 << kind;
        }
    }

    private void begin(final int kind, final long now)
    {
        final int[] ends = settings.ends(kind == PAID);
        final long name = CycleTimes.nameAt(now, ends);
        settings.set(kind == PAID ? Settings.PAID_NAME : Settings.RETURNED_NAME, name);
        settings.set(kind == PAID ? Settings.PAID_END : Settings.RETURNED_END, CycleTimes.end(name, ends));
        settings.set(kind == PAID ? Settings.PAID_ROW : Settings.RETURNED_ROW, ledger.store().rows());
    }

    private void close(final int kind, final long hostTimeNs)
    {
        final long name = settings.get(kind == PAID ? Settings.PAID_NAME : Settings.RETURNED_NAME);
        final long closeRow = ledger.store().rows();
        long sent = 0;
        long received = 0;
        int banks = 0;
        for (int bank = 0; bank < participants.count(); bank++)
        {
            if (participants.isBank(bank))
            {
                sent += sums.get(bank, CycleSums.SENT + 1) + sums.get(bank, CycleSums.SENT_DEEMED + 1);
                received += sums.get(bank, CycleSums.RECEIVED + 1) + sums.get(bank, CycleSums.RECEIVED_DEEMED + 1);
                final boolean any = kind == PAID ? settlePaid(bank, name, hostTimeNs) :
                    settleReturned(bank, name, hostTimeNs);
                banks += any ? 1 : 0;
            }
        }
        require(kind == RETURNED || sent == received, "what banks sent others have received");
        final long row = rows.open(KIND_CYCLE, kind, name, kind, ledger.stamp(hostTimeNs));
        rows.put(row, CycleLog.NAME, name);
        rows.put(row, CycleLog.END, settings.get(kind == PAID ? Settings.PAID_END : Settings.RETURNED_END));
        rows.put(row, CycleLog.FIRST_ROW, settings.get(kind == PAID ? Settings.PAID_ROW : Settings.RETURNED_ROW));
        rows.put(row, CycleLog.CLOSE_ROW, closeRow);
        rows.put(row, CycleLog.BANKS, banks);
        final int last = kind == PAID ? Settings.PAID_LAST : Settings.RETURNED_LAST;
        rows.put(row, CycleLog.BEFORE, settings.get(last));
        rows.put(row, CycleLog.ACCOUNT_LOW, settings.get(Settings.SETTLEMENT_LOW));
        rows.put(row, CycleLog.ACCOUNT_HIGH, settings.get(Settings.SETTLEMENT_HIGH));
        rows.append(row, false);
        settings.set(last, row);
    }

    /** @return whether there was anything to settle. */
    private boolean settlePaid(final int bank, final long name, final long hostTimeNs)
    {
        long any = 0;
        for (int word = 0; word < CycleSums.PAID_WORDS; word++)
        {
            words[CycleLog.SUMS + word] = sums.get(bank, word);
            any |= words[CycleLog.SUMS + word];
            sums.set(bank, word, 0);
        }
        final int slot = postings.slot(participants.positionLow(bank), participants.positionHigh(bank));
        final long owed = slot < 0 ? 0 : accounts.debitsPosted(slot) - accounts.creditsPosted(slot);
        if ((any | owed) == 0)
        {
            return false;
        }
        // What it owes it pays: the position is credited.
        final boolean moved = owed != 0 && move(bank, owed < 0, owed, SETTLEMENT, name, hostTimeNs);
        words[CycleLog.CARRIED] = owed - net();
        words[CycleLog.SETTLED] = moved ? owed : 0;
        write(PAID, bank, name, hostTimeNs);
        return true;
    }

    private long net()
    {
        return words[CycleLog.SUMS + CycleSums.SENT + 1] + words[CycleLog.SUMS + CycleSums.SENT_DEEMED + 1] +
            words[CycleLog.SUMS + CycleSums.RETURNS_DEBIT] -
            words[CycleLog.SUMS + CycleSums.RECEIVED + 1] - words[CycleLog.SUMS + CycleSums.RECEIVED_DEEMED + 1] -
            words[CycleLog.SUMS + CycleSums.RETURNS_CREDIT];
    }

    private boolean settleReturned(final int bank, final long name, final long hostTimeNs)
    {
        Arrays.fill(words, 0);
        long any = 0;
        for (int word = CycleSums.RETURNED_TO; word < CycleSums.UNMOVED; word++)
        {
            any |= sums.get(bank, word);
        }
        take(bank, CycleSums.RETURNED_TO, CycleSums.SENT);
        take(bank, CycleSums.RETURNED_BY, CycleSums.RECEIVED);
        take(bank, CycleSums.RETURNED_WITHIN, CycleSums.WITHIN);
        final long unmoved = sums.get(bank, CycleSums.UNMOVED);
        final long owes = CycleSums.plus(unmoved,
            words[CycleLog.SUMS + CycleSums.RECEIVED + 1] - words[CycleLog.SUMS + CycleSums.SENT + 1]);
        if ((any | unmoved) == 0)
        {
            return false;
        }
        final boolean moved = owes != 0 && move(bank, owes > 0, owes, DISPUTE, name, hostTimeNs);
        if (moved)
        {
            sums.add(bank, owes > 0 ? CycleSums.RETURNS_DEBIT : CycleSums.RETURNS_CREDIT, Math.abs(owes));
        }
        sums.set(bank, CycleSums.UNMOVED, moved ? 0 : owes);
        words[CycleLog.CARRIED] = unmoved;
        words[CycleLog.SETTLED] = moved ? owes : 0;
        write(RETURNED, bank, name, hostTimeNs);
        return true;
    }

    private void take(final int bank, final int from, final int to)
    {
        for (int word = 0; word < 2; word++)
        {
            words[CycleLog.SUMS + to + word] = sums.get(bank, from + word);
            sums.set(bank, from + word, 0);
        }
    }

    /** Moves a bank's position; where the ledger cannot, it stays for the next cycle of the kind. */
    private boolean move(
        final int bank, final boolean debit, final long amount, final int code, final long name, final long hostTimeNs)
    {
        final long low = participants.positionLow(bank);
        final long high = participants.positionHigh(bank);
        final long accountLow = settings.get(Settings.SETTLEMENT_LOW);
        final long accountHigh = settings.get(Settings.SETTLEMENT_HIGH);
        final Postings between = debit ? postings.between(low, high, accountLow, accountHigh) :
            postings.between(accountLow, accountHigh, low, high);
        final long row = ledger.store().rows();
        return between.move(Math.abs(amount), false, code, name, Hashing.mix(SETTLEMENT_SALT, row), SETTLEMENT_SALT,
            ledger.stamp(hostTimeNs)) == Postings.CREATED;
    }

    private void write(final int kind, final int bank, final long name, final long hostTimeNs)
    {
        final long row = rows.open(KIND_BANK, kind, name, participants.number(bank), ledger.stamp(hostTimeNs));
        words[CycleLog.PARTICIPANT] = participants.number(bank);
        words[CycleLog.LETTERS] = participants.letters(bank);
        for (int word = 0; word < words.length; word++)
        {
            rows.put(row, word, words[word]);
        }
        rows.append(row, false);
    }
}
