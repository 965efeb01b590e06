package io.suuupra.tools;

import io.suuupra.client.SuuupraClient;
import io.suuupra.tools.ledger.ClientLedger;
import io.suuupra.tools.ledger.LedgerException;
import io.suuupra.tools.ledger.LedgerPort;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a tool reaches a node. */
final class ConnectionOptions
{
    private static final Path KEY_FILE = Path.of("data", "api-key");
    private static final int KEY_FILE_MAX = 1_024;

    @Option(
        names = "--url",
        paramLabel = "URL",
        defaultValue = "suuupra://127.0.0.1:9000",
        description = "The node: suuupra://host:port, or http://host:port, which is asked for the binary port; " +
            "with TLS suuupras://host:port or https://host:port. Default: ${DEFAULT-VALUE}.")
    private String url;

    @Option(
        names = "--key",
        paramLabel = "KEY",
        description = "The API key. Default: SUUUPRA_KEY, then the file ./data/api-key.")
    private String key;

    @Mixin
    private TlsOptions tls;

    LedgerPort connect(final LedgerConnector connector) throws LedgerException
    {
        return connector.connect(url, keyText(key), tls.of(url));
    }

    /** @return a client of the node, for what is no business of a ledger. */
    SuuupraClient client() throws LedgerException
    {
        return ClientLedger.client(url, keyText(key), tls.of(url));
    }

    /** @return the API key that was given; else that of the environment, or of the data folder beside. */
    static String keyText(final String given) throws LedgerException
    {
        if (given != null)
        {
            return given;
        }
        final String fromEnvironment = System.getenv("SUUUPRA_KEY");
        if (fromEnvironment != null && !fromEnvironment.isBlank())
        {
            return fromEnvironment.strip();
        }
        if (!Files.exists(KEY_FILE))
        {
            throw new LedgerException(
                "no API key: give --key, set SUUUPRA_KEY, or start where " + KEY_FILE + " is", null);
        }
        try
        {
            if (Files.size(KEY_FILE) > KEY_FILE_MAX)
            {
                throw new LedgerException(KEY_FILE + " is too large to hold a key", null);
            }
            return Files.readString(KEY_FILE, StandardCharsets.US_ASCII).strip();
        }
        catch (final IOException unreadable)
        {
            throw new LedgerException(KEY_FILE + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
