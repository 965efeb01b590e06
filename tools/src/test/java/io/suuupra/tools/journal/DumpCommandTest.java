package io.suuupra.tools.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.TransferFlags;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DumpCommandTest
{
    private static final int UNKNOWN_FLAG = 1 << 15;

    private final ObjectMapper mapper = new ObjectMapper();

    @TempDir
    private Path data;

    @BeforeEach
    void setUp() throws IOException
    {
        try (NodeDriver node = NodeDriver.openWithSmallFiles(data))
        {
            node.createAccounts(
                Account.builder().id(UInt128.of(1)).ledger(356).code(7).flags(AccountFlags.HISTORY).build(),
                NodeDriver.account(2));
            node.createTransfers(
                NodeDriver.transfer(3, 40).flags(TransferFlags.PENDING | UNKNOWN_FLAG).timeout(60)
                    .userData128(UInt128.MAX).userData64(-1).userData32(-1).build(),
                NodeDriver.transfer(4, Long.MAX_VALUE).build());
            node.transfers(100, 40);
        }
    }

    private List<JsonNode> dump(final Object... options) throws IOException
    {
        final Object[] arguments = new Object[options.length + 1];
        arguments[0] = data;
        System.arraycopy(options, 0, arguments, 1, options.length);
        final CommandRun run = CommandRun.of(new DumpCommand(), arguments);
        assertEquals(0, run.exitCode(), run.err());
        final List<JsonNode> lines = new ArrayList<>();
        for (final String line : run.lines())
        {
            lines.add(mapper.readTree(line));
        }
        return lines;
    }

    @Test
    void shouldPrintEveryCommandThatWasSent() throws IOException
    {
        final List<JsonNode> lines = dump();
        assertEquals(43, lines.size());
        for (int i = 0; i < lines.size(); i++)
        {
            final JsonNode frame = lines.get(i).get("frame");
            assertEquals(Integer.toString(i + 1), frame.get("sequence").textValue());
            assertEquals(1, frame.get("epoch").intValue());
            assertTrue(Long.parseLong(frame.get("timestamp").textValue()) > 0);
            assertTrue(i == 0 || frame.get("previous_crc").equals(lines.get(i - 1).get("frame").get("crc")));
        }
        assertEquals("configure", lines.get(0).get("message").textValue());
        assertEquals("100000", lines.get(0).get("body").get("transfers_max").textValue());
        assertEquals(8, lines.get(0).get("body").get("sessions_max").intValue());
        assertEquals("create_accounts", lines.get(1).get("message").textValue());
        final JsonNode account = lines.get(1).get("body").get("accounts").get(0);
        assertEquals("1", account.get("id").textValue());
        assertEquals(7, account.get("code").intValue());
        assertEquals("[\"history\"]", account.get("flags").toString());
        assertEquals("[]", lines.get(1).get("body").get("accounts").get(1).get("flags").toString());
        assertEquals("create_transfers", lines.get(42).get("message").textValue());
        assertEquals("139", lines.get(42).get("body").get("transfers").get(0).get("id").textValue());
    }

    @Test
    void shouldPrintWholeNumbersAndFlagsWithoutAName() throws IOException
    {
        final JsonNode transfers = dump("--from", 3, "--to", 3).getFirst().get("body").get("transfers");
        assertEquals(2, transfers.size());
        final JsonNode hold = transfers.get(0);
        assertEquals("340282366920938463463374607431768211455", hold.get("user_data_128").textValue());
        assertEquals("18446744073709551615", hold.get("user_data_64").textValue());
        assertEquals(4_294_967_295L, hold.get("user_data_32").longValue());
        assertEquals("[\"pending\",\"bit_15\"]", hold.get("flags").toString());
        assertEquals(60, hold.get("timeout").intValue());
        assertEquals("9223372036854775807", transfers.get(1).get("amount").textValue());
        assertEquals("2", transfers.get(1).get("credit_account_id").textValue());
    }

    @Test
    void shouldPrintTheRangeThatWasAskedFor() throws IOException
    {
        final List<JsonNode> lines = dump("--from", 20, "--to", 30, "--limit", 5);
        assertEquals(List.of("20", "21", "22", "23", "24"),
            lines.stream().map(line -> line.get("frame").get("sequence").textValue()).toList());
        assertEquals(11, dump("--from", 20, "--to", 30).size());
        assertEquals(1, dump("--from", 43).size());
        assertEquals(0, dump("--from", 44).size());
    }

    @Test
    void shouldPrintGroupsWithMarks() throws IOException
    {
        long durable = 0;
        long frames = 0;
        for (final JsonNode line : dump("--marks"))
        {
            if (line.has("group"))
            {
                durable = Long.parseLong(line.get("group").get("durable_sequence").textValue());
                assertEquals(frames, durable);
                assertEquals(Long.toString(frames + 1), line.get("group").get("first_sequence").textValue());
            }
            else
            {
                frames++;
            }
        }
        assertEquals(43, frames);
        assertTrue(durable >= 42);
    }

    @Test
    void shouldPrintWhatStandsBeforeADamage() throws IOException
    {
        final Path journal = data.resolve("journal");
        final Place place = Place.of(journal, 30);
        Place.flip(place.file(), place.position() + place.length() - 8);
        final CommandRun run = CommandRun.of(new DumpCommand(), journal);
        assertEquals(1, run.exitCode());
        assertEquals(29, run.lines().size());
        assertTrue(run.err().contains("damaged at sequence 30 in " + place.file()), run.err());
    }

    @Test
    void shouldRefuseARangeThatIsNone()
    {
        assertEquals(2, CommandRun.of(new DumpCommand(), data, "--from", 0).exitCode());
        assertEquals(2, CommandRun.of(new DumpCommand(), data, "--from", 5, "--to", 4).exitCode());
        assertEquals(2, CommandRun.of(new DumpCommand(), data, "--limit", -1).exitCode());
        assertEquals(2, CommandRun.of(new DumpCommand()).exitCode());
    }
}
