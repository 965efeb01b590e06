package io.suuupra.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.suuupra.client.ClientTls;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.tools.ledger.HttpsContext;
import io.suuupra.tools.ledger.LedgerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** {@code receipt}: fetches the receipt of a transfer from a node. */
@Command(
    name = "receipt",
    description = {
        "Fetches the receipt of a transfer: a signed proof, at most 2 KiB, that it was recorded. See verify-receipt.",
        "A transfer is signed within about a second, in a peak a minute; until then this command waits."
    },
    mixinStandardHelpOptions = true)
final class ReceiptCommand implements Callable<Integer>
{
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int LATER = 503;
    private static final long AGAIN_MS = 200;
    private static final int WAIT_MAX = 3_600;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "Id of the transfer: decimal digits or a UUID.")
    private String id;

    @Option(names = "--url", paramLabel = "URL", defaultValue = "http://127.0.0.1:8080",
        description = "The node's REST interface, with TLS https://host:port. Default: ${DEFAULT-VALUE}.")
    private String url;

    @Option(names = "--key", paramLabel = "KEY",
        description = "The API key. Default: SUUUPRA_KEY, then the file ./data/api-key.")
    private String key;

    @Mixin
    private TlsOptions tls;

    @Option(names = "--out", paramLabel = "FILE", description = "File to write. Default: standard output.")
    private Path out;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "90",
        description = "How long to wait for the signature, 0 to 3600. Default: ${DEFAULT-VALUE}.")
    private int waitSeconds;

    @Override
    public Integer call() throws IOException, InterruptedException, LedgerException
    {
        if (waitSeconds < 0 || waitSeconds > WAIT_MAX)
        {
            throw wrong("--wait must be 0 to " + WAIT_MAX, null);
        }
        final HttpRequest request = request();
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(waitSeconds);
        try (HttpClient http = client())
        {
            HttpResponse<String> answer = send(http, request);
            while (answer.statusCode() == LATER && System.nanoTime() < deadline)
            {
                TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
                answer = send(http, request);
            }
            if (answer.statusCode() != OK)
            {
                throw new IOException(detail(answer));
            }
            write(answer.body());
        }
        return Main.DONE;
    }

    private HttpClient client() throws LedgerException
    {
        final HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(TIMEOUT);
        final ClientTls files = tls.of(url);
        if (files != null)
        {
            builder.sslContext(HttpsContext.of(files));
        }
        return builder.build();
    }

    private HttpRequest request() throws LedgerException
    {
        final UInt128 transfer;
        try
        {
            transfer = UInt128.parse(id);
        }
        catch (final IllegalArgumentException noId)
        {
            throw wrong("ID " + noId.getMessage(), noId);
        }
        final String apiKey = ConnectionOptions.keyText(key);
        try
        {
            final URI uri = URI.create(url).resolve("/v1/transfers/" + transfer + "/receipt");
            return HttpRequest.newBuilder(uri).timeout(TIMEOUT).header("Authorization", "Bearer " + apiKey).build();
        }
        catch (final IllegalArgumentException badAddress)
        {
            throw wrong("--url must be http://host:port or https://host:port, and --key an API key", badAddress);
        }
    }

    private static HttpResponse<String> send(final HttpClient http, final HttpRequest request)
        throws IOException, InterruptedException
    {
        try
        {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
        catch (final IOException unreachable)
        {
            throw new IOException(request.uri() + " cannot be reached" +
                (unreachable.getMessage() == null ? "" : ": " + unreachable.getMessage()), unreachable);
        }
    }

    /** Of a problem (RFC 9457) its detail. */
    private static String detail(final HttpResponse<String> answer)
    {
        try
        {
            final JsonNode detail = new ObjectMapper().readTree(answer.body()).path("detail");
            if (detail.isTextual())
            {
                return detail.textValue();
            }
        }
        catch (final JsonProcessingException noProblem)
        {
            return answer.uri() + " answered with status " + answer.statusCode() + " and no JSON";
        }
        return answer.uri() + " answered with status " + answer.statusCode();
    }

    private void write(final String receipt) throws IOException
    {
        if (out != null)
        {
            Files.writeString(out, receipt);
            return;
        }
        final PrintWriter console = spec.commandLine().getOut();
        console.print(receipt);
        console.flush();
    }

    private ParameterException wrong(final String rule, final Throwable cause)
    {
        return new ParameterException(spec.commandLine(), rule, cause);
    }
}
