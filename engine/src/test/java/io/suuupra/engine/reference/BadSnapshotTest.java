package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.SnapshotHeaderDecoder;
import io.suuupra.codecs.generated.SnapshotHeaderEncoder;
import io.suuupra.codecs.generated.SnapshotReplyDecoder;
import io.suuupra.codecs.generated.SnapshotReplyEncoder;
import io.suuupra.codecs.generated.SnapshotSessionDecoder;
import io.suuupra.codecs.generated.SnapshotSessionEncoder;
import io.suuupra.codecs.generated.SnapshotWordsDecoder;
import io.suuupra.codecs.generated.SnapshotWordsEncoder;
import io.suuupra.engine.CorruptStateException;
import io.suuupra.engine.Engine;
import io.suuupra.engine.EngineRestore;
import io.suuupra.engine.SegmentSource;
import io.suuupra.testkit.reference.Capacities;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A snapshot that has all its checksums and makes no sense is refused before any room is made for what it says. */
class BadSnapshotTest
{
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    /** Of two accounts. */
    private static List<UnsafeBuffer> messages() throws IOException
    {
        return messages(List.of());
    }

    /** Of two accounts and what has happened to them. */
    private static List<UnsafeBuffer> messages(final List<Transfer> transfers) throws IOException
    {
        final List<UnsafeBuffer> messages = new ArrayList<>();
        try (EngineUnderTest engine = new EngineUnderTest(Capacities.AMPLE))
        {
            engine.createAccounts(1, List.of(Book.accountOf(1, 0).build(), Book.accountOf(2, 0).build()));
            if (!transfers.isEmpty())
            {
                engine.createTransfers(2, transfers);
            }
            engine.snapshot().write((buffer, offset, length) ->
            {
                final byte[] bytes = new byte[length];
                buffer.getBytes(offset, bytes);
                messages.add(new UnsafeBuffer(bytes));
            }, new int[]{1, 2, 3});
        }
        return messages;
    }

    private static void restore(final List<UnsafeBuffer> messages)
    {
        try (Engine engine = new Engine(new OneSegment()))
        {
            final EngineRestore restore = engine.restore();
            messages.forEach(message -> restore.onMessage(message, 0, message.capacity()));
            restore.finish();
        }
    }

    /** A host that compares its store with the header asks for it before the restore ends. */
    @Test
    void shouldHaveNoHeaderBeforeItHasCome()
    {
        try (Engine engine = new Engine(new OneSegment()))
        {
            final EngineRestore restore = engine.restore();
            assertThrows(CorruptStateException.class, restore::header);
        }
    }

    private static void assertRefused(final String why, final Consumer<List<UnsafeBuffer>> change) throws IOException
    {
        final List<UnsafeBuffer> messages = messages();
        change.accept(messages);
        final CorruptStateException refused =
            assertThrows(CorruptStateException.class, () -> restore(messages), why);
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    private static UnsafeBuffer message(final List<UnsafeBuffer> messages, final int templateId)
    {
        return messages.stream()
            .filter(message -> new MessageHeaderDecoder().wrap(message, 0).templateId() == templateId)
            .findFirst().orElseThrow();
    }

    private static SnapshotHeaderEncoder header(final List<UnsafeBuffer> messages)
    {
        return new SnapshotHeaderEncoder().wrap(message(messages, SnapshotHeaderDecoder.TEMPLATE_ID), HEADER);
    }

    private static SnapshotWordsEncoder words(final List<UnsafeBuffer> messages)
    {
        return new SnapshotWordsEncoder().wrap(message(messages, SnapshotWordsDecoder.TEMPLATE_ID), HEADER);
    }

    @Test
    void shouldTakeOneThatIsInOrder() throws IOException
    {
        restore(messages());
    }

    @Test
    void shouldRefuseFiguresThatAreOutOfRange() throws IOException
    {
        assertRefused("capacities", messages -> header(messages).sessionsMax(1L << 31));
        assertRefused("capacities", messages -> header(messages).repliesMax(0));
        assertRefused("capacities", messages -> header(messages).accountsMax(-1));
        assertRefused("more than its capacities", messages -> header(messages).accounts(1L << 60));
        assertRefused("more than its capacities", messages -> header(messages).holds(-1));
        assertRefused("more transfers than records", messages -> header(messages).transfers(7));
        assertRefused("more transfers than records", messages -> header(messages).records(-1));
        assertRefused("as long as its header says", messages -> header(messages).accounts(1));
        assertRefused("as long as its header says", messages -> header(messages).holds(1));
    }

    @Test
    void shouldRefuseALastAccountOfAnotherTime() throws IOException
    {
        assertRefused("the time that its header says", messages -> header(messages).lastAccountTimestamp(0));
    }

    @Test
    void shouldRefuseAHoldThatIsNoRecord() throws IOException
    {
        final List<UnsafeBuffer> messages =
            messages(List.of(Book.transfer(1, 1, 2, 5, TransferFlags.PENDING).timeout(60).build()));
        header(messages).records(0).transfers(0);
        final CorruptStateException refused =
            assertThrows(CorruptStateException.class, () -> restore(messages));
        assertTrue(refused.getMessage().contains("among its records"), refused.getMessage());
    }

    @Test
    void shouldRefuseWordsThatDoNotFollowOneAnother() throws IOException
    {
        assertRefused("come in order", messages -> words(messages).first(1L << 40));
        assertRefused("tables 1 to 12", messages -> words(messages).table(0));
        assertRefused("tables 1 to 12", messages -> words(messages).table(13));
        assertRefused("has no table 9", messages -> words(messages).table(9));
        assertRefused("its length", messages -> words(messages).words(1L << 31));
        assertRefused("come in order",
            messages -> messages.add(message(messages, SnapshotWordsDecoder.TEMPLATE_ID)));
    }

    @Test
    void shouldRefuseMessagesThatAreCutOrOutOfPlace() throws IOException
    {
        for (final int templateId : new int[]{SnapshotHeaderDecoder.TEMPLATE_ID, SnapshotWordsDecoder.TEMPLATE_ID})
        {
            for (int length = 0; length < 60; length += 5)
            {
                final int cut = length;
                assertThrows(CorruptStateException.class, () ->
                {
                    final List<UnsafeBuffer> messages = messages();
                    final UnsafeBuffer message = message(messages, templateId);
                    messages.set(messages.indexOf(message), new UnsafeBuffer(message, 0, cut));
                    restore(messages);
                }, () -> templateId + " cut to " + cut);
            }
        }
        assertRefused("begins with its header", messages -> messages.removeFirst());
        assertRefused("one header", messages -> messages.add(message(messages, SnapshotHeaderDecoder.TEMPLATE_ID)));
        assertRefused("follows its session", messages -> messages.add(reply(new byte[3], 0)));
        assertRefused("no message 214", messages -> messages.add(bare(214)));
    }

    @Test
    void shouldRefuseSessionsAndRepliesThatDoNotFit() throws IOException
    {
        assertRefused("no more sessions", messages ->
        {
            for (int i = 0; i < 5; i++)
            {
                messages.add(session(i));
            }
        });
        assertRefused("reply of a snapshot has its length", messages ->
        {
            messages.add(session(1));
            final UnsafeBuffer reply = reply(new byte[3], 0);
            reply.putInt(HEADER + SnapshotReplyEncoder.BLOCK_LENGTH, 1 << 30);
            messages.add(reply);
        });
        assertRefused("reply of a snapshot has its length", messages ->
        {
            messages.add(session(1));
            messages.add(reply(new byte[3], 1L << 31));
        });
    }

    private static UnsafeBuffer session(final int id)
    {
        final UnsafeBuffer message = new UnsafeBuffer(new byte[HEADER + SnapshotSessionDecoder.BLOCK_LENGTH]);
        new SnapshotSessionEncoder()
            .wrapAndApplyHeader(message, 0, new MessageHeaderEncoder())
            .sessionLow(id).sessionHigh(1).principalKey(1).lastSequence(id).lastRequest(1);
        return message;
    }

    private static UnsafeBuffer reply(final byte[] bytes, final long run)
    {
        final UnsafeBuffer message =
            new UnsafeBuffer(new byte[HEADER + SnapshotReplyDecoder.BLOCK_LENGTH + Integer.BYTES + bytes.length]);
        new SnapshotReplyEncoder().wrapAndApplyHeader(message, 0, new MessageHeaderEncoder())
            .request(1).firstTimestamp(0).run(run).templateId(1).padding(0).putReply(bytes, 0, bytes.length);
        return message;
    }

    private static UnsafeBuffer bare(final int templateId)
    {
        final UnsafeBuffer message = new UnsafeBuffer(new byte[HEADER]);
        new MessageHeaderEncoder().wrap(message, 0).blockLength(0).templateId(templateId).schemaId(1).version(0);
        return message;
    }

    private static final class OneSegment implements SegmentSource
    {
        private static final int ROWS = 64;

        @Override
        public int rowsPerSegment()
        {
            return ROWS;
        }

        @Override
        public UnsafeBuffer segment(final int index)
        {
            return new UnsafeBuffer(new byte[ROWS * 208]);
        }
    }
}
