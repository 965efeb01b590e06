package io.suuupra.tools.security;

import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.tools.ledger.HttpsContext;
import io.suuupra.tools.ledger.LedgerException;
import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Asks over both protocols, one request after the other, on connections that stay, and times the answers.
 */
final class HonestClient implements AutoCloseable
{
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private final SuuupraClient binary;
    private final HttpClient http;
    private final HttpRequest question;

    HonestClient(final TlsNode node) throws IOException
    {
        binary = SuuupraClient.connect(node.clientOptions());
        try
        {
            http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT)
                .sslContext(HttpsContext.of(node.clientTls())).build();
        }
        catch (final LedgerException unusable)
        {
            binary.close();
            throw new IOException(unusable.getMessage(), unusable);
        }
        question = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + node.httpPort() + "/v1/state"))
            .timeout(TIMEOUT).header("Authorization", "Bearer " + node.key()).build();
    }

    /**
     * What was answered, and how fast.
     *
     * @param rest    latencies in ns.
     * @param binary  latencies in ns.
     * @param refused requests that got no answer, or not the one that was due.
     */
    record Answers(Histogram rest, Histogram binary, int refused)
    {
        private static final double US_PER_NS = 1e-3;

        double restP99Us()
        {
            return rest.getValueAtPercentile(99) * US_PER_NS;
        }

        double binaryP99Us()
        {
            return binary.getValueAtPercentile(99) * US_PER_NS;
        }

        /** @return requests that were answered. */
        long count()
        {
            return rest.getTotalCount() + binary.getTotalCount();
        }
    }

    /**
     * @param ns how long to ask.
     * @return what came of it.
     */
    Answers ask(final long ns) throws InterruptedException
    {
        final Histogram restTimes = new Histogram(3);
        final Histogram binaryTimes = new Histogram(3);
        int refused = 0;
        final long endNs = System.nanoTime() + ns;
        while (System.nanoTime() - endNs < 0)
        {
            refused += askBinary(binaryTimes) ? 0 : 1;
            refused += askRest(restTimes) ? 0 : 1;
            TimeUnit.NANOSECONDS.sleep(PAUSE_NS);
        }
        return new Answers(restTimes, binaryTimes, refused);
    }

    private boolean askBinary(final Histogram times)
    {
        final long start = System.nanoTime();
        try
        {
            binary.lookupAccounts(List.of(UInt128.of(1))).join();
        }
        catch (final CompletionException unanswered)
        {
            return false;
        }
        times.recordValue(System.nanoTime() - start);
        return true;
    }

    private boolean askRest(final Histogram times) throws InterruptedException
    {
        final long start = System.nanoTime();
        try
        {
            if (http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() != 200)
            {
                return false;
            }
        }
        catch (final IOException unanswered)
        {
            return false;
        }
        times.recordValue(System.nanoTime() - start);
        return true;
    }

    @Override
    public void close()
    {
        binary.close();
        http.close();
    }
}
