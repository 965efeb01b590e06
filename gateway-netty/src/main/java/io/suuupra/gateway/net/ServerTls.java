package io.suuupra.gateway.net;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * TLS 1.3 (RFC 8446) for both servers, and nothing older. New files are noticed within a second of the next connection
 * and used from there on; files that cannot be used are reported, and those of before stay in use. Any thread may use
 * it.
 */
public final class ServerTls
{
    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
    private static final String PROTOCOL = "TLSv1.3";
    private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(1);

    private final TlsFiles files;
    private final long handshakeTimeoutMs;
    private final AtomicLong lookAtNs = new AtomicLong();
    private volatile Loaded loaded;

    /** A context, and how to see that its files were replaced. */
    private record Loaded(SslContext context, List<Version> versions)
    {
    }

    /** What tells one version of a file from another. */
    private record Version(Object fileKey, FileTime modified, long length)
    {
    }

    /**
     * @param files              to read.
     * @param handshakeTimeoutMs for the whole handshake.
     * @throws IOException if they cannot be used; the message says which, and why.
     */
    public ServerTls(final TlsFiles files, final long handshakeTimeoutMs) throws IOException
    {
        this.files = files;
        this.handshakeTimeoutMs = handshakeTimeoutMs;
        loaded = load();
        lookAtNs.set(System.nanoTime() + LOOK_NS);
    }

    /**
     * @param channel that was just accepted.
     * @return a handler for it, the first of its pipeline.
     */
    SslHandler handler(final Channel channel)
    {
        final long now = System.nanoTime();
        final long lookAt = lookAtNs.get();
        if (now - lookAt >= 0 && lookAtNs.compareAndSet(lookAt, now + LOOK_NS))
        {
            refresh();
        }
        final SslHandler handler = loaded.context.newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(handshakeTimeoutMs);
        return handler;
    }

    /**
     * @param channel of a connection.
     * @return SHA-256 of the certificate that its client has proved to hold, in hex digits; empty if it has none.
     */
    public static String clientCertificate(final Channel channel)
    {
        final SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (handler == null || !handler.engine().getNeedClientAuth())
        {
            return "";
        }
        try
        {
            final byte[] certificate = handler.engine().getSession().getPeerCertificates()[0].getEncoded();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
        }
        catch (final SSLPeerUnverifiedException none)
        {
            return "";
        }
        catch (final CertificateEncodingException | NoSuchAlgorithmException impossible)
        {
            throw new IllegalStateException("a certificate that was checked has no fingerprint", impossible);
        }
    }

    private void refresh()
    {
        try
        {
            if (!versions().equals(loaded.versions))
            {
                loaded = load();
                LOG.info("read {} again", files);
            }
        }
        catch (final IOException unusable)
        {
            // The certificate of before stays: half-written files must not shut everybody out.
            LOG.error("the TLS files cannot be used; those read before stay in use", unusable);
        }
    }

    private Loaded load() throws IOException
    {
        // Versions first: a file that is replaced in between is seen as changed the next time.
        final List<Version> versions = versions();
        final CertifiedKey key = CertifiedKey.read(files.certificate(), files.key());
        try
        {
            final SslContextBuilder builder = SslContextBuilder
                .forServer(key.key(), key.chain())
                .sslProvider(SslProvider.JDK)
                .protocols(PROTOCOL);
            if (files.clientCa() != null)
            {
                builder.trustManager(files.clientCa().toFile()).clientAuth(ClientAuth.REQUIRE);
            }
            return new Loaded(builder.build(), versions);
        }
        catch (final IllegalArgumentException | SSLException unusable)
        {
            throw new IOException("TLS cannot be set up from " + files + ": " + unusable.getMessage(), unusable);
        }
    }

    private List<Version> versions() throws IOException
    {
        final List<Version> versions = new ArrayList<>();
        for (final Path path : new Path[]{files.certificate(), files.key(), files.clientCa()})
        {
            if (path != null)
            {
                final BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                versions.add(new Version(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size()));
            }
        }
        return versions;
    }
}
