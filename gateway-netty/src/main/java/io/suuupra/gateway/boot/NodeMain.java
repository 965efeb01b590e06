package io.suuupra.gateway.boot;

import io.suuupra.engine.host.local.LocalNode;
import io.suuupra.engine.host.local.LocalNodeOptions;
import io.suuupra.gateway.auth.KeyStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One node, from its data folder to its ports: recover, open the doors, wait, close in the opposite order.
 */
public final class NodeMain
{
    private static final Logger LOG = LoggerFactory.getLogger(NodeMain.class);
    private static final int EXIT_OK = 0;
    private static final int EXIT_HALTED = 3;
    private static final long CLOSE_TIMEOUT_S = 60;
    private static final int BYTES_PER_MIB = 1024 * 1024;
    private static final long NS_PER_MS = 1_000_000;

    /** What runs beside a node, from when it is ready until it ends. */
    @FunctionalInterface
    public interface Companion
    {
        /**
         * @param binaryPort on which the node takes requests now.
         * @return what is closed before the node stops taking requests.
         */
        Closeable start(int binaryPort);
    }

    private NodeMain()
    {
    }

    /**
     * Runs a node until the process is told to end, or the node halts.
     *
     * @param nodeOptions    of the engine and its files.
     * @param gatewayOptions of the front door.
     * @param out            gets what a person wants to see at the start.
     * @param companion      to run beside it.
     * @return exit code: 0 after a clean end, 3 after a halt.
     * @throws IOException          if the node cannot start: the message says why.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public static int run(
        final LocalNodeOptions nodeOptions,
        final GatewayOptions gatewayOptions,
        final PrintStream out,
        final Companion companion)
        throws IOException, InterruptedException
    {
        final long startNs = System.nanoTime();
        final CompletableFuture<Integer> end = new CompletableFuture<>();
        final CountDownLatch closed = new CountDownLatch(1);
        final Thread onSignal = Thread.ofPlatform().name("shutdown").unstarted(() -> closeOnSignal(end, closed));
        try (LocalNode node = LocalNode.open(nodeOptions))
        {
            node.onHalt(why -> end.complete(EXIT_HALTED));
            final KeyStore keys = KeyStore.openOrCreate(nodeOptions.data());
            try (Gateway gateway = Gateway.start(
                gatewayOptions, node.ingress(), node.changes(), node.receipts(), node.metrics(), keys))
            {
                Runtime.getRuntime().addShutdownHook(onSignal);
                greet(out, nodeOptions, gatewayOptions, gateway, node, keys, startNs);
                if (!node.metrics().halted().isEmpty())
                {
                    end.complete(EXIT_HALTED);
                }
                final int exit;
                try (Closeable beside = companion.start(gateway.binaryPort()))
                {
                    exit = end.join();
                    LOG.debug("closing {}", beside);
                }
                LOG.info(exit == EXIT_OK ? "closing" : "closing after a halt");
            }
        }
        finally
        {
            closed.countDown();
        }
        return end.join();
    }

    // Java ends as soon as its shutdown hooks have returned, so this one waits for the close that it asked for.
    private static void closeOnSignal(final CompletableFuture<Integer> end, final CountDownLatch closed)
    {
        end.complete(EXIT_OK);
        try
        {
            if (!closed.await(CLOSE_TIMEOUT_S, TimeUnit.SECONDS))
            {
                LOG.error("the node did not close within {} s", CLOSE_TIMEOUT_S);
            }
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
        }
    }

    private static void greet(
        final PrintStream out,
        final LocalNodeOptions nodeOptions,
        final GatewayOptions gatewayOptions,
        final Gateway gateway,
        final LocalNode node,
        final KeyStore keys,
        final long startNs)
    {
        final String host = gatewayOptions.bindAddress();
        out.printf("Suuupra %s, %d cores, data in %s%n", gatewayOptions.version(),
            Runtime.getRuntime().availableProcessors(), nodeOptions.data().toAbsolutePath().normalize());
        out.printf("  sized      %d thread%s for engine and journal, %d for the binary protocol, %d for REST, " +
                "ring %d MiB, forced at once up to %d MiB, heap %d MiB%n",
            nodeOptions.ringThreads(), nodeOptions.ringThreads() == 1 ? "" : "s", gatewayOptions.binaryThreads(),
            gatewayOptions.restThreads(), nodeOptions.ringBytes() / BYTES_PER_MIB,
            nodeOptions.forcedBytesMax() / BYTES_PER_MIB, Runtime.getRuntime().maxMemory() / BYTES_PER_MIB);
        out.printf("  recovered  to sequence %d in %d ms%n", node.recoveredSequence(),
            (System.nanoTime() - startNs) / NS_PER_MS);
        final String s = gatewayOptions.tls() == null ? "" : "s";
        out.printf(
            "  REST       http%s://%s:%d   (/openapi.json, /health/ready, /metrics)%n", s, host, gateway.httpPort());
        out.printf("  binary     suuupra%s://%s:%d%n", s, host, gateway.binaryPort());
        if (gatewayOptions.tls() != null)
        {
            out.printf("  TLS        1.3 with %s%s%n", gatewayOptions.tls().certificate(),
                gatewayOptions.tls().clientCa() == null ? "" : ", client certificates needed");
        }
        if (gatewayOptions.sandbox())
        {
            out.printf("  sandbox    the clock stands still but for POST /v1/sandbox/clock%n");
        }
        keys.createdKey().ifPresentOrElse(
            key -> out.printf("  API key    %s%n             (shown once; kept in %s)%n", key,
                nodeOptions.data().resolve("api-key")),
            () -> out.printf("  API key    in %s%n", nodeOptions.data().resolve("api-key")));
        out.printf("Ready. Ctrl-C stops it.%n");
        out.flush();
    }
}
