package io.suuupra.engine;

import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.SnapshotHeaderDecoder;
import io.suuupra.codecs.generated.SnapshotReplyDecoder;
import io.suuupra.codecs.generated.SnapshotSessionDecoder;
import io.suuupra.codecs.generated.SnapshotWordsDecoder;
import io.suuupra.engine.ledger.Indexing;
import io.suuupra.engine.ledger.LedgerSnapshot;
import io.suuupra.engine.session.Sessions;
import io.suuupra.engine.table.Words;
import io.suuupra.engine.upi.UpiTables;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.Arrays;

import static io.suuupra.engine.CorruptStateException.require;

/**
 * Takes the messages of a complete snapshot into a new engine, in the order in which they were written. The store's
 * segments must hold its records before {@link #finish}.
 */
public final class EngineRestore
{
    private final Engine engine;
    private final Sessions sessions;
    private final UpiTables upi;
    private final MessageHeaderDecoder messageHeader = new MessageHeaderDecoder();
    private final SnapshotHeaderDecoder header = new SnapshotHeaderDecoder();
    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);
    private final long[] words = new long[Words.TABLE_MAX + 1];
    private int[] blockCrcs = new int[0];
    private boolean hasHeader;

    EngineRestore(final Engine engine, final Sessions sessions, final UpiTables upi)
    {
        require(engine.sequence() == 0, "a snapshot is restored into a new engine");
        this.engine = engine;
        this.sessions = sessions;
        this.upi = upi;
    }

    /**
     * @param buffer that holds a message with its header.
     * @param offset of the header.
     * @param length of header and message in bytes.
     */
    public void onMessage(final DirectBuffer buffer, final int offset, final int length)
    {
        require(length >= MessageHeaderDecoder.ENCODED_LENGTH, "a snapshot's message has a header");
        // Nothing behind the message is ever taken for a part of it.
        message.wrap(buffer, offset, length);
        messageHeader.wrap(message, 0);
        final int templateId = messageHeader.templateId();
        require(hasHeader || templateId == SnapshotHeaderDecoder.TEMPLATE_ID, "a snapshot begins with its header");
        try
        {
            switch (templateId)
            {
                case SnapshotHeaderDecoder.TEMPLATE_ID -> onHeader();
                case SnapshotWordsDecoder.TEMPLATE_ID -> onWords(Words.read(message, 0));
                case SnapshotSessionDecoder.TEMPLATE_ID, SnapshotReplyDecoder.TEMPLATE_ID ->
                    sessions.restore(templateId, message, 0);
                default -> throw new CorruptStateException("a snapshot has no message " + templateId);
            }
        }
        catch (final IndexOutOfBoundsException shorter)
        {
            throw new CorruptStateException(
                "a snapshot's message " + templateId + " of " + length + " bytes is cut: " + shorter.getMessage());
        }
    }

    /** Ends the restore: the engine stands where the snapshot was taken. */
    public void finish()
    {
        finish(Indexing.ONE_PART);
    }

    /**
     * The same.
     *
     * @param indexing runs the parts of building the index of the records.
     */
    public void finish(final Indexing indexing)
    {
        require(hasHeader, "a snapshot has a header");
        LedgerSnapshot.restored(engine.ledger(), header, words, indexing);
        upi.restored(Arrays.copyOfRange(words, Words.TABLE_UPI, Words.TABLE_UPI + UpiTables.COUNT));
        engine.restored(header.sequence(), header.behaviour());
    }

    /** @return the header; its message must have been taken. */
    public SnapshotHeaderDecoder header()
    {
        require(hasHeader, "a snapshot has a header");
        return header;
    }

    /** @return sums of the store's blocks below the snapshot's cut. */
    public int[] blockCrcs()
    {
        return blockCrcs;
    }

    private void onWords(final Words.Run run)
    {
        require(run.table() >= Words.TABLE_ACCOUNTS && run.table() <= Words.TABLE_MAX,
            "a snapshot has tables 1 to " + Words.TABLE_MAX);
        require(run.first() == words[run.table()], "the words of a snapshot's table come in order");
        words[run.table()] += run.count();
        if (run.table() >= Words.TABLE_UPI)
        {
            upi.restore(run);
            return;
        }
        if (run.table() != Words.TABLE_BLOCK_CRCS)
        {
            LedgerSnapshot.restoreWords(engine.ledger(), run);
            return;
        }
        blockCrcs = Arrays.copyOf(blockCrcs, blockCrcs.length + run.count());
        for (int word = 0; word < run.count(); word++)
        {
            blockCrcs[(int)run.first() + word] = (int)run.get(word);
        }
    }

    private void onHeader()
    {
        require(!hasHeader, "a snapshot has one header");
        require(messageHeader.blockLength() >= SnapshotHeaderDecoder.BLOCK_LENGTH &&
            message.capacity() >= MessageHeaderDecoder.ENCODED_LENGTH + messageHeader.blockLength(),
            "a snapshot's header is complete");
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[message.capacity()]);
        copy.putBytes(0, message, 0, message.capacity());
        header.wrapAndApplyHeader(copy, 0, new MessageHeaderDecoder());
        LedgerSnapshot.check(header);
        hasHeader = true;
        if (header.configured() != 0)
        {
            sessions.configure((int)header.sessionsMax(), (int)header.repliesMax());
        }
    }
}
