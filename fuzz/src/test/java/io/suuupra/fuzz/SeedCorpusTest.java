package io.suuupra.fuzz;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.JournalFrameHeaderEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.ResumeEncoder;
import io.suuupra.codecs.generated.SubscribeEncoder;
import io.suuupra.engine.EngineSnapshot;
import io.suuupra.journal.JournalFuzz;
import io.suuupra.journal.JournalOptions;
import io.suuupra.journal.JournalTail;
import io.suuupra.journal.JournalWriter;
import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.snapshot.SnapshotFileWriter;
import io.suuupra.journal.snapshot.SnapshotFuzz;
import io.suuupra.journal.wal.WriteAheadLog;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

/**
 * Makes the inputs that a fuzzer begins with from real messages and files. With {@code -Dsuuupra.corpus.write=true}
 * they are written into the tree; else those in the tree must be what is made. Inputs whose names begin with
 * {@code found-} are those of mended bugs, and are left alone.
 */
class SeedCorpusTest
{
    private static final boolean WRITE = Boolean.getBoolean("suuupra.corpus.write");
    private static final Path ROOT = Path.of(System.getProperty("suuupra.root", ".."));
    private static final Path CORPUS = ROOT.resolve("fuzz/src/test/resources/corpus");
    private static final int HEADER_LENGTH = JournalFrameHeaderEncoder.BLOCK_LENGTH;
    private static final int KIB = 1024;

    @TempDir
    private Path folder;

    private final EdgeMapper mapper = new EdgeMapper();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64 * KIB]);
    private final Map<String, byte[]> seeds = new LinkedHashMap<>();

    @Test
    void shouldMakeWhatIsInTheTree() throws IOException
    {
        final Map<String, byte[]> messages = messages();
        messages.forEach((name, message) -> seeds.put("message/" + name, message));
        wire(messages);
        rest();
        journal();
        snapshot();
        mapping();
        csv();
        for (final Map.Entry<String, byte[]> seed : seeds.entrySet())
        {
            final Path file = CORPUS.resolve(seed.getKey());
            if (WRITE)
            {
                Files.createDirectories(file.getParent());
                Files.write(file, seed.getValue());
            }
            assertArrayEquals(seed.getValue(), Files.readAllBytes(file), seed.getKey());
        }
    }

    private byte[] message(final int length)
    {
        return Arrays.copyOf(buffer.byteArray(), length);
    }

    private static Transfer.Builder transfer(final int id)
    {
        return Transfer.builder().id(UInt128.of(id)).debitAccountId(UInt128.of(1)).creditAccountId(UInt128.of(2))
            .amount(5).ledger(356).code(1);
    }

    private Map<String, byte[]> messages()
    {
        final Map<String, byte[]> messages = new LinkedHashMap<>();
        messages.put("create-accounts", message(mapper.encodeCreateAccounts(List.of(
            Account.builder().id(UInt128.of(9)).ledger(356).code(1).build(),
            Account.builder().id(UInt128.of(1)).ledger(840).code(2).build()), buffer, 0)));
        messages.put("create-transfers", message(mapper.encodeCreateTransfers(List.of(
            transfer(10).flags(TransferFlags.LINKED).build(), transfer(11).build(),
            transfer(12).flags(TransferFlags.PENDING).timeout(5).build(),
            Transfer.builder().id(UInt128.of(13)).pendingId(UInt128.of(2)).amount(Long.MAX_VALUE)
                .flags(TransferFlags.POST_PENDING_TRANSFER).build()), buffer, 0)));
        messages.put("lookup-accounts",
            message(mapper.encodeLookupAccounts(List.of(UInt128.of(1), UInt128.of(77)), buffer, 0)));
        messages.put("lookup-transfers", message(mapper.encodeLookupTransfers(List.of(UInt128.of(1)), buffer, 0)));
        final AccountFilter filter = AccountFilter.builder().accountId(UInt128.of(2)).limit(10)
            .flags(FilterFlags.DEBITS | FilterFlags.CREDITS).build();
        messages.put("account-transfers", message(mapper.encodeGetAccountTransfers(filter, buffer, 0)));
        messages.put("account-balances", message(mapper.encodeGetAccountBalances(filter, buffer, 0)));
        final QueryFilter query = QueryFilter.builder().limit(10).flags(FilterFlags.REVERSED).build();
        messages.put("query-accounts", message(mapper.encodeQueryAccounts(query, buffer, 0)));
        messages.put("query-transfers", message(mapper.encodeQueryTransfers(query, buffer, 0)));
        messages.put("change-events", message(mapper.encodeGetChangeEvents(0, 0, 10, buffer, 0)));
        messages.put("state", message(mapper.encodeGetState(buffer, 0)));
        messages.put("tick", message(mapper.encodeTick(0, buffer, 0)));
        return messages;
    }

    private void wire(final Map<String, byte[]> messages)
    {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(3);
        messages.forEach((name, message) ->
        {
            final ByteArrayOutputStream one = new ByteArrayOutputStream();
            one.write(3);
            put(one, 1, message);
            seeds.put("wire/" + name, one.toByteArray());
            put(all, all.size() % 50, message);
        });
        put(all, 60, message(MessageHeaderEncoder.ENCODED_LENGTH +
            new SubscribeEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).encodedLength()));
        put(all, 61, message(MessageHeaderEncoder.ENCODED_LENGTH +
            new ResumeEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).encodedLength()));
        seeds.put("wire/session", all.toByteArray());
        final ByteArrayOutputStream stranger = new ByteArrayOutputStream();
        stranger.write(2);
        put(stranger, 1, messages.get("state"));
        seeds.put("wire/stranger", stranger.toByteArray());
        seeds.put("wire/length", new byte[]{1, -1, -1, -1, 127, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0});
        seeds.put("wire/short", new byte[]{5, 24, 0, 0, 0, 9, 9, 9, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1, 0, 0, 0});
    }

    private static void put(final ByteArrayOutputStream out, final int request, final byte[] message)
    {
        out.write(message.length & 0xFF);
        out.write(message.length >> 8);
        out.write(request);
        out.writeBytes(message);
    }

    private void rest()
    {
        final String[] bodies = {
            "{\"accounts\":[{\"id\":\"9\",\"ledger\":356,\"code\":1,\"flags\":[\"history\",\"linked\"]}]}",
            "{\"transfers\":[{\"id\":\"0190f1f0-0000-7000-8000-000000000001\",\"debit_account_id\":1," +
                "\"credit_account_id\":\"2\",\"amount\":\"5\",\"ledger\":356,\"code\":1,\"flags\":[\"pending\"]}]}",
            "{\"ids\":[1,\"2\"]}",
            "{\"ids\":[1]}",
            "1",
            "2",
            "1\n{\"limit\":10,\"flags\":[\"debits\",\"credits\",\"reversed\"]}",
            "2\n{\"timestamp_min\":\"1\",\"timestamp_max\":2}",
            "{\"ledger\":356,\"limit\":5}",
            "{\"code\":1,\"flags\":[\"reversed\"],\"user_data_128\":\"1\"}",
            "",
            "{\"advance_ns\":\"1000\"}"};
        for (int route = 0; route < bodies.length; route++)
        {
            seeds.put("rest/route-" + route, withChoice(route, bodies[route]));
        }
        restUpi();
        seeds.put("rest/broken", withChoice(1, "{\"transfers\":[{\"id\":1e400,\"amount\":[[[[[[[[[{\"a\":null"));
        seeds.put("rest/http", withChoice(128, String.join("\r\n",
            "GET /v1/accounts/1 HTTP/1.1", "Host: a", "Authorization: Bearer KEY", "",
            "POST /v1/transfers?x=%zz HTTP/1.1", "Authorization: Bearer KEY", "Transfer-Encoding: chunked", "",
            "4", "{\"tr", "0", "", "GET /metrics HTTP/1.0", "", "")));
        seeds.put("rest/events",
            withChoice(129, "GET /v1/change-events?from=1&limit=2 HTTP/1.1\r\nAuthorization: Bearer KEY\r\n\r\n"));
    }

    private void restUpi()
    {
        final String common = "\"transaction_id\":\"T1\",\"payer_address\":\"anna@alpha\"," +
            "\"payee_address\":\"shop@beta\",\"payee_type\":\"entity\",\"payee_code\":5411,\"amount\":\"49900\"," +
            "\"account\":\"101\",\"account_ifsc\":\"AAAA0000001\",\"account_type\":1,\"note\":\"Order 17\",";
        seeds.put("rest/route-19", withChoice(19, "{" + common + "\"credentials\":\"AQID\"}"));
        seeds.put("rest/route-20", withChoice(20, "{" + common + "\"expire_after\":30}"));
        seeds.put("rest/route-21", withChoice(21, "T1\n"));
        seeds.put("rest/qr", withChoice(130, String.join("\r\n",
            "GET /v1/upi/qr?pa=shop@beta&pn=Tea%20%26%20Co&am=499.00&mam=1.00&tr=ORDER17&scale=1 HTTP/1.1", "Host: a",
            "Accept: image/svg+xml;q=0.5, image/*;q=0.9", "Authorization: Bearer KEY", "", "")));
    }

    private static byte[] withChoice(final int choice, final String text)
    {
        return withChoice(choice, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] withChoice(final int choice, final byte[] bytes)
    {
        final byte[] seed = new byte[bytes.length + 1];
        seed[0] = (byte)choice;
        System.arraycopy(bytes, 0, seed, 1, bytes.length);
        return seed;
    }

    private void journal() throws IOException
    {
        final JournalOptions options = JournalOptions.small();
        final Path first = folder.resolve("first");
        final int crc;
        try (JournalWriter writer = JournalWriter.open(
            first, options, new JournalTail(0, 0, 0, 0, JournalFuzz.CYCLE, 0)))
        {
            commit(writer, 1, 3);
            commit(writer, 4, 4);
            writer.mark();
            crc = writer.frameCrc();
        }
        final Path second = folder.resolve("second");
        try (JournalWriter writer = JournalWriter.open(
            second, options, new JournalTail(4, crc, 1, 0, JournalFuzz.CYCLE + 1, 0)))
        {
            commit(writer, 5, 6);
        }
        final byte[] one = trimmed(first.resolve(CycleFiles.name(JournalFuzz.CYCLE)));
        final byte[] two = trimmed(second.resolve(CycleFiles.name(JournalFuzz.CYCLE + 1)));
        seeds.put("journal/one", withChoice(0, one));
        seeds.put("journal/one-mended", withChoice(1, one));
        seeds.put("journal/one-repaired", withChoice(9, one));
        final byte[] both = Arrays.copyOf(one, 2 * Math.max(one.length, two.length));
        System.arraycopy(two, 0, both, both.length / 2, two.length);
        seeds.put("journal/two", withChoice(2, both));
        seeds.put("journal/two-repaired", withChoice(11, both));
        final Path ahead = folder.resolve("ahead");
        try (JournalWriter writer = JournalWriter.open(ahead,
            options.withWal(new WriteAheadLog.Sizes(2, 64 * KIB)), new JournalTail(0, 0, 0, 0, JournalFuzz.CYCLE, 0)))
        {
            commit(writer, 1, 2);
            commit(writer, 3, 3);
        }
        final byte[] log = trimmed(ahead.resolve("ahead-0.wal"));
        final byte[] behind = Arrays.copyOf(one, 2 * Math.max(one.length, log.length));
        System.arraycopy(log, 0, behind, behind.length / 2, log.length);
        seeds.put("journal/ahead", withChoice(14, behind));
    }

    private void commit(final JournalWriter writer, final int from, final int to) throws IOException
    {
        for (int sequence = from; sequence <= to; sequence++)
        {
            final int length = HEADER_LENGTH + mapper.encodeTick(0, buffer, HEADER_LENGTH);
            new JournalFrameHeaderEncoder().wrap(buffer, 0).length(length).crc(0).previousCrc(0).epoch(0)
                .sequence(sequence).timestamp(sequence).sessionLow(0).sessionHigh(0).request(0)
                .principalKey(0).principalTenant(0).principalScopes(0).ledgerMin(0).ledgerMax(0);
            writer.append(buffer, 0, length);
        }
        writer.commit();
    }

    /** Without the zeros at the end. */
    private static byte[] trimmed(final Path file) throws IOException
    {
        final byte[] bytes = Files.readAllBytes(file);
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0)
        {
            length--;
        }
        return Arrays.copyOf(bytes, length + 7 & -8);
    }

    private void snapshot() throws IOException
    {
        try (FuzzEngine engine = FuzzEngine.withSomeState())
        {
            final EngineSnapshot snapshot = engine.engine().snapshot();
            snapshot.place(1, 7, JournalFuzz.CYCLE);
            final Path file;
            try (SnapshotFileWriter writer = SnapshotFileWriter.create(folder, SnapshotFuzz.SEQUENCE, Disk.SYSTEM))
            {
                snapshot.write(writer::append, new int[]{1, 2});
                file = writer.commit();
            }
            final byte[] bytes = Files.readAllBytes(file);
            seeds.put("snapshot/whole", withChoice(0, bytes));
            seeds.put("snapshot/mended", withChoice(1, bytes));
        }
    }

    private void mapping() throws IOException
    {
        seeds.put("mapping/berka", Files.readAllBytes(ROOT.resolve("docs/examples/berka.yaml")));
        seeds.put("mapping/small", """
            csv: {delimiter: ';', quote: '"', charset: ISO-8859-1}
            columns: {id: {}, date: {type: date, format: yyMMdd}, amount: {type: amount, decimals: 2}}
            accounts: [{id: {const: 1}, ledger: 356, code: 1}]
            transfers: [{id: {hash: [id]}, debit_account_id: 1, credit_account_id: 2, amount: amount, code: 1}]
            """.getBytes(StandardCharsets.UTF_8));
    }

    private void csv()
    {
        seeds.put("csv/plain", withChoice(0, "a,b,c\n1,2,3\r\n\n4,5,6"));
        seeds.put("csv/quoted", withChoice(1, "\"a\";\"b;\"\"\"\n\"x\ny\";\n\"open"));
        seeds.put("csv/raw", withChoice(14, "\uFEFFa\tb\"c\t\n"));
    }
}
