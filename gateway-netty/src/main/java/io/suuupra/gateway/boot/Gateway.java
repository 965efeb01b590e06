package io.suuupra.gateway.boot;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.suuupra.engine.host.ChangeFeed;
import io.suuupra.engine.host.HostMetrics;
import io.suuupra.engine.host.Ingress;
import io.suuupra.engine.host.Receipts;
import io.suuupra.gateway.audit.RefusalLog;
import io.suuupra.gateway.auth.AccessRules;
import io.suuupra.gateway.auth.Authenticator;
import io.suuupra.gateway.auth.KeyStore;
import io.suuupra.gateway.metrics.GatewayMetrics;
import io.suuupra.gateway.metrics.MetricsPage;
import io.suuupra.gateway.metrics.Readiness;
import io.suuupra.gateway.net.Door;
import io.suuupra.gateway.net.OpenConnections;
import io.suuupra.gateway.net.ServerTls;
import io.suuupra.gateway.rest.RestContext;
import io.suuupra.gateway.rest.RestInitializer;
import io.suuupra.gateway.rest.RestSettings;
import io.suuupra.gateway.wire.ChangePump;
import io.suuupra.gateway.wire.Delivery;
import io.suuupra.gateway.wire.WireContext;
import io.suuupra.gateway.wire.WireInitializer;
import io.suuupra.gateway.wire.WireSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * The running front door: the binary server and the REST server over one way into the engine. Close it before the host,
 * so that what it took is still answered.
 */
public final class Gateway implements AutoCloseable
{
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int BACKLOG = 1_024;

    private final GatewayOptions options;
    private final Readiness readiness;
    private final GatewayMetrics metrics = new GatewayMetrics();
    private final OpenConnections binaryConnections;
    private final OpenConnections restConnections;
    private final RefusalLog refusals;
    private final EventLoopGroup acceptLoop;
    private final EventLoopGroup binaryLoops;
    private final EventLoopGroup restLoops;
    private final ChangePump changes;
    private Channel binaryServer;
    private Channel restServer;
    private boolean closed;

    private Gateway(
        final GatewayOptions options, final ChangeFeed feed, final HostMetrics host, final RefusalLog refusals)
    {
        this.options = options;
        this.refusals = refusals;
        readiness = new Readiness(host);
        binaryConnections = new OpenConnections(
            options.connectionsMax(), options.connectionsPerAddress(), metrics.binary());
        restConnections = new OpenConnections(
            options.connectionsMax(), options.connectionsPerAddress(), metrics.rest());
        acceptLoop = loops("suuupra-accept", 1);
        binaryLoops = loops("suuupra-binary", options.binaryThreads());
        restLoops = loops("suuupra-rest", options.restThreads());
        changes = new ChangePump(feed, options.changeThreads(), options.onFault());
    }

    /**
     * Starts both servers.
     *
     * @param options how.
     * @param ingress the way into the engine.
     * @param feed    of changes, for subscriptions.
     * @param receipts of transfers.
     * @param host    says how the host fares.
     * @param keys    who may come in.
     * @return the gateway, listening.
     * @throws IOException if a port cannot be bound, the files of TLS cannot be used, or plain text would leave the
     *                     machine; the message says which, and why. Nothing is left running then.
     */
    public static Gateway start(
        final GatewayOptions options,
        final Ingress ingress,
        final ChangeFeed feed,
        final Receipts receipts,
        final HostMetrics host,
        final KeyStore keys) throws IOException
    {
        checkPlainText(options);
        final ServerTls tls = options.tls() == null ? null : new ServerTls(options.tls(), options.authTimeoutMs());
        final Gateway gateway = new Gateway(options, feed, host, RefusalLog.open(options.refusals()));
        boolean started = false;
        try
        {
            gateway.bind(ingress, feed, receipts, host, keys, tls);
            started = true;
        }
        finally
        {
            if (!started)
            {
                gateway.close();
            }
        }
        LOG.info("REST on {}, binary on {}", gateway.restServer.localAddress(), gateway.binaryServer.localAddress());
        return gateway;
    }

    // A key that REST sends over a network in plain text is not a secret any more.
    private static void checkPlainText(final GatewayOptions options) throws IOException
    {
        final InetAddress address = new InetSocketAddress(options.bindAddress(), 0).getAddress();
        if (options.tls() == null && !options.insecure() && address != null && !address.isLoopbackAddress())
        {
            throw new IOException("on " + options.bindAddress() + " other machines could read keys and money in " +
                "plain text: give --tls-cert and --tls-key, or --insecure if that is wanted");
        }
    }

    private void bind(
        final Ingress ingress,
        final ChangeFeed feed,
        final Receipts receipts,
        final HostMetrics host,
        final KeyStore keys,
        final ServerTls tls) throws IOException
    {
        keys.defaultRates(options.requestsPerSecond(), options.eventsPerSecond());
        final Authenticator authenticator = new Authenticator(keys);
        final AccessRules rules = new AccessRules(options.sandbox());
        final WireSettings wire = new WireSettings(
            options.requestCredits(), options.byteCredits(), options.heartbeatMs(), options.authTimeoutMs(),
            options.frameTimeoutMs(), options.subscriptionsMax());
        final Delivery delivery = new Delivery(changes, feed.requests(), ingress);
        delivery.start();
        binaryServer = listen("binary", options.binaryPort(), binaryLoops, new WireInitializer(new WireContext(
            wire, ingress, changes, delivery, authenticator, rules, metrics, readiness,
            new Door("binary", binaryConnections, tls, metrics, refusals))));
        final RestSettings rest = new RestSettings(
            options.bodyMax(), options.bodyTimeoutMs(), options.requestTimeoutMs(), options.headTimeoutMs(),
            options.bodyRateMin(), options.idleTimeoutMs(), options.requestsPerKey(), options.sandbox(), binaryPort(),
            options.version());
        restServer = listen("HTTP", options.httpPort(), restLoops, new RestInitializer(new RestContext(
            rest, ingress, receipts, authenticator, rules, metrics,
            new MetricsPage(host, receipts, metrics, readiness, refusals), readiness,
            new Door("rest", restConnections, tls, metrics, refusals))));
    }

    private Channel listen(
        final String name,
        final int port,
        final EventLoopGroup loops,
        final ChannelInitializer<SocketChannel> initializer) throws IOException
    {
        final InetSocketAddress address = new InetSocketAddress(options.bindAddress(), port);
        if (address.isUnresolved())
        {
            throw new IOException("the bind address " + options.bindAddress() + " is not known on this machine");
        }
        final ChannelFuture bound = new ServerBootstrap()
            .group(acceptLoop, loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childHandler(initializer)
            .bind(address)
            .awaitUninterruptibly();
        if (bound.isSuccess())
        {
            return bound.channel();
        }
        final Throwable cause = bound.cause();
        final String where = "the " + name + " port " + port + " on " + options.bindAddress();
        if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use"))
        {
            throw new IOException(where + " is in use by another process; choose another port", cause);
        }
        throw new IOException(where + " cannot be bound: " + cause.getMessage(), cause);
    }

    /**
     * @return port that the REST server listens on.
     */
    public int httpPort()
    {
        return ((InetSocketAddress)restServer.localAddress()).getPort();
    }

    /**
     * @return port that the binary server listens on.
     */
    public int binaryPort()
    {
        return ((InetSocketAddress)binaryServer.localAddress()).getPort();
    }

    /**
     * @return what the gateway counts.
     */
    public GatewayMetrics metrics()
    {
        return metrics;
    }

    /**
     * Stops to listen, refuses new requests, waits for the replies to those under way, at most {@code closeTimeoutMs},
     * and ends all connections and threads. Closing twice does nothing.
     */
    @Override
    public synchronized void close()
    {
        if (closed)
        {
            return;
        }
        closed = true;
        readiness.close();
        stopListening(binaryServer);
        stopListening(restServer);
        binaryConnections.channels().forEach(WireInitializer::finish);
        restConnections.channels().forEach(RestInitializer::finish);
        awaitEmpty();
        binaryConnections.channels().close().awaitUninterruptibly();
        restConnections.channels().close().awaitUninterruptibly();
        changes.close();
        shutdown(acceptLoop);
        shutdown(binaryLoops);
        shutdown(restLoops);
        refusals.close();
    }

    private static void stopListening(final Channel server)
    {
        if (server != null)
        {
            server.close().awaitUninterruptibly();
        }
    }

    private void awaitEmpty()
    {
        final boolean binaryEnded = binaryConnections.awaitNone(options.closeTimeoutMs());
        final boolean restEnded = restConnections.awaitNone(binaryEnded ? options.closeTimeoutMs() : 0);
        if (!binaryEnded || !restEnded)
        {
            LOG.warn("connections were cut: {} binary and {} REST ones did not end within {} ms",
                metrics.binary().connections(), metrics.rest().connections(), options.closeTimeoutMs());
        }
    }

    private static EventLoopGroup loops(final String name, final int threads)
    {
        return new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    }

    private static void shutdown(final EventLoopGroup loops)
    {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
