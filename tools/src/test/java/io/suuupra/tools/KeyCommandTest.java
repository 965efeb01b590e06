package io.suuupra.tools;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.gateway.auth.Authenticator;
import io.suuupra.gateway.auth.KeyStore;
import io.suuupra.gateway.auth.KeyTerms;
import io.suuupra.tools.ledger.LedgerPort;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
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
        assertTrue(out.toString().matches(
            "(?s).*\n" + id + "  shop +read,admin +2-203 +never +default +any *\n"), out.toString());
        assertTrue(out.toString().contains("default  read,post,admin  0-4294967295"), out.toString());

        assertEquals(Main.DONE, run("remove", id));
        assertNull(KeyStore.openOrCreate(data).principal(key.id()));

        assertEquals(Main.FAILED, run("remove", id));
        assertEquals("suuupra: there is no key " + id + "\n", err.toString());
    }

    @Test
    void shouldAddAKeyWithItsTerms() throws IOException
    {
        assertEquals(Main.DONE, run("add", "shop", "--expires", "2099-01-31", "--requests", "50", "--events", "700"));
        final ApiKey key = ApiKey.parse(out.toString().strip()).orElseThrow();
        final KeyTerms terms = KeyStore.openOrCreate(data).list().getLast().terms();
        assertEquals(new KeyTerms(Instant.parse("2099-01-31T00:00:00Z").getEpochSecond(), 50, 700, ""), terms);
        assertEquals(Main.DONE, run("list"));
        assertTrue(out.toString().contains("2099-01-31T00:00:00Z  50 requests, 700 events"), out.toString());
        assertEquals(Main.DONE, run("add", "ci", "--expires", "90d"));
        final long inS =
            KeyStore.openOrCreate(data).list().getLast().terms().expiresS() - Instant.now().getEpochSecond();
        assertTrue(inS > 89 * 86_400 && inS <= 90 * 86_400, "expires in " + inS + " s");
        assertTrue(KeyStore.openOrCreate(data).principal(key.id()) != null);
    }

    @Test
    void shouldRotateAKey() throws IOException
    {
        assertEquals(Main.DONE, run("add", "shop"));
        final ApiKey old = ApiKey.parse(out.toString().strip()).orElseThrow();
        final String id = HexFormat.of().toHexDigits(old.id());

        assertEquals(Main.DONE, run("rotate", id, "--overlap", "15m"));

        final ApiKey renewed = ApiKey.parse(out.toString().strip()).orElseThrow();
        assertEquals(old.id(), renewed.id());
        final Authenticator authenticator = new Authenticator(KeyStore.openOrCreate(data));
        assertTrue(authenticator.bearer("Bearer " + old.reveal(), "") != null);
        assertTrue(authenticator.bearer("Bearer " + renewed.reveal(), "") != null);
        assertEquals(Main.DONE, run("rotate", id, "--overlap", "0s"));
        assertNull(new Authenticator(KeyStore.openOrCreate(data)).bearer("Bearer " + renewed.reveal(), ""));
        assertEquals(Main.FAILED, run("rotate", "0000000000000001"));
        assertEquals("suuupra: there is no key 0000000000000001\n", err.toString());
    }

    @Test
    void shouldRefuseWrongValues()
    {
        assertEquals(Main.USAGE, run("add", "shop", "--scopes", "write"));
        assertTrue(err.toString().startsWith("suuupra: --scopes must be of: read, post, admin"), err.toString());
        assertEquals(Main.USAGE, run("add", "shop", "--ledger-min", "3", "--ledger-max", "2"));
        assertEquals(Main.USAGE, run("add", " "));
        assertEquals(Main.USAGE, run("remove", "12"));
        assertEquals(Main.USAGE, run("rotate", "12"));
        assertEquals(Main.USAGE, run("rotate", "0000000000000001", "--overlap", "1w"));
        assertTrue(err.toString().startsWith("suuupra: --overlap: must be a number with s, m, h or d"), err.toString());
        assertEquals(Main.USAGE, run("rotate", "0000000000000001", "--overlap", "91d"));
        assertEquals(Main.USAGE, run("add", "shop", "--expires", "soon"));
        assertTrue(err.toString().startsWith("suuupra: --expires must be a span like 90d"), err.toString());
        assertEquals(Main.USAGE, run("add", "shop", "--expires", "2001-01-01"));
        assertEquals(Main.USAGE, run("add", "shop", "--requests", "-1"));
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
