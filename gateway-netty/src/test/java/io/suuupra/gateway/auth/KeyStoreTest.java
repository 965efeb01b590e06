package io.suuupra.gateway.auth;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.gateway.support.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class KeyStoreTest
{
    @TempDir
    private Path data;

    private static String permissions(final Path file) throws IOException
    {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void shouldMakeAFirstKeyOnceForItsOwnerOnly() throws IOException
    {
        final KeyStore keys = KeyStore.openOrCreate(data);
        final String text = keys.createdKey().orElseThrow();
        assertEquals(text + "\n", Files.readString(data.resolve("api-key")));
        assertEquals("rw-------", permissions(data.resolve("api-key")));
        assertEquals("rw-------", permissions(data.resolve("keys.json")));
        final ApiKey key = ApiKey.parse(text).orElseThrow();
        assertEquals(new Principal(key.id(), 0, Scopes.ALL, 0, -1), keys.principal(key.id()));
        assertTrue(KeyStore.openOrCreate(data).createdKey().isEmpty());
        assertEquals(keys.principal(key.id()), KeyStore.openOrCreate(data).principal(key.id()));
    }

    @Test
    void shouldNeverWriteASecret() throws IOException
    {
        final KeyStore keys = KeyStore.openOrCreate(data);
        final ApiKey key = keys.add("ci", Principal.READ, 0, -1);
        final String secret = key.reveal().substring(key.reveal().lastIndexOf('_') + 1);
        assertFalse(Files.readString(data.resolve("keys.json")).contains(secret));
        assertFalse(keys.list().toString().contains(secret));
    }

    @Test
    void shouldKeepWhatWasAddedAndForgetWhatWasRemoved() throws IOException
    {
        final KeyStore keys = KeyStore.openOrCreate(data);
        final ApiKey reader = keys.add("reader", Principal.READ, 1, 5);
        final ApiKey poster = keys.add("poster \"x\" \u00e9", Principal.READ | Principal.POST, 7, -1);
        final KeyStore again = KeyStore.openOrCreate(data);
        final List<KeyEntry> list = again.list();
        assertEquals(3, list.size());
        assertEquals(new KeyEntry(reader.id(), "reader", Principal.READ, 1, 5, 0), list.get(1));
        assertEquals(new KeyEntry(
            poster.id(), "poster \"x\" \u00e9", Principal.READ | Principal.POST, 7, -1, 0), list.get(2));
        assertTrue(again.remove(reader.id()));
        assertFalse(again.remove(reader.id()));
        assertNull(again.principal(reader.id()));
        assertEquals(2, KeyStore.openOrCreate(data).list().size());
        assertEquals("rw-------", permissions(data.resolve("keys.json")));
        assertFalse(Files.exists(data.resolve("keys.json.next")));
    }

    @Test
    void shouldNoticeWhatAnotherProcessChanged() throws IOException
    {
        final KeyStore node = KeyStore.openOrCreate(data);
        final KeyStore commandLine = KeyStore.openOrCreate(data);
        final ApiKey key = commandLine.add("late", Principal.READ, 0, -1);
        Await.until("the node knows the key", () -> node.principal(key.id()) != null);
        commandLine.remove(key.id());
        Await.until("the node has forgotten the key", () -> node.principal(key.id()) == null);
    }

    @Test
    void shouldBuildOnWhatAnotherProcessWrote() throws IOException
    {
        final KeyStore one = KeyStore.openOrCreate(data);
        final KeyStore other = KeyStore.openOrCreate(data);
        one.add("a", Principal.READ, 0, -1);
        other.add("b", Principal.READ, 0, -1);
        one.add("c", Principal.READ, 0, -1);
        assertEquals(List.of("default", "a", "b", "c"), other.list().stream().map(KeyEntry::name).toList());
    }

    @Test
    void shouldKeepTheKeysInUseWhenTheFileIsDamagedWhileRunning() throws IOException
    {
        final KeyStore node = KeyStore.openOrCreate(data);
        final long id = ApiKey.parse(node.createdKey().orElseThrow()).orElseThrow().id();
        Files.writeString(data.resolve("keys.json"), "[{");
        final long deadline = System.nanoTime() + 1_500_000_000L;
        while (System.nanoTime() < deadline)
        {
            assertEquals(Scopes.ALL, node.principal(id).scopes());
        }
        assertThrows(IOException.class, node::list);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "{}", "[{}]", "[1]", "[] x",
        "[{\"id\":\"zz\",\"verifier\":\"00\"}]",
        "[{\"id\":\"0000000000000000\",\"verifier\":\"ab00\"}]",
        "[{\"id\":\"0000000000000001\"}]",
        "[{\"id\":\"0000000000000001\",\"verifier\":\"ab\"}]",
        "[{\"id\":\"0000000000000001\",\"scopes\":[\"root\"]}]",
        "[{\"id\":\"0000000000000001\",\"colour\":1}]" })
    void shouldRefuseToStartOnADamagedFile(final String content) throws IOException
    {
        Files.writeString(data.resolve("keys.json"), content);
        final IOException refused = assertThrows(IOException.class, () -> KeyStore.openOrCreate(data));
        assertTrue(refused.getMessage().contains("keys.json"), refused.getMessage());
    }

    @Test
    void shouldRefuseTwoKeysWithOneId() throws IOException
    {
        KeyStore.openOrCreate(data);
        final String one = Files.readString(data.resolve("keys.json")).strip();
        final String row = one.substring(1, one.length() - 1);
        Files.writeString(data.resolve("keys.json"), "[" + row + "," + row + "]");
        assertThrows(IOException.class, () -> KeyStore.openOrCreate(data));
    }

    @Test
    void shouldRefuseBadValues() throws IOException
    {
        final KeyStore keys = KeyStore.openOrCreate(data);
        assertThrows(IllegalArgumentException.class, () -> keys.add("", Principal.READ, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> keys.add("x".repeat(65), Principal.READ, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> keys.add("a\nb", Principal.READ, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> keys.add("a", 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> keys.add("a", 8, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> keys.add("a", Principal.READ, -1, 1));
        assertEquals(1, keys.list().size());
    }

    @Test
    void shouldTellHoldersOfKeysFromAllOthers() throws IOException
    {
        final KeyStore keys = KeyStore.openOrCreate(data);
        final ApiKey key = keys.add("a", Principal.READ, 0, -1);
        final Authenticator authenticator = new Authenticator(keys);
        assertEquals(key.id(), authenticator.bearer("Bearer " + key.reveal()).orElseThrow().key());
        assertEquals(key.id(), authenticator.bearer("bearer  " + key.reveal() + " ").orElseThrow().key());
        assertTrue(authenticator.bearer(null).isEmpty());
        assertTrue(authenticator.bearer("").isEmpty());
        assertTrue(authenticator.bearer("Bearer").isEmpty());
        assertTrue(authenticator.bearer(key.reveal()).isEmpty());
        assertTrue(authenticator.bearer("Basic " + key.reveal()).isEmpty());
        assertTrue(authenticator.bearer("Bearer " + key.reveal() + "x").isEmpty());
        assertTrue(authenticator.bearer("Bearer " + ApiKey.generate(new SecureRandom()).reveal()).isEmpty());
        final String other = keys.add("b", Principal.READ, 0, -1).reveal();
        final String mixed = key.reveal().substring(0, 25) + other.substring(25);
        assertTrue(authenticator.bearer("Bearer " + mixed).isEmpty());
    }
}
