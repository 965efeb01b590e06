package io.suuupra.engine.upi;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.UpiAdjustDecoder;
import io.suuupra.codecs.generated.UpiAnswerDecoder;
import io.suuupra.codecs.generated.UpiAuthorisationDecoder;
import io.suuupra.codecs.generated.UpiCloseCycleDecoder;
import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.codecs.generated.UpiPayDecoder;
import io.suuupra.codecs.generated.UpiRegisterDecoder;
import io.suuupra.codecs.generated.UpiReplyEncoder;
import io.suuupra.codecs.generated.UpiSetBoundsDecoder;
import io.suuupra.codecs.generated.UpiSetCyclesDecoder;
import io.suuupra.codecs.generated.UpiSetLimitsDecoder;
import io.suuupra.codecs.generated.UpiSetTimersDecoder;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.generated.UpiUndeliverableDecoder;
import io.suuupra.engine.ledger.Ledger;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Takes the commands of UPI and acknowledges each at once; what follows from it goes out as requests in the store.
 *
 * <p>A refusal is a value: its response code. What is refused has changed nothing.
 */
public final class UpiSwitch
{
    private static final int TEMPLATE_MIN = UpiPayDecoder.TEMPLATE_ID;
    private static final int TEMPLATE_MAX = UpiSetLimitsDecoder.TEMPLATE_ID;

    private final Ledger ledger;
    private final UpiTables tables = new UpiTables();
    private final Settings settings = tables.settings;
    private final Participants participants = tables.participants;
    private final Transactions transactions = tables.transactions;
    private final Cycles cycles;
    private final PayMachine machine;
    private final PayDesk payments;
    private final AnswerDesk answers;
    private final House house;
    private final Call call = new Call();
    private final UpiReplyEncoder reply = new UpiReplyEncoder();
    private final MessageHeaderEncoder replyHeader = new MessageHeaderEncoder();

    /**
     * @param ledger that holds the banks' positions, and the store.
     */
    public UpiSwitch(final Ledger ledger)
    {
        this.ledger = ledger;
        final UpiLog log = new UpiLog(ledger.store());
        cycles = new Cycles(ledger, tables);
        machine = new PayMachine(ledger, tables, log, cycles);
        final Authorisations authorisations = new Authorisations(ledger.store(), tables, log, machine);
        payments = new PayDesk(call, ledger, tables, log, authorisations, machine);
        answers = new AnswerDesk(call, tables, log, authorisations, machine);
        house = new House(this, call, tables, ledger.store(), log, machine, payments);
    }

    /**
     * @param templateId of a command.
     * @return whether it is one of UPI.
     */
    public static boolean takes(final int templateId)
    {
        return templateId >= TEMPLATE_MIN && templateId <= TEMPLATE_MAX;
    }

    /**
     * Runs one command.
     *
     * @param templateId   of it.
     * @param principalKey id of the API key that it came with.
     * @param isAdmin      whether that key may do everything.
     * @param hostTimeNs   the host's clock.
     * @param buffer       that holds the message.
     * @param body         offset of the message behind its header.
     * @param target       takes the reply.
     * @param targetOffset of the reply.
     * @return bytes of the reply.
     */
    public int onCommand(
        final int templateId,
        final long principalKey,
        final boolean isAdmin,
        final long hostTimeNs,
        final DirectBuffer buffer,
        final int body,
        final MutableDirectBuffer target,
        final int targetOffset)
    {
        final long now = ledger.begin(hostTimeNs);
        call.begin(participants.ofKey(principalKey), isAdmin, now);
        fire(now, hostTimeNs);
        house.psp().fire();
        final int code = switch (templateId)
        {
            case UpiPayDecoder.TEMPLATE_ID -> payments.onPay(buffer, body);
            case UpiAuthorisationDecoder.TEMPLATE_ID -> answers.onAuthorisation(buffer, body);
            case UpiAnswerDecoder.TEMPLATE_ID -> answers.onAnswer(buffer, body);
            case UpiUndeliverableDecoder.TEMPLATE_ID -> answers.onUndeliverable(buffer, body);
            case UpiAdjustDecoder.TEMPLATE_ID -> answers.onAdjust(buffer, body);
            case UpiRegisterDecoder.TEMPLATE_ID -> onRegister(buffer, body);
            case UpiSetTimersDecoder.TEMPLATE_ID -> onSetTimers(buffer, body);
            case UpiSetBoundsDecoder.TEMPLATE_ID -> onSetBounds(buffer, body);
            case UpiSetCyclesDecoder.TEMPLATE_ID -> onSetCycles(buffer, body);
            case UpiCloseCycleDecoder.TEMPLATE_ID -> onCloseCycle(buffer, body);
            case UpiSetLimitsDecoder.TEMPLATE_ID -> onSetLimits(buffer, body);
            default -> throw new IllegalArgumentException("the switch knows no command " + templateId);
        };
        ledger.end();
        reply.wrapAndApplyHeader(target, targetOffset, replyHeader)
            .timestamp(ledger.stamps().last())
            .code(Integer.toUnsignedLong(code))
            .state(call.state == 0 ? UpiState.NULL_VAL : UpiState.get((short)call.state))
            .repeated((short)(call.repeated ? 1 : 0))
            .padding(0)
            .rrn(call.rrn);
        return MessageHeaderEncoder.ENCODED_LENGTH + reply.encodedLength();
    }

    /** @return when the first transaction is due in ns; {@code Long.MAX_VALUE} where none waits. */
    public long firstDeadline()
    {
        return transactions.firstDeadline();
    }

    /**
     * @param hostTimeNs the host's clock.
     * @return true if a tick now would end a transaction's waiting.
     */
    public boolean hasDue(final long hostTimeNs)
    {
        return firstDeadline() <= Math.max(hostTimeNs, ledger.stamps().last());
    }

    /**
     * Lets time pass: what is due happens, a bounded number at a time.
     *
     * @param hostTimeNs the host's clock.
     */
    public void tick(final long hostTimeNs)
    {
        final long now = Math.max(hostTimeNs, ledger.stamps().last());
        fire(now, hostTimeNs);
        ledger.end();
    }

    // A cycle that has ended is closed before anything else happens: what comes now belongs to the next one.
    void fire(final long now, final long hostTimeNs)
    {
        house.psp().at(hostTimeNs, now);
        machine.at(hostTimeNs, now);
        cycles.closeDue(now, hostTimeNs);
        for (int i = 0; i < Limits.EXPIRY_MAX && transactions.firstDeadline() <= now; i++)
        {
            machine.timeOut(transactions.takeDue());
        }
    }

    /**
     * @param psp that stands in the engine from now on.
     */
    public void open(final HousePsp psp)
    {
        machine.house(psp);
        house.open(psp);
    }

    /** @return the switch as the PSP in the engine uses it. */
    public House house()
    {
        return house;
    }

    private int onRegister(final DirectBuffer buffer, final int body)
    {
        final UpiRegisterDecoder message = new UpiRegisterDecoder();
        message.wrap(buffer, body, UpiRegisterDecoder.BLOCK_LENGTH, UpiRegisterDecoder.SCHEMA_VERSION);
        final int bank = Participants.bank(buffer, body + UpiRegisterDecoder.bankEncodingOffset());
        final boolean done = call.isAdmin && Registration.isWellFormed(message) &&
            cycles.mayRegister((int)message.participant(), bank, message.position().low(), message.position().high()) &&
            participants.register(message, Registration.handle(message), Registration.handleLength(message));
        if (done)
        {
            cycles.registered();
        }
        return taken(done);
    }

    private int onSetTimers(final DirectBuffer buffer, final int body)
    {
        final UpiSetTimersDecoder message = new UpiSetTimersDecoder();
        message.wrap(buffer, body, UpiSetTimersDecoder.BLOCK_LENGTH, UpiSetTimersDecoder.SCHEMA_VERSION);
        return taken(call.isAdmin && settings.take(message));
    }

    private int onSetBounds(final DirectBuffer buffer, final int body)
    {
        final UpiSetBoundsDecoder message = new UpiSetBoundsDecoder();
        message.wrap(buffer, body, UpiSetBoundsDecoder.BLOCK_LENGTH, UpiSetBoundsDecoder.SCHEMA_VERSION);
        return taken(call.isAdmin && settings.take(message));
    }

    private int onSetCycles(final DirectBuffer buffer, final int body)
    {
        final UpiSetCyclesDecoder message = new UpiSetCyclesDecoder();
        message.wrap(buffer, body, UpiSetCyclesDecoder.BLOCK_LENGTH, UpiSetCyclesDecoder.SCHEMA_VERSION);
        return taken(call.isAdmin && cycles.set(message, call.now));
    }

    private int onCloseCycle(final DirectBuffer buffer, final int body)
    {
        final UpiCloseCycleDecoder message = new UpiCloseCycleDecoder();
        message.wrap(buffer, body, UpiCloseCycleDecoder.BLOCK_LENGTH, UpiCloseCycleDecoder.SCHEMA_VERSION);
        return call.isAdmin && cycles.wasClosed(message.kindRaw()) ? SwitchCode.NONE : SwitchCode.ILLEGAL_OPERATION;
    }

    private int onSetLimits(final DirectBuffer buffer, final int body)
    {
        final UpiSetLimitsDecoder message = new UpiSetLimitsDecoder();
        message.wrap(buffer, body, UpiSetLimitsDecoder.BLOCK_LENGTH, UpiSetLimitsDecoder.SCHEMA_VERSION);
        return taken(call.isAdmin && tables.limits.take(message));
    }

    private int taken(final boolean done)
    {
        if (done)
        {
            settings.set(Settings.USED, 1);
        }
        return done ? SwitchCode.NONE : SwitchCode.ILLEGAL_OPERATION;
    }

    /**
     * @param kind of a settlement cycle.
     * @return when the running one ends, in ns; {@code Long.MAX_VALUE} where none runs.
     */
    public long cycleEnd(final UpiCycleKind kind)
    {
        return cycles.end(kind);
    }

    /**
     * @param kind of a settlement cycle; a value of {@code UpiCycleKind}.
     * @return row of the one that was closed last; {@code CycleLog.NONE}.
     */
    public long lastCycle(final int kind)
    {
        return settings.get(kind == UpiCycleKind.DISPUTES.value() ? Settings.RETURNED_LAST : Settings.PAID_LAST);
    }

    /**
     * @param principalKey id of an API key.
     * @return number of the participant that comes with it; 0 = none. Any thread.
     */
    public int participant(final long principalKey)
    {
        return participants.numberOfKey(principalKey);
    }

    /** @return what a snapshot and the state hash take of the switch. */
    public UpiTables tables()
    {
        return tables;
    }
}
