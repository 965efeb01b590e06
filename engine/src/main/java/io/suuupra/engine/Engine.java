package io.suuupra.engine;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.ActivateVersionDecoder;
import io.suuupra.codecs.generated.CommandReplyEncoder;
import io.suuupra.codecs.generated.CommandStatus;
import io.suuupra.codecs.generated.ConfigureDecoder;
import io.suuupra.codecs.generated.CreateAccountsDecoder;
import io.suuupra.codecs.generated.CreateAccountsReplyEncoder;
import io.suuupra.codecs.generated.CreateTransfersDecoder;
import io.suuupra.codecs.generated.CreateTransfersReplyEncoder;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.FailureEncoder;
import io.suuupra.codecs.generated.GroupSizeEncodingEncoder;
import io.suuupra.codecs.generated.JournalFrameHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.TickDecoder;
import io.suuupra.engine.ledger.Capacities;
import io.suuupra.engine.ledger.Ledger;
import io.suuupra.engine.ledger.StateHash;
import io.suuupra.engine.payments.Caller;
import io.suuupra.engine.payments.Payments;
import io.suuupra.engine.read.Reads;
import io.suuupra.engine.read.Scan;
import io.suuupra.engine.session.Session;
import io.suuupra.engine.session.Sessions;
import io.suuupra.engine.upi.UpiSwitch;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import static io.suuupra.engine.CorruptStateException.require;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * The entry point: takes the commands of a journal one after the other, in the order of their sequence, and answers
 * each.
 *
 * <p>The same commands give the same replies, the same records and the same state hash, on every machine, for ever. The
 * host supplies the sequence and its clock's reading; everything else is in the frame.
 */
public final class Engine implements AutoCloseable
{
    /** Bytes that a reply may take up. */
    public static final int REPLY_MAX = Limits.FRAME_MAX;

    /** The newest behaviour that this engine knows; a journal starts with 0. */
    public static final int BEHAVIOUR_MAX = 0;

    private static final int FRAME_HEADER_LENGTH = JournalFrameHeaderDecoder.BLOCK_LENGTH;
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int RESULT_LENGTH = CreateTransfersReplyEncoder.ResultsEncoder.sbeBlockLength();
    private static final int RESULTS = HEADER_LENGTH + GroupSizeEncodingEncoder.ENCODED_LENGTH;

    private final Ledger ledger;
    private final UpiSwitch upi;
    private final Payments payments;
    private final Caller caller = new Caller();
    private final Sessions sessions = new Sessions();
    private final Reads reads;
    private final JournalFrameHeaderDecoder frameHeader = new JournalFrameHeaderDecoder();
    private final MessageHeaderDecoder messageHeader = new MessageHeaderDecoder();
    private final MessageHeaderEncoder replyHeader = new MessageHeaderEncoder();
    private final CreateAccountsDecoder createAccounts = new CreateAccountsDecoder();
    private final CreateTransfersDecoder createTransfers = new CreateTransfersDecoder();
    private final TickDecoder tick = new TickDecoder();
    private final CommandReplyEncoder commandReply = new CommandReplyEncoder();
    private long sequence;
    private int behaviour;

    /**
     * @param segments memory of the store.
     */
    public Engine(final SegmentSource segments)
    {
        ledger = new Ledger(segments);
        upi = new UpiSwitch(ledger);
        payments = new Payments(ledger, upi);
        reads = new Reads(this);
    }

    /**
     * Runs one command.
     *
     * @param commandSequence the one after the last.
     * @param hostTimeNs      the host's clock when it took the command.
     * @param buffer          that holds the frame: its header, then a message that has passed {@code MessageCheck}.
     * @param offset          of the frame.
     * @param length          of the frame in bytes.
     * @param sink            that takes the one reply.
     * @throws CorruptStateException if an invariant does not hold; the engine must not be used any more.
     */
    public void onCommand(
        final long commandSequence,
        final long hostTimeNs,
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final EventSink sink)
    {
        require(commandSequence == sequence + 1, "commands come in the order of their sequence");
        sequence = commandSequence;
        frameHeader.wrap(buffer, offset, FRAME_HEADER_LENGTH, JournalFrameHeaderDecoder.SCHEMA_VERSION);
        ledger.scope((int)frameHeader.ledgerMin(), (int)frameHeader.ledgerMax());
        final long request = frameHeader.request();
        final int message = offset + FRAME_HEADER_LENGTH;
        final MutableDirectBuffer reply = sink.claim(REPLY_MAX);
        final int replyOffset = sink.offset();
        if (request == 0 || ledger.capacities() == null)
        {
            sink.commit(execute(hostTimeNs, buffer, message, reply, replyOffset));
            return;
        }
        final Session session = sessions.of(
            frameHeader.sessionLow(), frameHeader.sessionHigh(), frameHeader.principalKey(), commandSequence);
        if (request <= session.lastRequest())
        {
            sink.commit(repeat(session, request, reply, replyOffset));
            return;
        }
        final int replyLength = execute(hostTimeNs, buffer, message, reply, replyOffset);
        session.keep(request, reply, replyOffset, replyLength);
        sink.commit(replyLength);
    }

    private int execute(
        final long hostTimeNs,
        final DirectBuffer buffer,
        final int message,
        final MutableDirectBuffer reply,
        final int replyOffset)
    {
        messageHeader.wrap(buffer, message);
        final int templateId = messageHeader.templateId();
        require(ledger.capacities() != null || templateId == ConfigureDecoder.TEMPLATE_ID,
            "the first command of a journal configures the engine");
        return switch (templateId)
        {
            case CreateTransfersDecoder.TEMPLATE_ID -> createTransfers(hostTimeNs, buffer, message, reply, replyOffset);
            case CreateAccountsDecoder.TEMPLATE_ID -> createAccounts(hostTimeNs, buffer, message, reply, replyOffset);
            case TickDecoder.TEMPLATE_ID -> tick(hostTimeNs, buffer, message, reply, replyOffset);
            case ConfigureDecoder.TEMPLATE_ID -> configure(buffer, message, reply, replyOffset);
            case ActivateVersionDecoder.TEMPLATE_ID -> activateVersion(buffer, message, reply, replyOffset);
            default -> aboveLedger(templateId, hostTimeNs, buffer, message, reply, replyOffset);
        };
    }

    private Caller caller()
    {
        return caller.of(frameHeader.principalKey(), (int)frameHeader.principalScopes(), (int)frameHeader.ledgerMin(),
            (int)frameHeader.ledgerMax());
    }

    private int aboveLedger(
        final int templateId,
        final long hostTimeNs,
        final DirectBuffer buffer,
        final int message,
        final MutableDirectBuffer reply,
        final int replyOffset)
    {
        if (Payments.takes(templateId))
        {
            return payments.onCommand(caller(), hostTimeNs, buffer, message, reply, replyOffset);
        }
        if (!UpiSwitch.takes(templateId))
        {
            throw new CorruptStateException("this engine knows no command " + templateId);
        }
        return upi.onCommand(templateId, frameHeader.principalKey(),
            (frameHeader.principalScopes() & Principal.ADMIN) != 0, hostTimeNs, buffer, message + HEADER_LENGTH,
            reply, replyOffset);
    }

    private int createTransfers(
        final long hostTimeNs,
        final DirectBuffer buffer,
        final int message,
        final MutableDirectBuffer reply,
        final int replyOffset)
    {
        createTransfers.wrapAndApplyHeader(buffer, message, messageHeader);
        final int count = ledger.createTransfers(hostTimeNs, createTransfers, reply, replyOffset + RESULTS);
        putResultsHeader(CreateTransfersReplyEncoder.TEMPLATE_ID, count, reply, replyOffset);
        return RESULTS + count * RESULT_LENGTH;
    }

    private int createAccounts(
        final long hostTimeNs,
        final DirectBuffer buffer,
        final int message,
        final MutableDirectBuffer reply,
        final int replyOffset)
    {
        createAccounts.wrapAndApplyHeader(buffer, message, messageHeader);
        final CreateAccountsDecoder.AccountsDecoder events = createAccounts.accounts();
        final int count = events.count();
        putResultsHeader(CreateAccountsReplyEncoder.TEMPLATE_ID, count, reply, replyOffset);
        ledger.createAccounts(hostTimeNs, events, reply, replyOffset + RESULTS);
        return RESULTS + count * RESULT_LENGTH;
    }

    private void putResultsHeader(
        final int templateId, final int count, final MutableDirectBuffer reply, final int replyOffset)
    {
        replyHeader.wrap(reply, replyOffset)
            .blockLength(0)
            .templateId(templateId)
            .schemaId(MessageHeaderEncoder.SCHEMA_ID)
            .version(MessageHeaderEncoder.SCHEMA_VERSION);
        final int group = replyOffset + HEADER_LENGTH;
        reply.putShort(group, (short)RESULT_LENGTH, LITTLE_ENDIAN);
        reply.putShort(group + GroupSizeEncodingEncoder.numInGroupEncodingOffset(), (short)count, LITTLE_ENDIAN);
    }

    private int tick(
        final long hostTimeNs,
        final DirectBuffer buffer,
        final int message,
        final MutableDirectBuffer reply,
        final int replyOffset)
    {
        tick.wrapAndApplyHeader(buffer, message, messageHeader);
        if (!ledger.mayAdvance(hostTimeNs, tick.advanceNs()))
        {
            return answer(CommandStatus.ADVANCE_OUT_OF_RANGE, reply, replyOffset);
        }
        ledger.tick(hostTimeNs, tick.advanceNs());
        upi.tick(hostTimeNs);
        payments.tick(hostTimeNs);
        return answer(CommandStatus.DONE, reply, replyOffset);
    }

    private int configure(
        final DirectBuffer buffer, final int message, final MutableDirectBuffer reply, final int replyOffset)
    {
        final ConfigureDecoder decoder = new ConfigureDecoder();
        decoder.wrapAndApplyHeader(buffer, message, messageHeader);
        if (ledger.capacities() != null)
        {
            return answer(CommandStatus.ALREADY_CONFIGURED, reply, replyOffset);
        }
        final Capacities capacities = new Capacities(
            decoder.accountsMax(),
            decoder.transfersMax(),
            decoder.holdsMax(),
            (int)decoder.sessionsMax(),
            (int)decoder.repliesMax());
        require(capacities.areInRange(), "the capacities of a journal are in range");
        ledger.configure(capacities);
        sessions.configure(capacities.sessionsMax(), capacities.repliesMax());
        return answer(CommandStatus.DONE, reply, replyOffset);
    }

    private int activateVersion(
        final DirectBuffer buffer, final int message, final MutableDirectBuffer reply, final int replyOffset)
    {
        final ActivateVersionDecoder decoder = new ActivateVersionDecoder();
        decoder.wrapAndApplyHeader(buffer, message, messageHeader);
        if (decoder.behaviour() > BEHAVIOUR_MAX)
        {
            return answer(CommandStatus.VERSION_UNKNOWN, reply, replyOffset);
        }
        if (decoder.behaviour() != behaviour + 1)
        {
            return answer(CommandStatus.VERSION_NOT_NEXT, reply, replyOffset);
        }
        behaviour = decoder.behaviour();
        return answer(CommandStatus.DONE, reply, replyOffset);
    }

    private int answer(final CommandStatus status, final MutableDirectBuffer reply, final int replyOffset)
    {
        commandReply.wrapAndApplyHeader(reply, replyOffset, replyHeader)
            .timestamp(ledger.stamps().last())
            .status(status);
        return HEADER_LENGTH + commandReply.encodedLength();
    }

    private int repeat(
        final Session session, final long request, final MutableDirectBuffer reply, final int replyOffset)
    {
        final int length = session.replyLength(request);
        if (length >= 0)
        {
            session.writeReply(request, reply, replyOffset);
            return length;
        }
        final FailureEncoder failure = new FailureEncoder();
        failure.wrapAndApplyHeader(reply, replyOffset, replyHeader)
            .code(FailureCode.REQUEST_REGRESSED)
            .index(FailureEncoder.indexNullValue())
            .field("request")
            .rule("its reply is not kept any more; look its ids up");
        return HEADER_LENGTH + failure.encodedLength();
    }

    /** @return the UPI switch. */
    public UpiSwitch upi()
    {
        return upi;
    }

    /**
     * Answers a read, which changes nothing and takes no sequence.
     *
     * @param buffer that holds the frame: its header, then a read that has passed {@code MessageCheck}.
     * @param offset of the frame.
     * @param sink   that takes the reply, where there is one at once.
     * @return null if the read was answered; else a scan, to be run on another thread.
     */
    public Scan onRead(final DirectBuffer buffer, final int offset, final EventSink sink)
    {
        frameHeader.wrap(buffer, offset, FRAME_HEADER_LENGTH, JournalFrameHeaderDecoder.SCHEMA_VERSION);
        if (payments.onRead(caller(), buffer, offset + FRAME_HEADER_LENGTH, sink))
        {
            return null;
        }
        return reads.onRead(frameHeader, buffer, offset + FRAME_HEADER_LENGTH, sink);
    }

    /** @return when the first hold or transaction is due in ns; {@code Long.MAX_VALUE} where none waits. */
    public long firstExpiry()
    {
        return Math.min(ledger.firstExpiry(), Math.min(upi.firstDeadline(), payments.firstDeadline()));
    }

    /**
     * @param hostTimeNs the host's clock.
     * @return true if a tick now would expire a hold, or end a transaction's waiting.
     */
    public boolean hasDue(final long hostTimeNs)
    {
        return ledger.hasDue(hostTimeNs) || upi.hasDue(hostTimeNs) || payments.hasDue(hostTimeNs);
    }

    /** @return sequence of the last command. */
    public long sequence()
    {
        return sequence;
    }

    /** @return true once the first command has set the capacities. */
    public boolean isConfigured()
    {
        return ledger.capacities() != null;
    }

    /** @return version of the behaviour that is active. */
    public int behaviour()
    {
        return behaviour;
    }

    /** @return the ledger, to be read only. */
    public Ledger ledger()
    {
        return ledger;
    }

    /** @return hashes of the whole state; walks all accounts and holds. */
    public StateHash hash()
    {
        final StateHash hash = ledger.hash();
        hash.state(sequence);
        hash.state(behaviour);
        sessions.addTo(hash);
        upi.tables().addTo(hash);
        payments.tables().addTo(hash);
        return hash;
    }

    /** @return the state as it is now, to be written while the engine goes on; one at a time. */
    public EngineSnapshot snapshot()
    {
        return new EngineSnapshot(this, sessions, upi.tables(), payments.tables());
    }

    /** @return takes a snapshot's messages into this engine, which must be new. */
    public EngineRestore restore()
    {
        return new EngineRestore(this, sessions, upi.tables(), payments.tables());
    }

    void restored(final long lastSequence, final int activeBehaviour)
    {
        sequence = lastSequence;
        behaviour = activeBehaviour;
    }

    /** Gives the memory back that lies outside of the Java heap. The engine must not be used any more. */
    @Override
    public void close()
    {
        ledger.close();
    }
}
