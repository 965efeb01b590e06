package io.suuupra.tools.sim;

import io.suuupra.codecs.frame.Principal;
import io.suuupra.engine.host.Ingress;
import io.suuupra.engine.host.Offer;
import io.suuupra.engine.host.ReplyTo;
import io.suuupra.engine.host.local.LocalNode;
import io.suuupra.gateway.auth.AccessRules;
import io.suuupra.gateway.auth.Authenticator;
import io.suuupra.gateway.auth.KeyStore;
import io.suuupra.gateway.audit.RefusalLog;
import io.suuupra.gateway.metrics.GatewayMetrics;
import io.suuupra.gateway.metrics.Readiness;
import io.suuupra.gateway.net.Door;
import io.suuupra.gateway.net.OpenConnections;
import io.suuupra.gateway.wire.ChangePump;
import io.suuupra.gateway.wire.Delivery;
import io.suuupra.gateway.wire.WireContext;
import io.suuupra.gateway.wire.WireSettings;
import org.agrona.DirectBuffer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The gateway of a simulated node: the real binary sessions, each on a connection of the simulated network.
 */
final class SimGateway
{
    private static final int HEARTBEAT_MS = 5_000;
    private static final int AUTH_TIMEOUT_MS = 3_000;
    private static final int FRAME_TIMEOUT_MS = 5_000;
    private static final int BYTE_CREDITS = 4 * 1024 * 1024;
    private static final int CONNECTIONS_MAX = 1_000;

    /** Told of each reply at the moment at which the host gives it out. */
    interface Witness
    {
        void replied(long session, long request, DirectBuffer buffer, int offset);
    }

    private final SimMachine machine;
    private final SimTicker ticker;
    private final WireSettings settings;
    private final Authenticator authenticator;
    private final GatewayMetrics metrics = new GatewayMetrics();
    private final Door door;
    private final Witness witness;
    private final List<SimConnection> connections = new ArrayList<>();
    private LocalNode node;
    private ChangePump changes;
    private Readiness readiness;

    /**
     * @param machine that the node runs on.
     * @param random  decides what differs between runs.
     * @param folder  for the file of keys.
     * @param witness told of each reply.
     */
    SimGateway(final SimMachine machine, final SplittableRandom random, final Path folder, final Witness witness)
        throws IOException
    {
        this.machine = machine;
        this.witness = witness;
        ticker = new SimTicker(machine);
        settings = new WireSettings(
            4 << random.nextInt(5), BYTE_CREDITS, HEARTBEAT_MS, AUTH_TIMEOUT_MS, FRAME_TIMEOUT_MS, 1);
        Files.createDirectory(folder);
        try (InputStream keys = SimGateway.class.getResourceAsStream("keys.json"))
        {
            Files.copy(keys, folder.resolve("keys.json"));
        }
        authenticator = new Authenticator(KeyStore.openOrCreate(folder));
        final OpenConnections open = new OpenConnections(CONNECTIONS_MAX, CONNECTIONS_MAX, metrics.binary());
        door = new Door("binary", open, null, metrics, RefusalLog.open(null));
    }

    SimTicker ticker()
    {
        return ticker;
    }

    /** Serves a node that has just started. */
    void open(final LocalNode started)
    {
        node = started;
        readiness = new Readiness(started.metrics());
        changes = new ChangePump(started.changes(), 1, fault ->
        {
            throw new IllegalStateException("nobody subscribes", fault);
        });
    }

    /** The process of the node has ended, with all its connections. */
    void gone()
    {
        node = null;
        connections.forEach(SimConnection::cut);
        connections.clear();
    }

    /** Has each session answer what it took, and then end. */
    void finish()
    {
        readiness.close();
        connections.forEach(SimConnection::finish);
    }

    /** @return whether no session is open any more. */
    boolean isIdle()
    {
        connections.removeIf(SimConnection::isClosed);
        return connections.isEmpty();
    }

    /** A connection has come. */
    void accept(final SimConnection connection)
    {
        connections.removeIf(SimConnection::isClosed);
        connections.add(connection);
    }

    /** @return what the session on a connection works with. */
    WireContext context(final SimConnection connection)
    {
        return new WireContext(settings, new Entrance(node.ingress(), connection), changes,
            new Delivery(changes, node.changes().requests(), node.ingress()), authenticator,
            new AccessRules(false), metrics, readiness, door);
    }

    void slowness(final int factor)
    {
        connections.forEach(connection -> connection.slowness(factor));
    }

    /** The way into the engine for one connection; the way back leads past the witness. */
    private final class Entrance implements Ingress
    {
        private final Ingress ingress;
        private final SimConnection connection;

        private Entrance(final Ingress ingress, final SimConnection connection)
        {
            this.ingress = ingress;
            this.connection = connection;
        }

        @Override
        public Offer offer(
            final ReplyTo replyTo,
            final long correlation,
            final Principal principal,
            final long sessionHigh,
            final long sessionLow,
            final long request,
            final DirectBuffer buffer,
            final int offset,
            final int length)
        {
            return ingress.offer((of, reply, at, bytes) ->
            {
                witness.replied(sessionLow, request, reply, at);
                replyTo.onReply(of, reply, at, bytes);
                machine.after(0, connection::work);
            }, correlation, principal, sessionHigh, sessionLow, request, buffer, offset, length);
        }
    }
}
