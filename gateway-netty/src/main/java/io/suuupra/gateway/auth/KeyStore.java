package io.suuupra.gateway.auth;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.frame.Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The API keys of a node, in {@code keys.json} of its data folder.
 *
 * <p>A running node notices within a second what another process changed in the file, so that a key is added, rotated
 * or revoked without a restart. Any thread may use it; {@code add}, {@code rotate} and {@code remove} block on the
 * disk.
 */
public final class KeyStore
{
    /** Keys that a node holds at most. */
    public static final int KEYS_MAX = 10_000;

    /** Longest time for which a rotation leaves the secret of before. */
    public static final Duration OVERLAP_MAX = Duration.ofDays(90);

    private static final Logger LOG = LoggerFactory.getLogger(KeyStore.class);
    private static final String KEYS = "keys.json";
    private static final String LOCK = "keys.lock";
    private static final String FIRST_KEY = "api-key";
    private static final int FIRST_KEY_BYTES_MAX = 1_024;
    private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(1);

    private final Path data;
    private final KeyFile file;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong lookAtNs = new AtomicLong();
    private final InstantSource clock;
    private final String created;
    private volatile View view;
    private int requestsPerSecond;
    private int eventsPerSecond;

    /** What the file held, and how to see that it was replaced. */
    private record View(Map<Long, KeyFile.Row> rows, Object fileKey, long modifiedNs, long length)
    {
    }

    private KeyStore(final Path data, final InstantSource clock) throws IOException
    {
        this.data = data;
        this.clock = clock;
        file = new KeyFile(data.resolve(KEYS));
        created = Files.exists(file.path()) ? null : createFirst();
        view = load();
        lookAtNs.set(System.nanoTime() + LOOK_NS);
    }

    /**
     * Opens the keys of a data folder. If it has none yet, makes one that may do everything and writes its text to the
     * file {@code api-key}, readable by the owner only.
     *
     * @param data the data folder, which exists.
     * @return the store.
     * @throws IOException if the files cannot be read or written, or are damaged.
     */
    public static KeyStore openOrCreate(final Path data) throws IOException
    {
        return openOrCreate(data, InstantSource.system());
    }

    /**
     * The same with a clock of the caller's.
     *
     * @param data  the data folder, which exists.
     * @param clock that keys expire by.
     * @return the store.
     * @throws IOException if the files cannot be read or written, or are damaged.
     */
    public static KeyStore openOrCreate(final Path data, final InstantSource clock) throws IOException
    {
        return new KeyStore(data, clock);
    }

    /**
     * Sets the rates of keys that have none of their own.
     *
     * @param requests a second; 0 = any number.
     * @param events   a second; 0 = any number.
     */
    public synchronized void defaultRates(final int requests, final int events)
    {
        requestsPerSecond = requests;
        eventsPerSecond = events;
        view.rows.values().forEach(this::applyRates);
    }

    /**
     * @return text of the key that was made because there was none; empty if there was one. For showing once.
     */
    public Optional<String> createdKey()
    {
        return Optional.ofNullable(created);
    }

    /**
     * Makes a key. Its text can never be had again.
     *
     * @param name      for people, 1 to 64 characters.
     * @param scopes    bits of {@link Principal}, at least one.
     * @param ledgerMin first ledger that it sees, unsigned.
     * @param ledgerMax last ledger that it sees, unsigned, not below the first.
     * @return the key.
     * @throws IOException              if the file cannot be read or written.
     * @throws IllegalArgumentException if a value is out of its range, or there are {@link #KEYS_MAX} keys.
     */
    public ApiKey add(final String name, final int scopes, final int ledgerMin, final int ledgerMax) throws IOException
    {
        return add(name, scopes, ledgerMin, ledgerMax, KeyTerms.NONE);
    }

    /**
     * Makes a key. Its text can never be had again.
     *
     * @param name      for people, 1 to 64 characters.
     * @param scopes    bits of {@link Principal}, at least one.
     * @param ledgerMin first ledger that it sees, unsigned.
     * @param ledgerMax last ledger that it sees, unsigned, not below the first.
     * @param terms     of its use; it must not have expired.
     * @return the key.
     * @throws IOException              if the file cannot be read or written.
     * @throws IllegalArgumentException if a value is out of its range, or there are {@link #KEYS_MAX} keys.
     */
    public ApiKey add(
        final String name, final int scopes, final int ledgerMin, final int ledgerMax, final KeyTerms terms)
        throws IOException
    {
        if (name.isBlank() || name.length() > 64 || !name.chars().allMatch(c -> c >= ' ' && c != 127))
        {
            throw new IllegalArgumentException("name must have 1 to 64 printable characters");
        }
        if (scopes == 0 || (scopes & ~Scopes.ALL) != 0)
        {
            throw new IllegalArgumentException("scopes must be one or more of " + String.join(", ", Scopes.NAMES));
        }
        if (Integer.compareUnsigned(ledgerMin, ledgerMax) > 0)
        {
            throw new IllegalArgumentException("the first ledger must not be above the last");
        }
        if (terms.hasExpired(clock.millis()))
        {
            throw new IllegalArgumentException("expires must lie in the future");
        }
        final ApiKey key = ApiKey.generate(random);
        change(rows ->
        {
            if (rows.size() >= KEYS_MAX)
            {
                throw new IllegalArgumentException("a node has at most " + KEYS_MAX + " keys");
            }
            final KeyEntry entry = new KeyEntry(key.id(), name, scopes, ledgerMin, ledgerMax, 0, terms);
            if (rows.putIfAbsent(key.id(), row(entry, key)) != null)
            {
                throw new IllegalStateException("two random ids of 64 bits are equal: the random source is broken");
            }
        });
        return key;
    }

    /**
     * @return every key, in the order in which they were added.
     * @throws IOException if the file cannot be read.
     */
    public synchronized List<KeyEntry> list() throws IOException
    {
        view = load();
        return view.rows.values().stream().map(row -> row.entry).toList();
    }

    /**
     * Gives a key a new secret under the same id, with the same rights and terms. The secret of before is accepted for
     * a while longer; one that an earlier rotation had left is not any more.
     *
     * @param id      of the key.
     * @param overlap how long the secret of before is accepted, 0 to {@link #OVERLAP_MAX}; whole seconds.
     * @return the key with its new secret, which can never be had again; empty if there is no such key.
     * @throws IOException              if the file cannot be read or written.
     * @throws IllegalArgumentException if the overlap is out of its range.
     */
    public Optional<ApiKey> rotate(final long id, final Duration overlap) throws IOException
    {
        if (overlap.isNegative() || overlap.compareTo(OVERLAP_MAX) > 0)
        {
            throw new IllegalArgumentException("overlap must be 0 to " + OVERLAP_MAX.toDays() + " days");
        }
        final ApiKey[] renewed = new ApiKey[1];
        change(rows -> rows.computeIfPresent(id, (same, row) ->
        {
            renewed[0] = ApiKey.renew(id, random);
            return new KeyFile.Row(row.entry, renewed[0].verifier(), row.caller.verifier(),
                clock.millis() / 1_000 + overlap.toSeconds(), row.bucket());
        }));
        if (renewed[0] != null)
        {
            renewFirst(renewed[0]);
        }
        return Optional.ofNullable(renewed[0]);
    }

    // The first key's text is kept beside the keys, where the tools look for it.
    private void renewFirst(final ApiKey renewed) throws IOException
    {
        final Path path = data.resolve(FIRST_KEY);
        if (Files.exists(path) && Files.size(path) <= FIRST_KEY_BYTES_MAX &&
            ApiKey.parse(Files.readString(path, StandardCharsets.US_ASCII).strip())
                .filter(kept -> kept.id() == renewed.id()).isPresent())
        {
            KeyFile.replace(path, (renewed.reveal() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /**
     * Revokes a key; open sessions that use it end within about a second.
     *
     * @param id of the key.
     * @return true if there was such a key.
     * @throws IOException if the file cannot be read or written.
     */
    public boolean remove(final long id) throws IOException
    {
        final boolean[] removed = new boolean[1];
        change(rows -> removed[0] = rows.remove(id) != null);
        return removed[0];
    }

    /**
     * @param id of a key.
     * @return what it may do; null if there is no such key, or it has expired.
     */
    public Principal principal(final long id)
    {
        final KeyFile.Row row = row(id);
        return row == null ? null : row.entry.principal();
    }

    /** @return ms since 1970-01-01T00:00Z, by which keys expire. */
    long nowMs()
    {
        return clock.millis();
    }

    /**
     * @param id of a key.
     * @return the key with what proves it; null if there is no such key, or it has expired.
     */
    KeyFile.Row row(final long id)
    {
        final long now = System.nanoTime();
        final long lookAt = lookAtNs.get();
        if (now - lookAt >= 0 && lookAtNs.compareAndSet(lookAt, now + LOOK_NS))
        {
            refresh();
        }
        final KeyFile.Row row = view.rows.get(id);
        return row == null || row.entry.terms().hasExpired(clock.millis()) ? null : row;
    }

    private synchronized void refresh()
    {
        try
        {
            final BasicFileAttributes attributes = Files.readAttributes(file.path(), BasicFileAttributes.class);
            final View current = view;
            final boolean same = attributes.size() == current.length &&
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS) == current.modifiedNs &&
                Objects.equals(attributes.fileKey(), current.fileKey);
            if (!same)
            {
                view = load();
                LOG.info("read {} again: {} keys", file.path(), view.rows.size());
            }
        }
        catch (final IOException unreadable)
        {
            // The keys of before stay valid: a half-written file must not lock everybody out.
            LOG.error("{} cannot be read; the keys read before stay in use", file.path(), unreadable);
        }
    }

    private View load() throws IOException
    {
        // Attributes first: a file that is replaced in between is seen as changed the next time.
        final BasicFileAttributes attributes = Files.readAttributes(file.path(), BasicFileAttributes.class);
        final Map<Long, KeyFile.Row> rows = file.read(this::bucket);
        rows.values().forEach(this::applyRates);
        return new View(
            rows,
            attributes.fileKey(),
            attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
            attributes.size());
    }

    /** What a key has used of its rates stays, however often the file is read again. */
    private KeyBucket bucket(final long id)
    {
        final View current = view;
        final KeyFile.Row row = current == null ? null : current.rows.get(id);
        return row == null ? new KeyBucket() : row.bucket();
    }

    private void applyRates(final KeyFile.Row row)
    {
        final KeyTerms terms = row.entry.terms();
        row.bucket().limits(
            terms.requestsPerSecond() == 0 ? requestsPerSecond : terms.requestsPerSecond(),
            terms.eventsPerSecond() == 0 ? eventsPerSecond : terms.eventsPerSecond());
    }

    private String createFirst() throws IOException
    {
        final ApiKey key = ApiKey.generate(random);
        final String text = key.reveal();
        // The text first: a crash in between leaves no key that nobody knows.
        KeyFile.replace(data.resolve(FIRST_KEY), (text + "\n").getBytes(StandardCharsets.US_ASCII));
        file.write(List.of(row(new KeyEntry(key.id(), "default", Scopes.ALL, 0, -1, 0, KeyTerms.NONE), key)));
        return text;
    }

    private static KeyFile.Row row(final KeyEntry entry, final ApiKey key)
    {
        return new KeyFile.Row(entry, key.verifier(), null, 0, new KeyBucket());
    }

    private synchronized void change(final Consumer<Map<Long, KeyFile.Row>> change)
        throws IOException
    {
        // Two processes may change the keys; each must build on what the other wrote.
        try (FileChannel channel = FileChannel.open(
            data.resolve(LOCK), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), KeyFile.ownerOnly());
            FileLock lock = channel.lock())
        {
            final Map<Long, KeyFile.Row> rows = new LinkedHashMap<>(file.read(this::bucket));
            change.accept(rows);
            file.write(rows.values());
            view = load();
            LOG.debug("changed {} under {}", file.path(), lock);
        }
    }
}
