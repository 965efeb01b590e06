package io.suuupra.gateway.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key and the certificate that speaks for it, which were held against each other: Java would notice only in
 * the first handshake that they do not belong together.
 */
final class CertifiedKey
{
    private static final int FILE_MAX = 1024 * 1024;
    private static final Pattern KEY =
        Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final byte[] PROBE = "suuupra".getBytes(StandardCharsets.US_ASCII);

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private CertifiedKey(final PrivateKey key, final List<X509Certificate> chain)
    {
        this.key = key;
        this.chain = chain;
    }

    /**
     * @param certificate PEM file of the certificate, and behind it those that lead to its root.
     * @param key         PEM file of the private key, PKCS #8 without a password.
     * @return both.
     * @throws IOException if one cannot be used, or they do not belong together; the message says which.
     */
    static CertifiedKey read(final Path certificate, final Path key) throws IOException
    {
        final List<X509Certificate> chain = new ArrayList<>();
        try (InputStream in = Files.newInputStream(check(certificate)))
        {
            for (final Certificate next : CertificateFactory.getInstance("X.509").generateCertificates(in))
            {
                chain.add((X509Certificate)next);
            }
        }
        catch (final GeneralSecurityException unusable)
        {
            throw new IOException(certificate + " holds no PEM certificate: " + unusable.getMessage(), unusable);
        }
        if (chain.isEmpty())
        {
            throw new IOException(certificate + " holds no PEM certificate");
        }
        final Matcher text = KEY.matcher(Files.readString(check(key), StandardCharsets.US_ASCII));
        if (!text.find())
        {
            throw new IOException(key + " holds no PEM private key in PKCS #8 without a password");
        }
        final PublicKey publicKey = chain.getFirst().getPublicKey();
        try
        {
            final PrivateKey privateKey = KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text.group(1))));
            if (belongTogether(privateKey, publicKey))
            {
                return new CertifiedKey(privateKey, chain);
            }
        }
        catch (final GeneralSecurityException | IllegalArgumentException unusable)
        {
            throw new IOException(key + " is no key for " + certificate + ": " + unusable.getMessage(), unusable);
        }
        throw new IOException(key + " is not the key of " + certificate);
    }

    private static Path check(final Path file) throws IOException
    {
        if (Files.size(file) > FILE_MAX)
        {
            throw new IOException(file + " has more than " + FILE_MAX + " bytes");
        }
        return file;
    }

    private static boolean belongTogether(final PrivateKey privateKey, final PublicKey publicKey)
        throws GeneralSecurityException
    {
        final Signature signature = Signature.getInstance(switch (publicKey.getAlgorithm())
        {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> publicKey.getAlgorithm();
        });
        signature.initSign(privateKey);
        signature.update(PROBE);
        final byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(PROBE);
        return signature.verify(signed);
    }

    PrivateKey key()
    {
        return key;
    }

    /** @return the certificate first, its root last. */
    List<X509Certificate> chain()
    {
        return chain;
    }
}
