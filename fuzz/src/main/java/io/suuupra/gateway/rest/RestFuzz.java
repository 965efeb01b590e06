package io.suuupra.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.suuupra.fuzz.Bound;
import io.suuupra.fuzz.FuzzEngine;
import io.suuupra.fuzz.FuzzHost;
import io.suuupra.fuzz.FuzzTarget;
import io.suuupra.fuzz.LogWatch;
import io.suuupra.gateway.audit.RefusalLog;
import io.suuupra.gateway.auth.AccessRules;
import io.suuupra.gateway.auth.Authenticator;
import io.suuupra.gateway.auth.KeyStore;
import io.suuupra.gateway.metrics.GatewayMetrics;
import io.suuupra.gateway.metrics.MetricsPage;
import io.suuupra.gateway.metrics.Readiness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A REST connection: from HTTP to the reply, on a channel in memory, over a real engine. The first byte of the input
 * chooses a route, whose body the rest is; or, from 128 on, the rest is raw HTTP.
 */
public final class RestFuzz
{
    private static final long HEAP_MAX = 32 << 20;
    private static final int HEAP_FACTOR = 1_024;
    private static final long DIRECT_MAX = 24 << 20;
    private static final int BODY_MAX = 1 << 20;
    private static final int RAW = 0x80;
    private static final KeyStore KEYS = FuzzHost.keys();
    private static final String KEY = KEYS.createdKey().orElseThrow();
    private static final List<Route> ROUTES = List.of(Route.values());
    private static final FuzzHost HOST = new FuzzHost();
    private static final RefusalLog REFUSALS = FuzzHost.refusals();
    private static final RestSettings SETTINGS =
        new RestSettings(BODY_MAX, 60_000, 60_000, 60_000, 1, 60_000, 1_000, true, 9_000, "fuzz");

    static
    {
        LogWatch.install();
    }

    private RestFuzz()
    {
    }

    /** What the fuzzer calls once, before its first execution. */
    public static void fuzzerInitialize()
    {
        FuzzTarget.REST.warmUp();
    }

    /**
     * One execution.
     *
     * @param data a choice and a body, or HTTP.
     */
    public static void fuzzerTestOneInput(final byte[] data)
    {
        if (data.length > 0)
        {
            Bound.within(HEAP_MAX + (long)HEAP_FACTOR * data.length, DIRECT_MAX, () -> run(data));
        }
    }

    private static void run(final byte[] data)
    {
        final byte[] rest = Arrays.copyOfRange(data, 1, data.length);
        final byte[] bytes = (data[0] & RAW) == 0 ? request(ROUTES.get(data[0] % ROUTES.size()), rest) :
            new String(rest, StandardCharsets.ISO_8859_1).replace("KEY", KEY).getBytes(StandardCharsets.ISO_8859_1);
        try (FuzzEngine engine = FuzzEngine.withSomeState())
        {
            final GatewayMetrics metrics = new GatewayMetrics();
            final Readiness readiness = new Readiness(HOST);
            final RestContext context = new RestContext(SETTINGS, engine, HOST, new Authenticator(KEYS),
                new AccessRules(true), metrics, new MetricsPage(HOST, HOST, metrics, readiness, REFUSALS), readiness,
                FuzzHost.door("rest", metrics, metrics.rest(), REFUSALS));
            final EmbeddedChannel channel = new EmbeddedChannel();
            new RestInitializer(context).addTo(channel.pipeline());
            channel.pipeline().fireChannelActive();
            try
            {
                channel.writeInbound(Unpooled.wrappedBuffer(bytes));
                channel.runPendingTasks();
                channel.checkException();
                final boolean answered = drain(channel);
                if ((data[0] & RAW) == 0 && !answered)
                {
                    throw new IllegalStateException("a whole request has no answer");
                }
            }
            finally
            {
                channel.finishAndReleaseAll();
            }
            LogWatch.check();
        }
    }

    private static boolean drain(final EmbeddedChannel channel)
    {
        boolean any = false;
        for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound())
        {
            any |= out instanceof ByteBuf;
            ReferenceCountUtil.release(out);
        }
        return any;
    }

    /** A whole request; for a path with an id the first bytes up to a line end are the id. */
    private static byte[] request(final Route route, final byte[] rest)
    {
        String path = route.path();
        byte[] body = rest;
        if (path.contains("{id}"))
        {
            int end = 0;
            while (end < rest.length && rest[end] != '\n')
            {
                end++;
            }
            final StringBuilder id = new StringBuilder();
            for (int i = 0; i < end; i++)
            {
                id.append('%').append("%02x".formatted(rest[i] & 0xFF));
            }
            path = path.replace("{id}", id);
            body = Arrays.copyOfRange(rest, Math.min(end + 1, rest.length), rest.length);
        }
        final ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes((route.method() + " " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + KEY +
            "\r\nContent-Type: application/json\r\nContent-Length: " + (route.hasBody() ? body.length : 0) + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
        if (route.hasBody())
        {
            request.writeBytes(body);
        }
        return request.toByteArray();
    }
}
