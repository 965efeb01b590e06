package io.suuupra.tools;

import io.suuupra.client.ClientTls;
import io.suuupra.tools.ledger.LedgerException;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** Whom to trust and what to show on a connection with TLS. */
public final class TlsOptions
{
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

    /** Used by the command line. */
    public TlsOptions()
    {
    }

    /**
     * @param url of the node.
     * @return the same for the client; null where the address is one of plain text.
     * @throws LedgerException if the options do not fit together, or the address has no TLS.
     */
    public ClientTls of(final String url) throws LedgerException
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
        return isTls ? new ClientTls(ca, certificate, certificateKey) : null;
    }
}
