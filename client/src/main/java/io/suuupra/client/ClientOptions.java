package io.suuupra.client;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.frame.Limits;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Objects;

/**
 * What a client needs to know. Immutable; start from {@link #of} or {@link #parse} and change single options with the
 * {@code with...} methods. Every value is checked when the options are made.
 *
 * @param host             name or address of the node.
 * @param port             of its binary protocol, 1 to 65535.
 * @param key              that the client proves to hold; it is never sent.
 * @param connectTimeout   for one attempt to connect and authenticate; 1 ms to 1 h, default 5 s.
 * @param requestTimeout   from the call to the answer of each request; 1 ms to 1 d, default 30 s.
 * @param inFlightMax      frames sent and unanswered at one time, 1 to 65,536; the node's credits bound it further.
 *                         Default 1,024.
 * @param batching         whether concurrent single creates share frames; default true.
 * @param batchMax         singles in one such frame, 1 to 8,189 (default).
 * @param batchesInFlight  such frames unanswered at one time, 1 to 65,536; while so many are, further singles gather.
 *                         Fewer make larger batches, which cost less; more make the wait for the next one shorter.
 *                         Default 8.
 * @param reconnectMin     pause before the first attempt to reconnect; it doubles with each failed one. 1 ms to 1 h,
 *                         default 50 ms.
 * @param reconnectMax     longest such pause; {@code reconnectMin} to 1 h, default 2 s.
 * @param pendingMax       events that may wait or be in flight at one time, 1 to 16,777,216, default 262,144: a batch
 *                         counts as its events, a lookup as its ids, any other request as one.
 * @param tls              how connections are protected; null (the default) = plain text.
 */
public record ClientOptions(
    String host,
    int port,
    ApiKey key,
    Duration connectTimeout,
    Duration requestTimeout,
    int inFlightMax,
    boolean batching,
    int batchMax,
    int batchesInFlight,
    Duration reconnectMin,
    Duration reconnectMax,
    int pendingMax,
    ClientTls tls)
{
    /** Port of the binary protocol where none is given. */
    public static final int PORT_DEFAULT = 9000;

    private static final String SCHEME = "suuupra";
    private static final String TLS_SCHEME = "suuupras";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int FRAMES_MAX = 65_536;
    private static final int PENDING_LIMIT = 16_777_216;

    /**
     * @throws IllegalArgumentException if a value is out of its range; the message names it.
     */
    public ClientOptions
    {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(key, "key");
        if (host.isBlank())
        {
            throw new IllegalArgumentException("host: must not be empty");
        }
        checkRange("port", port, 65_535);
        checkDuration("connectTimeout", connectTimeout, HOUR);
        checkDuration("requestTimeout", requestTimeout, DAY);
        checkRange("inFlightMax", inFlightMax, FRAMES_MAX);
        checkRange("batchMax", batchMax, Limits.EVENTS_MAX);
        checkRange("batchesInFlight", batchesInFlight, FRAMES_MAX);
        checkDuration("reconnectMin", reconnectMin, HOUR);
        checkDuration("reconnectMax", reconnectMax, HOUR);
        if (reconnectMax.compareTo(reconnectMin) < 0)
        {
            throw new IllegalArgumentException("reconnectMax: must not be below reconnectMin");
        }
        checkRange("pendingMax", pendingMax, PENDING_LIMIT);
    }

    /**
     * @param host name or address of the node.
     * @param port of its binary protocol, 1 to 65535.
     * @param key  that the client proves to hold.
     * @return options with these and every other at its default.
     */
    public static ClientOptions of(final String host, final int port, final ApiKey key)
    {
        return new ClientOptions(
            host, port, key, Duration.ofSeconds(5), Duration.ofSeconds(30), 1_024, true, Limits.EVENTS_MAX, 8,
            Duration.ofMillis(50), Duration.ofSeconds(2), 262_144, null);
    }

    /**
     * @param address {@code suuupra://host:port}, or {@code suuupras://host:port} for TLS with the certificates that
     *                Java trusts, see {@link #withTls}; without a port it is {@link #PORT_DEFAULT}. An IPv6 address
     *                stands in brackets.
     * @param keyText the API key as text.
     * @return options with these and every other at its default.
     * @throws IllegalArgumentException if either does not have its form; the message never repeats the key.
     */
    public static ClientOptions parse(final String address, final String keyText)
    {
        final URI uri;
        try
        {
            uri = new URI(address);
        }
        catch (final URISyntaxException ex)
        {
            throw new IllegalArgumentException(
                "address: must be suuupra://host:port or suuupras://host:port, is " + address, ex);
        }
        final boolean bare = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null &&
            (uri.getPath() == null || uri.getPath().isEmpty());
        final boolean isTls = TLS_SCHEME.equals(uri.getScheme());
        if (!isTls && !SCHEME.equals(uri.getScheme()) || uri.getHost() == null || !bare)
        {
            throw new IllegalArgumentException(
                "address: must be suuupra://host:port or suuupras://host:port, is " + address);
        }
        final String host = uri.getHost().startsWith("[") ?
            uri.getHost().substring(1, uri.getHost().length() - 1) : uri.getHost();
        final ApiKey key = ApiKey.parse(keyText).orElseThrow(() -> new IllegalArgumentException(
            "key: must have the form suuupra_<16 hex digits>_<43 characters>"));
        final ClientOptions plain = of(host, uri.getPort() == -1 ? PORT_DEFAULT : uri.getPort(), key);
        return isTls ? plain.withTls(ClientTls.system()) : plain;
    }

    /**
     * @param protection of connections; null = plain text.
     * @return a copy with that.
     */
    public ClientOptions withTls(final ClientTls protection)
    {
        return new ClientOptions(
            host, port, key, connectTimeout, requestTimeout, inFlightMax, batching, batchMax, batchesInFlight,
            reconnectMin, reconnectMax, pendingMax, protection);
    }

    /**
     * @param timeout 1 ms to 1 h.
     * @return a copy with that time for one attempt to connect and authenticate.
     */
    public ClientOptions withConnectTimeout(final Duration timeout)
    {
        return new ClientOptions(
            host, port, key, timeout, requestTimeout, inFlightMax, batching, batchMax, batchesInFlight,
            reconnectMin, reconnectMax, pendingMax, tls);
    }

    /**
     * @param timeout 1 ms to 1 d.
     * @return a copy with that time from the call to the answer of each request.
     */
    public ClientOptions withRequestTimeout(final Duration timeout)
    {
        return new ClientOptions(
            host, port, key, connectTimeout, timeout, inFlightMax, batching, batchMax, batchesInFlight,
            reconnectMin, reconnectMax, pendingMax, tls);
    }

    /**
     * @param frames 1 to 65,536.
     * @return a copy with that bound of unanswered frames.
     */
    public ClientOptions withInFlightMax(final int frames)
    {
        return new ClientOptions(
            host, port, key, connectTimeout, requestTimeout, frames, batching, batchMax, batchesInFlight,
            reconnectMin, reconnectMax, pendingMax, tls);
    }

    /**
     * @param on whether concurrent single creates share frames.
     * @return a copy with batching on or off.
     */
    public ClientOptions withBatching(final boolean on)
    {
        return new ClientOptions(
            host, port, key, connectTimeout, requestTimeout, inFlightMax, on, batchMax, batchesInFlight,
            reconnectMin, reconnectMax, pendingMax, tls);
    }

    /**
     * @param events 1 to 8,189.
     * @return a copy with that bound of singles in one frame.
     */
    public ClientOptions withBatchMax(final int events)
    {
        return new ClientOptions(
            host, port, key, connectTimeout, requestTimeout, inFlightMax, batching, events, batchesInFlight,
            reconnectMin, reconnectMax, pendingMax, tls);
    }

    /**
     * @param frames 1 to 65,536.
     * @return a copy with that bound of unanswered frames of singles.
     */
    public ClientOptions withBatchesInFlight(final int frames)
    {
        return new ClientOptions(
            host, port, key, connectTimeout, requestTimeout, inFlightMax, batching, batchMax, frames,
            reconnectMin, reconnectMax, pendingMax, tls);
    }

    /**
     * @param min pause before the first attempt, 1 ms to 1 h.
     * @param max longest pause, {@code min} to 1 h.
     * @return a copy with these pauses between attempts to reconnect.
     */
    public ClientOptions withReconnect(final Duration min, final Duration max)
    {
        return new ClientOptions(
            host, port, key, connectTimeout, requestTimeout, inFlightMax, batching, batchMax, batchesInFlight,
            min, max, pendingMax, tls);
    }

    /**
     * @param events 1 to 16,777,216.
     * @return a copy with that bound of pending events.
     */
    public ClientOptions withPendingMax(final int events)
    {
        return new ClientOptions(
            host, port, key, connectTimeout, requestTimeout, inFlightMax, batching, batchMax, batchesInFlight,
            reconnectMin, reconnectMax, events, tls);
    }

    private static void checkRange(final String name, final int value, final int max)
    {
        if (value < 1 || value > max)
        {
            throw new IllegalArgumentException(name + ": must be 1 to " + max + ", is " + value);
        }
    }

    private static void checkDuration(final String name, final Duration value, final Duration max)
    {
        Objects.requireNonNull(value, name);
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(max) > 0)
        {
            throw new IllegalArgumentException(name + ": must be 1 ms to " + max + ", is " + value);
        }
    }
}
