package io.suuupra.tools;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.gateway.auth.KeyStore;
import io.suuupra.tools.ledger.LedgerPort;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class KeyCommandTest
{
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @TempDir
    private Path data;

    @BeforeEach
    void setUp() throws IOException
    {
        KeyStore.openOrCreate(data);
    }

    @Test
    void shouldAddListAndRemoveAKey() throws IOException
    {
        assertEquals(
            Main.DONE, run("add", "shop", "--scopes", "read,admin", "--ledger-min", "2", "--ledger-max", "203"));
        final ApiKey key = ApiKey.parse(out.toString().strip()).orElseThrow();
        final String id = HexFormat.of().toHexDigits(key.id());

        assertEquals(Main.DONE, run("list"));
        assertTrue(out.toString().matches("(?s).*\n" + id + "  shop +read,admin +2-203\n"), out.toString());
        assertTrue(out.toString().contains("default  read,post,admin  0-4294967295"), out.toString());

        assertEquals(Main.DONE, run("remove", id));
        assertNull(KeyStore.openOrCreate(data).principal(key.id()));

        assertEquals(Main.FAILED, run("remove", id));
        assertEquals("suuupra: there is no key " + id + "\n", err.toString());
    }

    @Test
    void shouldRefuseWrongValues()
    {
        assertEquals(Main.USAGE, run("add", "shop", "--scopes", "write"));
        assertTrue(err.toString().startsWith("suuupra: --scopes must be of: read, post, admin"), err.toString());
        assertEquals(Main.USAGE, run("add", "shop", "--ledger-min", "3", "--ledger-max", "2"));
        assertEquals(Main.USAGE, run("add", " "));
        assertEquals(Main.USAGE, run("remove", "12"));
        assertEquals(Main.USAGE, run());
    }

    @Test
    void shouldMakeNoKeysWhereThereIsNoNode()
    {
        assertEquals(Main.FAILED, run("list", "--data", data.resolve("other").toString()));
        assertTrue(err.toString().startsWith("suuupra: there is no file "), err.toString());
    }

    private int run(final String... arguments)
    {
        out = new StringWriter();
        err = new StringWriter();
        final List<String> all = new ArrayList<>(List.of("key"));
        all.addAll(List.of(arguments));
        if (arguments.length > 0 && !all.contains("--data"))
        {
            all.addAll(List.of("--data", data.toString()));
        }
        return Main.commandLine((url, key, tls) -> unreachable())
            .setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(all.toArray(new String[0]));
    }

    private static LedgerPort unreachable()
    {
        throw new AssertionError("keys need no connection");
    }
}
