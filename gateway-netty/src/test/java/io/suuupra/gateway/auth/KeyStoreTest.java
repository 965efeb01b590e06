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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class KeyStoreTest
{
    private static final byte[] NONCE = new byte[32];

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
        // The secret itself may hold the sign that stands before it.
        final String secret = key.reveal().split("_", 3)[2];
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
        assertEquals(new KeyEntry(reader.id(), "reader", Principal.READ, 1, 5, 0, KeyTerms.NONE), list.get(1));
        assertEquals(new KeyEntry(
            poster.id(), "poster \"x\" \u00e9", Principal.READ | Principal.POST, 7, -1, 0, KeyTerms.NONE), list.get(2));
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
        "[{\"id\":\"0000000000000001\",\"expires\":\"tomorrow\"}]",
        "[{\"id\":\"0000000000000001\",\"expires\":\"1960-01-01T00:00:00Z\"}]",
        "[{\"id\":\"0000000000000001\",\"requests_per_second\":-1}]",
        "[{\"id\":\"0000000000000001\",\"events_per_second\":10000001}]",
        "[{\"id\":\"0000000000000001\",\"certificate\":\"ab\"}]",
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
        assertEquals(key.id(), authenticator.bearer("Bearer " + key.reveal(), "").principal().key());
        assertEquals(key.id(), authenticator.bearer("bearer  " + key.reveal() + " ", "").principal().key());
        for (final String wrong : new String[]{
            null, "", "Bearer", key.reveal(), "Basic " + key.reveal(), "Bearer " + key.reveal() + "x",
            "Bearer " + ApiKey.generate(new SecureRandom()).reveal() })
        {
            assertNull(authenticator.bearer(wrong, ""), wrong);
        }
        final String other = keys.add("b", Principal.READ, 0, -1).reveal();
        final String mixed = key.reveal().substring(0, 25) + other.substring(25);
        assertNull(authenticator.bearer("Bearer " + mixed, ""));
    }

    @Test
    void shouldNotAcceptAKeyThatHasExpired() throws IOException
    {
        final AtomicLong nowMs = new AtomicLong(1_000_000_000_000L);
        final KeyStore keys = KeyStore.openOrCreate(data, () -> Instant.ofEpochMilli(nowMs.get()));
        final ApiKey key = keys.add("a", Principal.READ, 0, -1, new KeyTerms(1_000_000_100, 0, 0, ""));
        final Authenticator authenticator = new Authenticator(keys);
        final Caller caller = authenticator.bearer("Bearer " + key.reveal(), "");
        assertTrue(authenticator.stillHolds(caller));
        nowMs.set(1_000_000_099_999L);
        assertTrue(authenticator.stillHolds(caller));
        nowMs.set(1_000_000_100_000L);
        assertFalse(authenticator.stillHolds(caller));
        assertNull(authenticator.bearer("Bearer " + key.reveal(), ""));
        assertTrue(authenticator.proof(key.id(), 1, 2, NONCE, NONCE,
            ApiKey.clientProof(key.verifier(), NONCE, NONCE, key.id(), 2, 1), "").isEmpty());
        assertNull(keys.principal(key.id()));
        assertThrows(IllegalArgumentException.class,
            () -> keys.add("late", Principal.READ, 0, -1, new KeyTerms(1_000_000_100, 0, 0, "")));
        assertEquals(1_000_000_100, KeyStore.openOrCreate(data).list().get(1).terms().expiresS());
    }

    @Test
    void shouldAcceptTheSecretBeforeARotationUntilTheOverlapEnds() throws IOException
    {
        final AtomicLong nowMs = new AtomicLong(1_000_000_000_000L);
        final KeyStore keys = KeyStore.openOrCreate(data, () -> Instant.ofEpochMilli(nowMs.get()));
        final ApiKey old = keys.add("a", Principal.READ | Principal.POST, 3, 9, new KeyTerms(0, 7, 8, ""));
        final Authenticator authenticator = new Authenticator(keys);
        final Caller before = authenticator.bearer("Bearer " + old.reveal(), "");

        final ApiKey renewed = keys.rotate(old.id(), Duration.ofMinutes(1)).orElseThrow();

        assertEquals(old.id(), renewed.id());
        assertNotEquals(old.reveal(), renewed.reveal());
        final Caller after = authenticator.bearer("Bearer " + renewed.reveal(), "");
        assertEquals(before.principal(), after.principal());
        assertSame(before.bucket(), after.bucket(), "both secrets share one rate");
        nowMs.addAndGet(59_999);
        assertTrue(authenticator.stillHolds(before));
        assertNotNull(authenticator.bearer("Bearer " + old.reveal(), ""));
        assertTrue(proves(authenticator, old));
        // Another process finds both.
        assertNotNull(new Authenticator(KeyStore.openOrCreate(data, () -> Instant.ofEpochMilli(nowMs.get())))
            .bearer("Bearer " + old.reveal(), ""));
        nowMs.addAndGet(1);
        assertFalse(authenticator.stillHolds(before));
        assertNull(authenticator.bearer("Bearer " + old.reveal(), ""));
        assertFalse(proves(authenticator, old));
        assertTrue(authenticator.stillHolds(after));
        assertTrue(proves(authenticator, renewed));
        assertEquals(new KeyEntry(old.id(), "a", Principal.READ | Principal.POST, 3, 9, 0, new KeyTerms(0, 7, 8, "")),
            KeyStore.openOrCreate(data).list().get(1));
    }

    @Test
    void shouldForgetTheSecretBeforeTheLastRotation() throws IOException
    {
        final KeyStore keys = KeyStore.openOrCreate(data);
        final Authenticator authenticator = new Authenticator(keys);
        final ApiKey first = keys.add("a", Principal.READ, 0, -1);
        final ApiKey second = keys.rotate(first.id(), Duration.ofDays(1)).orElseThrow();
        final ApiKey third = keys.rotate(first.id(), Duration.ofDays(1)).orElseThrow();
        assertNull(authenticator.bearer("Bearer " + first.reveal(), ""));
        assertNotNull(authenticator.bearer("Bearer " + second.reveal(), ""));
        assertNotNull(authenticator.bearer("Bearer " + third.reveal(), ""));
        keys.rotate(first.id(), Duration.ZERO);
        assertNull(authenticator.bearer("Bearer " + third.reveal(), ""));
        assertTrue(keys.rotate(first.id() + 1, Duration.ZERO).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> keys.rotate(first.id(), Duration.ofDays(91)));
        assertThrows(IllegalArgumentException.class, () -> keys.rotate(first.id(), Duration.ofSeconds(-1)));
    }

    @Test
    void shouldKeepTheFirstKeysTextUpToDate() throws IOException
    {
        final KeyStore keys = KeyStore.openOrCreate(data);
        final ApiKey first = ApiKey.parse(keys.createdKey().orElseThrow()).orElseThrow();
        final ApiKey renewed = keys.rotate(first.id(), Duration.ZERO).orElseThrow();
        assertEquals(renewed.reveal() + "\n", Files.readString(data.resolve("api-key")));
        keys.rotate(keys.add("other", Principal.READ, 0, -1).id(), Duration.ZERO);
        assertEquals(renewed.reveal() + "\n", Files.readString(data.resolve("api-key")));
        assertEquals("rw-------", permissions(data.resolve("api-key")));
    }

    @Test
    void shouldAcceptAKeyWithItsCertificateOnly() throws IOException
    {
        final String certificate = "ab".repeat(32);
        final KeyStore keys = KeyStore.openOrCreate(data);
        final ApiKey key = keys.add("a", Principal.READ, 0, -1, new KeyTerms(0, 0, 0, certificate));
        final Authenticator authenticator = new Authenticator(keys);
        assertNotNull(authenticator.bearer("Bearer " + key.reveal(), certificate));
        assertNull(authenticator.bearer("Bearer " + key.reveal(), ""));
        assertNull(authenticator.bearer("Bearer " + key.reveal(), "ac".repeat(32)));
        final byte[] proof = ApiKey.clientProof(key.verifier(), NONCE, NONCE, key.id(), 2, 1);
        assertTrue(authenticator.proof(key.id(), 1, 2, NONCE, NONCE, proof, certificate).isPresent());
        assertTrue(authenticator.proof(key.id(), 1, 2, NONCE, NONCE, proof, "").isEmpty());
        assertEquals(certificate, KeyStore.openOrCreate(data).list().get(1).terms().certificate());
    }

    @Test
    void shouldRefuseTermsOutOfRange()
    {
        assertThrows(IllegalArgumentException.class, () -> new KeyTerms(-1, 0, 0, ""));
        assertThrows(IllegalArgumentException.class, () -> new KeyTerms(0, -1, 0, ""));
        assertThrows(IllegalArgumentException.class, () -> new KeyTerms(0, 0, KeyTerms.RATE_MAX + 1, ""));
        assertThrows(IllegalArgumentException.class, () -> new KeyTerms(0, 0, 0, "AB"));
    }

    private static boolean proves(final Authenticator authenticator, final ApiKey key)
    {
        return authenticator.proof(key.id(), 1, 2, NONCE, NONCE,
            ApiKey.clientProof(key.verifier(), NONCE, NONCE, key.id(), 2, 1), "").isPresent();
    }
}
