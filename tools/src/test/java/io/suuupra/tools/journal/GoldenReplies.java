package io.suuupra.tools.journal;

import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.CommandReplyDecoder;
import io.suuupra.codecs.generated.CommandStatus;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateAccountsReplyDecoder;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.CreateTransfersReplyDecoder;
import io.suuupra.codecs.generated.FailureDecoder;
import io.suuupra.codecs.generated.JournalFrameHeaderEncoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.engine.Engine;
import io.suuupra.engine.EventSink;
import io.suuupra.engine.read.Scan;
import io.suuupra.journal.JournalReader;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * Runs a journal through an engine and keeps a digest of every byte that it answers, to commands and, at the end, to
 * reads; and the statuses that were among them.
 */
final class GoldenReplies implements EventSink
{
    private static final int HEADER_LENGTH = JournalFrameHeaderEncoder.BLOCK_LENGTH;

    /** A scan may answer with a read that goes on in its place; these are the reads' numbers. */
    private static final int READS_FROM = 40;
    private static final int READS_TO = 59;

    /** Place of the version, the last field of a message's header. */
    private static final int VERSION = MessageHeaderDecoder.versionEncodingOffset();

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Engine.REPLY_MAX]);
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[HEADER_LENGTH + Limits.FRAME_MAX]);
    private final EdgeMapper mapper = new EdgeMapper();
    private final MessageDigest digest;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Set<CreateAccountStatus> accountStatuses = EnumSet.noneOf(CreateAccountStatus.class);
    private final Set<CreateTransferStatus> transferStatuses = EnumSet.noneOf(CreateTransferStatus.class);
    private final Set<CommandStatus> commandStatuses = EnumSet.noneOf(CommandStatus.class);
    private long failures;
    private int length;

    private GoldenReplies() throws NoSuchAlgorithmException
    {
        digest = MessageDigest.getInstance("SHA-256");
    }

    /**
     * @param journal to run.
     * @param to      last sequence.
     * @return what it was answered.
     */
    static GoldenReplies of(final Path journal, final long to) throws IOException, NoSuchAlgorithmException
    {
        final GoldenReplies replies = new GoldenReplies();
        try (ScratchStore store = ScratchStore.empty(); Engine engine = new Engine(store);
            JournalReader reader = JournalReader.open(journal))
        {
            while (engine.sequence() < to && reader.next())
            {
                engine.onCommand(
                    reader.sequence(), reader.timestamp(), reader.buffer(), reader.offset(), reader.length(), replies);
                replies.take();
            }
            replies.read(engine);
        }
        return replies;
    }

    private void take()
    {
        digest(length);
        header.wrap(buffer, 0);
        switch (header.templateId())
        {
            case CreateAccountsReplyDecoder.TEMPLATE_ID ->
                mapper.decodeAccountResults(buffer, 0).forEach(result -> accountStatuses.add(result.status()));
            case CreateTransfersReplyDecoder.TEMPLATE_ID ->
                mapper.decodeTransferResults(buffer, 0).forEach(result -> transferStatuses.add(result.status()));
            case CommandReplyDecoder.TEMPLATE_ID ->
                commandStatuses.add(new CommandReplyDecoder().wrapAndApplyHeader(buffer, 0, header).status());
            case FailureDecoder.TEMPLATE_ID -> failures++;
            default -> throw new AssertionError("a command was answered " + header.templateId());
        }
    }

    /** All but the schema's version, which every message names and which rises though this one has not changed. */
    private void digest(final int bytes)
    {
        digest.update(buffer.byteArray(), 0, VERSION);
        digest.update(buffer.byteArray(), MessageHeaderDecoder.ENCODED_LENGTH,
            bytes - MessageHeaderDecoder.ENCODED_LENGTH);
    }

    /** Asks for things by every kind of read. */
    private void read(final Engine engine)
    {
        final QueryFilter few = QueryFilter.builder().limit(500).build();
        final QueryFilter last =
            QueryFilter.builder().limit(500).ledger(356).userData64(1).flags(FilterFlags.REVERSED).build();
        read(engine, mapper.encodeQueryAccounts(few, frame, HEADER_LENGTH));
        read(engine, mapper.encodeQueryAccounts(last, frame, HEADER_LENGTH));
        read(engine, mapper.encodeQueryTransfers(few, frame, HEADER_LENGTH));
        read(engine, mapper.encodeQueryTransfers(last, frame, HEADER_LENGTH));
        read(engine, mapper.encodeGetChangeEvents(0, 0, Limits.CHANGE_EVENTS_MAX, frame, HEADER_LENGTH));
        for (int account = 1; account <= 8; account++)
        {
            final AccountFilter filter = AccountFilter.builder().accountId(UInt128.of(1L << 8 | account)).limit(500)
                .flags(FilterFlags.DEBITS | FilterFlags.CREDITS).build();
            read(engine, mapper.encodeGetAccountTransfers(filter, frame, HEADER_LENGTH));
            read(engine, mapper.encodeGetAccountBalances(filter, frame, HEADER_LENGTH));
        }
        read(engine, mapper.encodeGetState(frame, HEADER_LENGTH));
    }

    private void read(final Engine engine, final int messageLength)
    {
        putFrameHeader(messageLength);
        Scan scan = engine.onRead(frame, 0, this);
        while (scan != null)
        {
            length = scan.run(buffer, 0);
            header.wrap(buffer, 0);
            if (header.templateId() < READS_FROM || header.templateId() > READS_TO)
            {
                break;
            }
            frame.putBytes(HEADER_LENGTH, buffer, 0, length);
            putFrameHeader(length);
            scan = engine.onRead(frame, 0, this);
        }
        digest(length);
    }

    private void putFrameHeader(final int messageLength)
    {
        new JournalFrameHeaderEncoder().wrap(frame, 0)
            .length(HEADER_LENGTH + messageLength)
            .principalKey(Principal.NODE.key())
            .principalTenant(Principal.NODE.tenant())
            .principalScopes(Principal.NODE.scopes())
            .ledgerMin(Integer.toUnsignedLong(Principal.NODE.ledgerMin()))
            .ledgerMax(Integer.toUnsignedLong(Principal.NODE.ledgerMax()));
    }

    String hash()
    {
        return HexFormat.of().formatHex(digest.digest());
    }

    Set<CreateAccountStatus> accountStatuses()
    {
        return accountStatuses;
    }

    Set<CreateTransferStatus> transferStatuses()
    {
        return transferStatuses;
    }

    Set<CommandStatus> commandStatuses()
    {
        return commandStatuses;
    }

    /** @return requests whose reply was not kept any more. */
    long failures()
    {
        return failures;
    }

    @Override
    public MutableDirectBuffer claim(final int lengthMax)
    {
        return buffer;
    }

    @Override
    public int offset()
    {
        return 0;
    }

    @Override
    public void commit(final int replyLength)
    {
        length = replyLength;
    }
}
