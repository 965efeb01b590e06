package io.suuupra.gateway.net;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The files that TLS is set up from, all PEM.
 *
 * @param certificate the node's certificate, and behind it those that lead to its root.
 * @param key         the node's private key, PKCS #8, without a password.
 * @param clientCa    certificates that clients' certificates must lead to; null = clients need none.
 */
public record TlsFiles(Path certificate, Path key, Path clientCa)
{
    /** Checks that what must be there is. */
    public TlsFiles
    {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(key, "key");
    }
}
