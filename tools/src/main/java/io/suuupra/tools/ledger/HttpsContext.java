package io.suuupra.tools.ledger;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.suuupra.client.ClientTls;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * The JDK's own HTTP client with the files that the ledger's client takes.
 */
public final class HttpsContext
{
    private HttpsContext()
    {
    }

    /**
     * @param tls whom to trust and what to show.
     * @return the same for the JDK's HTTP client.
     * @throws LedgerException if a file cannot be used; the message says why.
     */
    public static SSLContext of(final ClientTls tls) throws LedgerException
    {
        try
        {
            final SslContextBuilder builder =
                SslContextBuilder.forClient().sslProvider(SslProvider.JDK).protocols("TLSv1.3");
            if (tls.ca() != null)
            {
                builder.trustManager(tls.ca().toFile());
            }
            if (tls.certificate() != null)
            {
                builder.keyManager(tls.certificate().toFile(), tls.key().toFile());
            }
            return ((JdkSslContext)builder.build()).context();
        }
        catch (final IllegalArgumentException | SSLException unusable)
        {
            throw new LedgerException("TLS cannot be set up from " + tls + ": " + unusable.getMessage(), unusable);
        }
    }
}
