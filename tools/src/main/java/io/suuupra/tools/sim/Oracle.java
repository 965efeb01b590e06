package io.suuupra.tools.sim;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.EngineState;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.ConfigureDecoder;
import io.suuupra.codecs.generated.CreateAccountsDecoder;
import io.suuupra.codecs.generated.CreateAccountsReplyDecoder;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.CreateTransfersDecoder;
import io.suuupra.codecs.generated.CreateTransfersReplyDecoder;
import io.suuupra.codecs.generated.JournalFrameHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.TickDecoder;
import io.suuupra.engine.Engine;
import io.suuupra.engine.EventSink;
import io.suuupra.engine.ledger.StateHash;
import io.suuupra.journal.JournalFrames;
import io.suuupra.journal.JournalReader;
import io.suuupra.testkit.reference.Capacities;
import io.suuupra.testkit.reference.ReferenceLedger;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Knows what is right. It follows the journal, and runs each frame through a plain ledger and through an engine of its
 * own; everything that the node says is held against these two.
 */
final class Oracle implements AutoCloseable
{
    private static final int EVENTS_AT_A_TIME = 500;

    /** A request of a session. */
    record Request(long session, long number)
    {
    }

    /** What a command must be answered: its results, as the plain ledger gives them. */
    private record Outcome(long sequence, List<?> results)
    {
    }

    private final Consumer<String> violated;
    private final EdgeMapper mapper = new EdgeMapper();
    private final Map<Request, byte[]> sent;
    private final long markedSequence;
    private final Map<Request, Outcome> outcomes = new HashMap<>();
    private final Map<Request, List<?>> acks = new HashMap<>();
    private final Map<Long, Long> lastRequests = new HashMap<>();
    private final TreeMap<Long, EngineState> states = new TreeMap<>();
    private final Deque<ChangeEvent> toldEvents = new ArrayDeque<>();
    private final ReplaySink sink = new ReplaySink();
    private final Engine engine = new Engine(new HeapSegments());
    private final JournalFrameHeaderDecoder header = new JournalFrameHeaderDecoder();
    private final MessageHeaderDecoder messageHeader = new MessageHeaderDecoder();
    private ReferenceLedger reference;
    private JournalReader reader;
    private long sequence;
    private int frameCrc;
    private int markedCrc;
    private long acknowledged;
    private int comparedEvents;
    private long events;

    /**
     * @param violated told what was found, in one line.
     */
    Oracle(final Consumer<String> violated)
    {
        this(violated, new HashMap<>(), 0);
    }

    private Oracle(final Consumer<String> violated, final Map<Request, byte[]> sent, final long markedSequence)
    {
        this.violated = violated;
        this.sent = sent;
        this.markedSequence = markedSequence;
    }

    /** @return one that knows what was sent, and nothing else yet: for a journal that may have lost its end. */
    Oracle anew()
    {
        return new Oracle(violated, sent, sequence);
    }

    long sequence()
    {
        return sequence;
    }

    long acknowledged()
    {
        return acknowledged;
    }

    /** @return accounts and transfers of the commands so far. */
    long events()
    {
        return events;
    }

    /** A request is about to be sent, for the first time or again. */
    void sent(final long session, final long number, final byte[] message)
    {
        final byte[] before = sent.putIfAbsent(new Request(session, number), message);
        if (before != null && !Arrays.equals(before, message))
        {
            violated.accept("request " + number + " of session " + session + " was sent again, and is another one");
        }
    }

    /** @return the transfer with an id, as the plain ledger has it; null if it has none. */
    Transfer transfer(final UInt128 id)
    {
        return reference == null ? null : reference.lookupTransfers(List.of(id)).stream().findFirst().orElse(null);
    }

    /** A command was answered. Called at the moment at which the answer leaves the node. */
    void answered(final long session, final long number, final DirectBuffer buffer, final int offset)
    {
        final List<?> results = results(buffer, offset);
        if (results == null)
        {
            return;
        }
        acknowledged++;
        final Request request = new Request(session, number);
        final Outcome outcome = outcomes.get(request);
        final List<?> before = outcome == null ? acks.putIfAbsent(request, results) : outcome.results();
        if (before != null && !before.equals(results))
        {
            violated.accept("request " + number + " of session " + session + " was answered " + results + ", and " +
                (outcome == null ? "before that " : "must be answered ") + before);
        }
    }

    private List<?> results(final DirectBuffer buffer, final int offset)
    {
        messageHeader.wrap(buffer, offset);
        return switch (messageHeader.templateId())
        {
            case CreateAccountsReplyDecoder.TEMPLATE_ID ->
                mapper.decodeAccountResults(buffer, offset);
            case CreateTransfersReplyDecoder.TEMPLATE_ID ->
                mapper.decodeTransferResults(buffer, offset);
            default -> null;
        };
    }

    /** The node has said where it stands; to be compared once the journal has been followed up to there. */
    void told(final EngineState state)
    {
        if (state.sequence() == sequence)
        {
            compare(state);
        }
        else if (state.sequence() > sequence)
        {
            states.put(state.sequence(), state);
        }
    }

    /** @return whether the node has told of a state that the journal was not followed up to yet. */
    boolean hasUncomparedState()
    {
        return !states.isEmpty();
    }

    /** The node has told of changes, in their order. */
    void told(final List<ChangeEvent> changes)
    {
        toldEvents.addAll(changes);
    }

    /** A node begins on a folder: what was read of its journal before must all be there. */
    void restarted(final Path journal, final long recovered) throws IOException
    {
        closeReader();
        states.clear();
        toldEvents.clear();
        if (recovered < sequence)
        {
            violated.accept("the node recovered to " + recovered + ", but " + sequence + " was durable");
            return;
        }
        reader = JournalReader.open(journal);
        long seen = 0;
        while (seen < sequence && reader.next())
        {
            seen = reader.sequence();
        }
        if (seen != sequence || sequence > 0 && reader.crc() != frameCrc)
        {
            violated.accept("frame " + sequence + " is not what it was");
            return;
        }
        follow(recovered);
        if (sequence < recovered)
        {
            violated.accept("the journal reaches " + sequence + ", the node recovered to " + recovered);
        }
        checkAllAcknowledgedAreDurable();
    }

    /** All that was answered up to now must be in the journal. */
    void checkAllAcknowledgedAreDurable()
    {
        if (!acks.isEmpty())
        {
            final Map.Entry<Request, List<?>> lost = acks.entrySet().iterator().next();
            violated.accept("request " + lost.getKey().number() + " of session " + lost.getKey().session() +
                " was answered " + lost.getValue() + " and is not in the journal");
        }
    }

    /**
     * All that was durable or answered must be in the journal that another oracle has followed.
     *
     * @param other made by {@link #anew} when this one stood where it stands now.
     */
    void requireAllIn(final Oracle other)
    {
        if (other.sequence < sequence || sequence > 0 && other.markedCrc != frameCrc)
        {
            violated.accept("an image of a loss of power reaches " + other.sequence + ", but " + sequence +
                " was durable" + (other.sequence < sequence ? "" : ", and holds another frame there"));
        }
        acks.forEach((request, results) ->
        {
            final Outcome outcome = other.outcomes.get(request);
            if (outcome == null || !outcome.results().equals(results))
            {
                violated.accept("request " + request.number() + " of session " + request.session() +
                    " was answered " + results + ", but an image of a loss of power has " + outcome);
            }
        });
    }

    /**
     * Reads on in the journal.
     *
     * @param durable sequence up to which the node says that it is durable: what stands behind it may still be lost.
     */
    void follow(final long durable) throws IOException
    {
        while (reader != null && sequence < durable && reader.next())
        {
            if (reader.sequence() != sequence + 1)
            {
                violated.accept("frame " + reader.sequence() + " follows " + sequence);
                return;
            }
            sequence = reader.sequence();
            frameCrc = reader.crc();
            if (sequence == markedSequence)
            {
                markedCrc = frameCrc;
            }
            apply(reader.buffer(), reader.offset(), reader.length(), reader.timestamp());
            final EngineState state = states.remove(sequence);
            if (state != null)
            {
                compare(state);
            }
        }
        compareEvents();
    }

    private void apply(final DirectBuffer buffer, final int offset, final int length, final long timestamp)
    {
        engine.onCommand(sequence, timestamp, buffer, offset, length, sink);
        header.wrap(buffer, offset, JournalFrameHeaderDecoder.BLOCK_LENGTH, JournalFrameHeaderDecoder.SCHEMA_VERSION);
        final long session = header.sessionLow();
        final long number = header.request();
        final Request request = new Request(session, number);
        if (number != 0 && number <= lastRequests.getOrDefault(session, 0L))
        {
            // Seen before: nothing happens, and the answer is the first one.
            return;
        }
        final List<?> results = run(buffer, JournalFrames.messageOffset(offset), timestamp);
        if (number == 0)
        {
            return;
        }
        checkSent(request, buffer, JournalFrames.messageOffset(offset), JournalFrames.messageLength(length));
        lastRequests.put(session, number);
        outcomes.put(request, new Outcome(sequence, results));
        final List<?> answered = acks.remove(request);
        if (answered != null && !answered.equals(results))
        {
            violated.accept("request " + number + " of session " + session + ", sequence " + sequence +
                ", was answered " + answered + ", but the plain ledger gives " + results);
        }
        final List<?> replayed = results(sink.buffer(), 0);
        if (replayed != null && !replayed.equals(results))
        {
            violated.accept("sequence " + sequence + " replayed gives " + replayed + ", but the plain ledger gives " +
                results);
        }
    }

    private void checkSent(final Request request, final DirectBuffer buffer, final int message, final int length)
    {
        final byte[] asked = sent.get(request);
        final byte[] kept = new byte[length];
        buffer.getBytes(message, kept);
        if (!Arrays.equals(asked, kept))
        {
            violated.accept("sequence " + sequence + " holds " + (asked == null ? "what nobody has sent" :
                "something else than request " + request.number() + " of session " + request.session()));
        }
    }

    private List<?> run(final DirectBuffer buffer, final int message, final long timestamp)
    {
        messageHeader.wrap(buffer, message);
        return switch (messageHeader.templateId())
        {
            case ConfigureDecoder.TEMPLATE_ID ->
            {
                final ConfigureDecoder configure = new ConfigureDecoder().wrapAndApplyHeader(
                    buffer, message, messageHeader);
                reference = new ReferenceLedger(new Capacities((int)configure.accountsMax(),
                    (int)configure.transfersMax(), (int)configure.holdsMax()));
                yield List.of();
            }
            case TickDecoder.TEMPLATE_ID ->
            {
                reference.tick(timestamp, 0);
                yield List.of();
            }
            case CreateAccountsDecoder.TEMPLATE_ID ->
            {
                final List<Account> accounts = mapper.decodeCreateAccounts(buffer, message);
                events += accounts.size();
                yield reference.createAccounts(timestamp, accounts);
            }
            case CreateTransfersDecoder.TEMPLATE_ID ->
            {
                final List<CreateResult<CreateTransferStatus>> results =
                    reference.createTransfers(timestamp, mapper.decodeCreateTransfers(buffer, message));
                events += results.size();
                yield results;
            }
            default -> throw new IllegalStateException("template " + messageHeader.templateId());
        };
    }

    private void compare(final EngineState state)
    {
        final StateHash hash = engine.hash();
        final UInt128 replayed = new UInt128(hash.stateHigh(), hash.stateLow());
        if (!state.stateHash().equals(replayed))
        {
            violated.accept("at sequence " + sequence + " the node's state has hash " + state.stateHash() +
                ", a replay of its journal gives " + replayed);
        }
        if (reference != null && (state.accounts() != reference.accounts() ||
            state.records() != reference.records()))
        {
            violated.accept("at sequence " + sequence + " the node has " + state.accounts() + " accounts and " +
                state.records() + " records, the plain ledger " + reference.accounts() + " and " +
                reference.records());
        }
    }

    private void compareEvents()
    {
        if (reference == null)
        {
            return;
        }
        final List<ChangeEvent> expected = reference.events(comparedEvents);
        int i = 0;
        while (!toldEvents.isEmpty() && i < expected.size())
        {
            final ChangeEvent told = toldEvents.poll();
            if (!told.equals(expected.get(i)))
            {
                violated.accept("the node tells of " + told + ", the plain ledger of " + expected.get(i));
                return;
            }
            i++;
        }
        comparedEvents += i;
    }

    /** @return timestamp of the last change that was compared; 0 = none. */
    long comparedUpTo()
    {
        return comparedEvents == 0 ? 0 : reference.events(comparedEvents - 1).getFirst().timestamp();
    }

    /** @return whether changes wait that the journal does not show yet. */
    boolean hasUncompared()
    {
        return !toldEvents.isEmpty();
    }

    /** @return when the next hold falls due, by the host's clock; {@link Long#MAX_VALUE} where none waits. */
    long nextDue()
    {
        return reference == null ? Long.MAX_VALUE : reference.nextExpiry();
    }

    /** @return how many changes there are that were not compared yet. */
    int eventsLeft()
    {
        return reference == null ? 0 : reference.events(comparedEvents).size();
    }

    static int eventsAtATime()
    {
        return EVENTS_AT_A_TIME;
    }

    private void closeReader() throws IOException
    {
        if (reader != null)
        {
            reader.close();
            reader = null;
        }
    }

    /** The folder goes; nothing more of it is read. */
    void stopped() throws IOException
    {
        closeReader();
    }

    @Override
    public void close() throws IOException
    {
        closeReader();
        engine.close();
    }

    /** Takes one reply at a time. */
    private static final class ReplaySink implements EventSink
    {
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Engine.REPLY_MAX]);

        @Override
        public MutableDirectBuffer claim(final int lengthMax)
        {
            return buffer;
        }

        DirectBuffer buffer()
        {
            return buffer;
        }

        @Override
        public int offset()
        {
            return 0;
        }

        @Override
        public void commit(final int length)
        {
            // It is looked at before the next one.
        }
    }
}
