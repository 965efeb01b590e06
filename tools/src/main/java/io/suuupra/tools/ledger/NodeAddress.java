package io.suuupra.tools.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.suuupra.client.ClientTls;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * The address of a node's binary port.
 */
final class NodeAddress
{
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int PORT_MAX = 0xFFFF;

    private NodeAddress()
    {
    }

    /**
     * @param url {@code suuupra://host:port} (or suuupras), taken as it is, or {@code http://host:port} (or https),
     *            whose {@code /v1/node} names the binary port.
     * @param key sent with the question.
     * @param tls whom to trust and what to show; null where the address is one of plain text.
     * @return {@code suuupra://host:port} or {@code suuupras://host:port}.
     */
    static String resolve(final String url, final String key, final ClientTls tls) throws LedgerException
    {
        final URI uri;
        try
        {
            uri = new URI(url);
        }
        catch (final URISyntaxException notAnAddress)
        {
            throw new LedgerException(
                "--url must be suuupra://host:port or http://host:port, not '" + url + "'", notAnAddress);
        }
        if ("suuupra".equals(uri.getScheme()) || "suuupras".equals(uri.getScheme()))
        {
            return url;
        }
        if (uri.getHost() == null || !"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme()))
        {
            throw new LedgerException("--url must be suuupra://host:port or http://host:port, not '" + url + "'", null);
        }
        return ("https".equals(uri.getScheme()) ? "suuupras://" : "suuupra://") + uri.getHost() + ":" +
            askForPort(uri, key, tls);
    }

    private static long askForPort(final URI uri, final String key, final ClientTls tls) throws LedgerException
    {
        final URI question = uri.resolve("/v1/node");
        final HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(TIMEOUT);
        if (tls != null)
        {
            builder.sslContext(HttpsContext.of(tls));
        }
        try (HttpClient http = builder.build())
        {
            final HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(question).timeout(TIMEOUT).header("Authorization", "Bearer " + key).build(),
                HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200)
            {
                throw new LedgerException(question + " answered with status " + answer.statusCode(), null);
            }
            final JsonNode port = new ObjectMapper().readTree(answer.body()).path("binary_port");
            if (!port.isIntegralNumber() || port.longValue() < 1 || port.longValue() > PORT_MAX)
            {
                throw new LedgerException(question + " names no binary_port", null);
            }
            return port.longValue();
        }
        catch (final IOException unreachable)
        {
            throw new LedgerException(question + " cannot be reached" +
                (unreachable.getMessage() == null ? "" : ": " + unreachable.getMessage()), unreachable);
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
            throw new LedgerException("interrupted", interrupted);
        }
        catch (final IllegalArgumentException badHeader)
        {
            throw new LedgerException("the API key does not have the form of one", badHeader);
        }
    }
}
