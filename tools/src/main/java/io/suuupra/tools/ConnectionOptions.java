package io.suuupra.tools;

import io.suuupra.client.ClientTls;
import io.suuupra.tools.ledger.LedgerException;
import io.suuupra.tools.ledger.LedgerPort;
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

    @Option(
        names = "--ca",
        paramLabel = "FILE",
        description = "PEM file of the certificates that the node's must lead to. Default: those that Java trusts.")
    private Path ca;

    @Option(
        names = "--cert",
        paramLabel = "FILE",
        description = "PEM file of the certificate to show to a node that asks for one; needs --cert-key.")
    private Path certificate;

    @Option(
        names = "--cert-key",
        paramLabel = "FILE",
        description = "PEM file of that certificate's private key, PKCS #8 without a password.")
    private Path certificateKey;

    LedgerPort connect(final LedgerConnector connector) throws LedgerException
    {
        final boolean isTls = url.startsWith("suuupras:") || url.startsWith("https:");
        if ((certificate == null) != (certificateKey == null))
        {
            throw new LedgerException("--cert and --cert-key must be given together", null);
        }
        if (!isTls && (ca != null || certificate != null))
        {
            throw new LedgerException("--ca and --cert need TLS: suuupras://host:port or https://host:port", null);
        }
        return connector.connect(url, keyText(), isTls ? new ClientTls(ca, certificate, certificateKey) : null);
    }

    private String keyText() throws LedgerException
    {
        if (key != null)
        {
            return key;
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
