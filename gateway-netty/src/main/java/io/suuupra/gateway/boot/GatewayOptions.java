package io.suuupra.gateway.boot;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.gateway.auth.KeyTerms;
import io.suuupra.gateway.net.TlsFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * How the front door is to be started. Make one with {@link #builder()}; every value has a default.
 *
 * @param httpPort         0 to 65,535; 0 = any free one. Default 8080.
 * @param binaryPort       0 to 65,535; 0 = any free one. Default 9000.
 * @param bindAddress      host name or address that both servers listen on. Default 127.0.0.1.
 * @param sandbox          true if the clock may be moved by a request. Default false.
 * @param requestCredits   requests outstanding on a binary connection, 1 to 65,536. Default 128.
 * @param byteCredits      bytes outstanding on a binary connection, {@code Limits.FRAME_MAX} to 1 GiB. Default 4 MiB.
 * @param heartbeatMs      silence after which a Heartbeat is sent, 10 to 60,000. Default 1,000.
 * @param authTimeoutMs    time to authenticate in, 10 to 60,000. Default 5,000.
 * @param subscriptionsMax subscriptions of a connection, 1 to 1,024. Default 64.
 * @param bodyMax          bytes of a REST body, 1 KiB to 64 MiB. Default 4 MiB.
 * @param bodyTimeoutMs    time for a REST request to arrive, 10 to 600,000. Default 30,000.
 * @param requestTimeoutMs time to wait for the engine's reply to a REST request, 10 to 600,000. Default 30,000.
 * @param idleTimeoutMs    time that an HTTP connection may be idle, 10 to 3,600,000. Default 60,000.
 * @param requestsPerKey   REST requests of one key under way, 1 to 65,536. Default 256.
 * @param headTimeoutMs    time for the head of a REST request to arrive, 10 to 600,000. Default 10,000.
 * @param bodyRateMin      bytes a second that a REST body must bring after its first 5 s, 0 to 1 MiB. Default 1,024.
 * @param frameTimeoutMs   time for a binary frame to arrive whole, 10 to 600,000. Default 30,000.
 * @param requestsPerSecond requests a second of a key that has no rate of its own, 0 (any number) to
 *                         {@code KeyTerms.RATE_MAX}. Default 0.
 * @param eventsPerSecond  accounts, transfers and ids a second of a key that has no rate of its own, 0 (any number) to
 *                         {@code KeyTerms.RATE_MAX}. Default 0.
 * @param connectionsMax   open connections of each of the two servers, 1 to 1,000,000. Default 4,096.
 * @param connectionsPerAddress of them from one address, 1 to 1,000,000. Default 1,024.
 * @param tls              files for TLS on both ports; null (the default) = plain text.
 * @param insecure         true if plain text may be spoken on an address that is not this machine's own. Default false.
 * @param refusals         folder of the log of refusals; null (the default) = none is kept.
 * @param binaryThreads    event loops of the binary server, 1 to 256. Default 1 to 4, by the number of cores.
 * @param restThreads      event loops of the REST server, 1 to 256. Default 1 to 4, by the number of cores.
 * @param changeThreads    readers of the change feed, 1 to 256. Default 2.
 * @param closeTimeoutMs   time that {@code close} gives to requests under way, 0 to 600,000. Default 5,000.
 * @param version          shown by {@code /v1/node}. Default: that of the build.
 * @param onFault          told when the change feed cannot be read, so that the node can halt. Default: the log.
 */
public record GatewayOptions(
    int httpPort,
    int binaryPort,
    String bindAddress,
    boolean sandbox,
    int requestCredits,
    int byteCredits,
    int heartbeatMs,
    int authTimeoutMs,
    int subscriptionsMax,
    int bodyMax,
    int bodyTimeoutMs,
    int requestTimeoutMs,
    int idleTimeoutMs,
    int requestsPerKey,
    int headTimeoutMs,
    int bodyRateMin,
    int frameTimeoutMs,
    int requestsPerSecond,
    int eventsPerSecond,
    int connectionsMax,
    int connectionsPerAddress,
    TlsFiles tls,
    boolean insecure,
    Path refusals,
    int binaryThreads,
    int restThreads,
    int changeThreads,
    int closeTimeoutMs,
    String version,
    Consumer<Throwable> onFault)
{
    private static final Logger LOG = LoggerFactory.getLogger(GatewayOptions.class);

    /**
     * Checks every value.
     *
     * @throws IllegalArgumentException naming the option that is out of its range.
     */
    public GatewayOptions
    {
        check("httpPort", httpPort, 0, 65_535);
        check("binaryPort", binaryPort, 0, 65_535);
        check("requestCredits", requestCredits, 1, 65_536);
        check("byteCredits", byteCredits, Limits.FRAME_MAX, 1 << 30);
        check("heartbeatMs", heartbeatMs, 10, 60_000);
        check("authTimeoutMs", authTimeoutMs, 10, 60_000);
        check("subscriptionsMax", subscriptionsMax, 1, 1_024);
        check("bodyMax", bodyMax, 1024, 64 * 1024 * 1024);
        check("bodyTimeoutMs", bodyTimeoutMs, 10, 600_000);
        check("requestTimeoutMs", requestTimeoutMs, 10, 600_000);
        check("idleTimeoutMs", idleTimeoutMs, 10, 3_600_000);
        check("requestsPerKey", requestsPerKey, 1, 65_536);
        check("headTimeoutMs", headTimeoutMs, 10, 600_000);
        check("bodyRateMin", bodyRateMin, 0, 1 << 20);
        check("frameTimeoutMs", frameTimeoutMs, 10, 600_000);
        check("requestsPerSecond", requestsPerSecond, 0, KeyTerms.RATE_MAX);
        check("eventsPerSecond", eventsPerSecond, 0, KeyTerms.RATE_MAX);
        check("connectionsMax", connectionsMax, 1, 1_000_000);
        check("connectionsPerAddress", connectionsPerAddress, 1, 1_000_000);
        check("binaryThreads", binaryThreads, 1, 256);
        check("restThreads", restThreads, 1, 256);
        check("changeThreads", changeThreads, 1, 256);
        check("closeTimeoutMs", closeTimeoutMs, 0, 600_000);
        if (bindAddress.isBlank())
        {
            throw new IllegalArgumentException("bindAddress must not be empty");
        }
        if (httpPort == binaryPort && httpPort != 0)
        {
            throw new IllegalArgumentException("httpPort and binaryPort must be different, both are " + httpPort);
        }
    }

    private static void check(final String name, final int value, final int min, final int max)
    {
        if (value < min || value > max)
        {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ", is " + value);
        }
    }

    /**
     * @return a builder with the defaults.
     */
    public static Builder builder()
    {
        return new Builder();
    }

    private static int threadsByCores()
    {
        return Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
    }

    private static String versionOfBuild()
    {
        try (InputStream in = GatewayOptions.class.getResourceAsStream("gateway.properties"))
        {
            if (in == null)
            {
                throw new IllegalStateException("the resource gateway.properties is missing from the jar");
            }
            final Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        }
        catch (final IOException unreadable)
        {
            throw new UncheckedIOException("the resource gateway.properties cannot be read", unreadable);
        }
    }

    /** Collects the options; what is not set keeps its default. */
    public static final class Builder
    {
        private int httpPort = 8080;
        private int binaryPort = 9000;
        private String bindAddress = "127.0.0.1";
        private boolean sandbox;
        private int requestCredits = 128;
        private int byteCredits = 4 * 1024 * 1024;
        private int heartbeatMs = 1_000;
        private int authTimeoutMs = 5_000;
        private int subscriptionsMax = 64;
        private int bodyMax = 4 * 1024 * 1024;
        private int bodyTimeoutMs = 30_000;
        private int requestTimeoutMs = 30_000;
        private int idleTimeoutMs = 60_000;
        private int requestsPerKey = 256;
        private int headTimeoutMs = 10_000;
        private int bodyRateMin = 1_024;
        private int frameTimeoutMs = 30_000;
        private int requestsPerSecond;
        private int eventsPerSecond;
        private int connectionsMax = 4_096;
        private int connectionsPerAddress = 1_024;
        private TlsFiles tls;
        private boolean insecure;
        private Path refusals;
        private int binaryThreads = threadsByCores();
        private int restThreads = threadsByCores();
        private int changeThreads = 2;
        private int closeTimeoutMs = 5_000;
        private String version = versionOfBuild();
        private Consumer<Throwable> onFault = fault -> LOG.error("the change feed failed", fault);

        private Builder()
        {
        }

        /**
         * @param value 0 to 65,535; 0 = any free one.
         * @return this.
         */
        public Builder httpPort(final int value)
        {
            httpPort = value;
            return this;
        }

        /**
         * @param value 0 to 65,535; 0 = any free one.
         * @return this.
         */
        public Builder binaryPort(final int value)
        {
            binaryPort = value;
            return this;
        }

        /**
         * @param value host name or address that both servers listen on.
         * @return this.
         */
        public Builder bindAddress(final String value)
        {
            bindAddress = value;
            return this;
        }

        /**
         * @param value true if the clock may be moved by a request.
         * @return this.
         */
        public Builder sandbox(final boolean value)
        {
            sandbox = value;
            return this;
        }

        /**
         * @param value requests outstanding on a binary connection, 1 to 65,536.
         * @return this.
         */
        public Builder requestCredits(final int value)
        {
            requestCredits = value;
            return this;
        }

        /**
         * @param value bytes outstanding on a binary connection, {@code Limits.FRAME_MAX} to 1 GiB.
         * @return this.
         */
        public Builder byteCredits(final int value)
        {
            byteCredits = value;
            return this;
        }

        /**
         * @param value silence after which a Heartbeat is sent, 10 to 60,000.
         * @return this.
         */
        public Builder heartbeatMs(final int value)
        {
            heartbeatMs = value;
            return this;
        }

        /**
         * @param value time to authenticate in, 10 to 60,000.
         * @return this.
         */
        public Builder authTimeoutMs(final int value)
        {
            authTimeoutMs = value;
            return this;
        }

        /**
         * @param value subscriptions of a connection, 1 to 1,024.
         * @return this.
         */
        public Builder subscriptionsMax(final int value)
        {
            subscriptionsMax = value;
            return this;
        }

        /**
         * @param value bytes of a REST body, 1 KiB to 64 MiB.
         * @return this.
         */
        public Builder bodyMax(final int value)
        {
            bodyMax = value;
            return this;
        }

        /**
         * @param value time for a REST request to arrive, 10 to 600,000.
         * @return this.
         */
        public Builder bodyTimeoutMs(final int value)
        {
            bodyTimeoutMs = value;
            return this;
        }

        /**
         * @param value time to wait for the engine's reply to a REST request, 10 to 600,000.
         * @return this.
         */
        public Builder requestTimeoutMs(final int value)
        {
            requestTimeoutMs = value;
            return this;
        }

        /**
         * @param value time that an HTTP connection may be idle, 10 to 3,600,000.
         * @return this.
         */
        public Builder idleTimeoutMs(final int value)
        {
            idleTimeoutMs = value;
            return this;
        }

        /**
         * @param value REST requests of one key under way, 1 to 65,536.
         * @return this.
         */
        public Builder requestsPerKey(final int value)
        {
            requestsPerKey = value;
            return this;
        }

        /**
         * @param value time for the head of a REST request to arrive, 10 to 600,000.
         * @return this.
         */
        public Builder headTimeoutMs(final int value)
        {
            headTimeoutMs = value;
            return this;
        }

        /**
         * @param value bytes a second that a REST body must bring, 0 to 1 MiB.
         * @return this.
         */
        public Builder bodyRateMin(final int value)
        {
            bodyRateMin = value;
            return this;
        }

        /**
         * @param value time for a binary frame to arrive whole, 10 to 600,000.
         * @return this.
         */
        public Builder frameTimeoutMs(final int value)
        {
            frameTimeoutMs = value;
            return this;
        }

        /**
         * @param requests a second of a key that has no rate of its own; 0 = any number.
         * @param events   a second of a key that has no rate of its own; 0 = any number.
         * @return this.
         */
        public Builder keyRates(final int requests, final int events)
        {
            requestsPerSecond = requests;
            eventsPerSecond = events;
            return this;
        }

        /**
         * @param value open connections from one address, of each of the two servers, 1 to 1,000,000.
         * @return this.
         */
        public Builder connectionsPerAddress(final int value)
        {
            connectionsPerAddress = value;
            return this;
        }

        /**
         * @param value files for TLS on both ports; null = plain text.
         * @return this.
         */
        public Builder tls(final TlsFiles value)
        {
            tls = value;
            return this;
        }

        /**
         * @param value true if plain text may be spoken on an address that is not this machine's own.
         * @return this.
         */
        public Builder insecure(final boolean value)
        {
            insecure = value;
            return this;
        }

        /**
         * @param value folder of the log of refusals; null = none is kept.
         * @return this.
         */
        public Builder refusals(final Path value)
        {
            refusals = value;
            return this;
        }

        /**
         * @param value open connections of each of the two servers, 1 to 1,000,000.
         * @return this.
         */
        public Builder connectionsMax(final int value)
        {
            connectionsMax = value;
            return this;
        }

        /**
         * @param value event loops of the binary server, 1 to 256.
         * @return this.
         */
        public Builder binaryThreads(final int value)
        {
            binaryThreads = value;
            return this;
        }

        /**
         * @param value event loops of the REST server, 1 to 256.
         * @return this.
         */
        public Builder restThreads(final int value)
        {
            restThreads = value;
            return this;
        }

        /**
         * @param value readers of the change feed, 1 to 256.
         * @return this.
         */
        public Builder changeThreads(final int value)
        {
            changeThreads = value;
            return this;
        }

        /**
         * @param value time that {@code close} gives to requests under way, 0 to 600,000.
         * @return this.
         */
        public Builder closeTimeoutMs(final int value)
        {
            closeTimeoutMs = value;
            return this;
        }

        /**
         * @param value shown by {@code /v1/node}.
         * @return this.
         */
        public Builder version(final String value)
        {
            version = value;
            return this;
        }

        /**
         * @param value told when the change feed cannot be read, so that the node can halt.
         * @return this.
         */
        public Builder onFault(final Consumer<Throwable> value)
        {
            onFault = value;
            return this;
        }

        /**
         * @return the options.
         * @throws IllegalArgumentException naming the option that is out of its range.
         */
        public GatewayOptions build()
        {
            return new GatewayOptions(
                httpPort, binaryPort, bindAddress, sandbox, requestCredits, byteCredits, heartbeatMs, authTimeoutMs,
                subscriptionsMax, bodyMax, bodyTimeoutMs, requestTimeoutMs, idleTimeoutMs, requestsPerKey,
                headTimeoutMs, bodyRateMin, frameTimeoutMs, requestsPerSecond, eventsPerSecond,
                connectionsMax, connectionsPerAddress, tls, insecure, refusals, binaryThreads, restThreads,
                changeThreads, closeTimeoutMs, version, onFault);
        }
    }
}
