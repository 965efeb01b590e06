package io.suuupra.gateway.metrics;

import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.gateway.audit.RequestKind;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counters of the front door. Any thread may count and read.
 */
public final class GatewayMetrics
{
    private static final int KINDS = RequestKind.TEMPLATES;

    private final Protocol binary = new Protocol();
    private final Protocol rest = new Protocol();
    private final LongAdder[] requests = new LongAdder[KINDS];
    private final LongAdder[] refusals = new LongAdder[256];
    private final Map<RouteStatus, LongAdder> responses = new ConcurrentHashMap<>();
    private final LongAdder subscriptions = new LongAdder();
    private final LongAdder authenticationFailures = new LongAdder();
    private final LongAdder rateLimited = new LongAdder();
    private final LongAdder tlsFailures = new LongAdder();
    private final SharedLatencyRecorder decodeTime = new SharedLatencyRecorder();
    private final SharedLatencyRecorder socketTime = new SharedLatencyRecorder();

    /** Makes counters that stand at 0. */
    public GatewayMetrics()
    {
        for (int i = 0; i < requests.length; i++)
        {
            requests[i] = new LongAdder();
        }
        for (int i = 0; i < refusals.length; i++)
        {
            refusals[i] = new LongAdder();
        }
    }

    /**
     * @return time from the arrival of a whole frame on a binary connection to its offer.
     */
    public SharedLatencyRecorder decodeTime()
    {
        return decodeTime;
    }

    /**
     * @return time from the release of a reply to its write to the socket of a binary connection.
     */
    public SharedLatencyRecorder socketTime()
    {
        return socketTime;
    }

    /** Counters of one of the two protocols. */
    public static final class Protocol
    {
        private final LongAdder accepted = new LongAdder();
        private final LongAdder closed = new LongAdder();
        private final LongAdder turnedAway = new LongAdder();
        private final LongAdder received = new LongAdder();
        private final LongAdder sent = new LongAdder();

        private Protocol()
        {
        }

        /** A connection was opened. */
        public void opened()
        {
            accepted.increment();
        }

        /** A connection that was opened has ended. */
        public void closed()
        {
            closed.increment();
        }

        /** A connection was closed at once because there were too many, in all or from its address. */
        public void turnedAway()
        {
            turnedAway.increment();
        }

        /**
         * @param bytes that came in.
         */
        public void received(final long bytes)
        {
            received.add(bytes);
        }

        /**
         * @param bytes that were handed to the socket.
         */
        public void sent(final long bytes)
        {
            sent.add(bytes);
        }

        /**
         * @return connections open now.
         */
        public long connections()
        {
            return accepted.sum() - closed.sum();
        }

        long connectionsTotal()
        {
            return accepted.sum();
        }

        long turnedAwayTotal()
        {
            return turnedAway.sum();
        }

        long receivedTotal()
        {
            return received.sum();
        }

        long sentTotal()
        {
            return sent.sum();
        }
    }

    /** An answered route and how it was answered. */
    record RouteStatus(String method, String route, int status) implements Comparable<RouteStatus>
    {
        @Override
        public int compareTo(final RouteStatus other)
        {
            final int byRoute = route.compareTo(other.route);
            final int byMethod = method.compareTo(other.method);
            return byRoute != 0 ? byRoute : byMethod != 0 ? byMethod : Integer.compare(status, other.status);
        }
    }

    /**
     * @return counters of the binary protocol.
     */
    public Protocol binary()
    {
        return binary;
    }

    /**
     * @return counters of the REST interface.
     */
    public Protocol rest()
    {
        return rest;
    }

    /**
     * @param templateId of a request on a binary connection.
     */
    public void request(final int templateId)
    {
        if (templateId >= 0 && templateId < KINDS)
        {
            requests[templateId].increment();
        }
    }

    /**
     * @param code why a request was refused on either protocol.
     */
    public void refused(final FailureCode code)
    {
        refusals[code.value()].increment();
    }

    /**
     * @param method HTTP method.
     * @param route  template of the path.
     * @param status of the response.
     */
    public void responded(final String method, final String route, final int status)
    {
        responses.computeIfAbsent(new RouteStatus(method, route, status), key -> new LongAdder()).increment();
    }

    /** A subscription began. */
    public void subscribed()
    {
        subscriptions.increment();
    }

    /** A subscription ended. */
    public void unsubscribed()
    {
        subscriptions.decrement();
    }

    /** A key or a proof did not hold. */
    public void authenticationFailed()
    {
        authenticationFailures.increment();
    }

    /** A request was refused because its key sends more than it may. */
    public void rateLimited()
    {
        rateLimited.increment();
    }

    /** A TLS handshake failed. */
    public void tlsFailed()
    {
        tlsFailures.increment();
    }

    /**
     * @return subscriptions open now.
     */
    public long subscriptions()
    {
        return subscriptions.sum();
    }

    long authenticationFailures()
    {
        return authenticationFailures.sum();
    }

    long rateLimitedTotal()
    {
        return rateLimited.sum();
    }

    long tlsFailures()
    {
        return tlsFailures.sum();
    }

    long requests(final int templateId)
    {
        return requests[templateId].sum();
    }

    /**
     * @param code of a refusal.
     * @return how many there were since the start.
     */
    public long refusals(final FailureCode code)
    {
        return refusals[code.value()].sum();
    }

    Map<RouteStatus, Long> responses()
    {
        final Map<RouteStatus, Long> sorted = new TreeMap<>();
        responses.forEach((key, count) -> sorted.put(key, count.sum()));
        return sorted;
    }
}
