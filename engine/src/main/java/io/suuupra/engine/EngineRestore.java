package io.suuupra.engine;

import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.SnapshotHeaderDecoder;
import io.suuupra.codecs.generated.SnapshotReplyDecoder;
import io.suuupra.codecs.generated.SnapshotSessionDecoder;
import io.suuupra.codecs.generated.SnapshotWordsDecoder;
import io.suuupra.engine.ledger.Indexing;
import io.suuupra.engine.ledger.LedgerSnapshot;
import io.suuupra.engine.ledger.Words;
import io.suuupra.engine.session.Sessions;
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
    private final MessageHeaderDecoder messageHeader = new MessageHeaderDecoder();
    private final SnapshotHeaderDecoder header = new SnapshotHeaderDecoder();
    private int[] blockCrcs = new int[0];
    private boolean hasHeader;

    EngineRestore(final Engine engine, final Sessions sessions)
    {
        require(engine.sequence() == 0, "a snapshot is restored into a new engine");
        this.engine = engine;
        this.sessions = sessions;
    }

    /**
     * @param buffer that holds a message with its header.
     * @param offset of the header.
     * @param length of header and message in bytes.
     */
    public void onMessage(final DirectBuffer buffer, final int offset, final int length)
    {
        messageHeader.wrap(buffer, offset);
        final int templateId = messageHeader.templateId();
        require(hasHeader || templateId == SnapshotHeaderDecoder.TEMPLATE_ID, "a snapshot begins with its header");
        switch (templateId)
        {
            case SnapshotHeaderDecoder.TEMPLATE_ID -> onHeader(buffer, offset, length);
            case SnapshotWordsDecoder.TEMPLATE_ID -> onWords(Words.read(buffer, offset));
            case SnapshotSessionDecoder.TEMPLATE_ID, SnapshotReplyDecoder.TEMPLATE_ID ->
                sessions.restore(templateId, buffer, offset);
            default -> throw new CorruptStateException("a snapshot has no message " + templateId);
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
        LedgerSnapshot.restored(engine.ledger(), header, indexing);
        engine.restored(header.sequence(), header.behaviour());
    }

    /** @return the header, valid once its message was taken. */
    public SnapshotHeaderDecoder header()
    {
        return header;
    }

    /** @return sums of the store's blocks below the snapshot's cut. */
    public int[] blockCrcs()
    {
        return blockCrcs;
    }

    private void onWords(final Words.Run run)
    {
        if (run.table() != Words.TABLE_BLOCK_CRCS)
        {
            LedgerSnapshot.restoreWords(engine.ledger(), run);
            return;
        }
        require(run.first() == blockCrcs.length, "the sums of a snapshot come in order");
        blockCrcs = Arrays.copyOf(blockCrcs, blockCrcs.length + run.count());
        for (int word = 0; word < run.count(); word++)
        {
            blockCrcs[(int)run.first() + word] = (int)run.get(word);
        }
    }

    private void onHeader(final DirectBuffer buffer, final int offset, final int length)
    {
        require(!hasHeader, "a snapshot has one header");
        hasHeader = true;
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
        copy.putBytes(0, buffer, offset, length);
        header.wrapAndApplyHeader(copy, 0, new MessageHeaderDecoder());
        if (header.configured() != 0)
        {
            sessions.configure((int)header.sessionsMax(), (int)header.repliesMax());
        }
    }
}
