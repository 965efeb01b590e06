package io.suuupra.journal.audit;

import io.suuupra.journal.disk.Disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * The key that a node signs with: Ed25519 (RFC 8032). Its file holds the private half (PKCS #8) and the public one, as
 * PEM blocks, and is for its owner alone.
 */
public final class NodeKey
{
    private static final int FILE_MAX = 4_096;
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    /** Hash of the file whose keys were last seen to be of one pair; proving it takes as long as signing twice. */
    private static volatile byte[] proven = {};

    private final PrivateKey secret;
    private final PublicNodeKey publicKey;

    private NodeKey(final PrivateKey secret, final PublicNodeKey publicKey)
    {
        this.secret = secret;
        this.publicKey = publicKey;
    }

    /**
     * @param random source of bytes that nobody can guess.
     * @return a new key.
     */
    public static NodeKey generate(final SecureRandom random)
    {
        try
        {
            final KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            final KeyPair pair = generator.generateKeyPair();
            return new NodeKey(pair.getPrivate(), PublicNodeKey.of(pair.getPublic()));
        }
        catch (final GeneralSecurityException missing)
        {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", missing);
        }
    }

    /**
     * @param file that {@link #write} has made.
     * @return the key.
     * @throws IOException if it cannot be read or holds no key.
     */
    static NodeKey read(final Path file) throws IOException
    {
        if (Files.size(file) > FILE_MAX)
        {
            throw new IOException(file + " is too large to hold the node's key");
        }
        final String text = Files.readString(file, StandardCharsets.US_ASCII);
        final int begin = text.indexOf(BEGIN);
        final int end = text.indexOf(END);
        if (begin < 0 || end < begin)
        {
            throw new IOException(file + " does not hold the node's key");
        }
        try
        {
            final byte[] encoded = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
            final NodeKey key = new NodeKey(
                KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded)),
                PublicNodeKey.parse(text));
            final byte[] hash = new Sha256().add(text.getBytes(StandardCharsets.US_ASCII)).hash();
            if (!Arrays.equals(hash, proven))
            {
                final byte[] probe = {1};
                if (!key.publicKey.verifies(probe, key.sign(probe)))
                {
                    throw new IOException(file + ": the private and the public key are not of one pair");
                }
                proven = hash;
            }
            return key;
        }
        catch (final GeneralSecurityException | IllegalArgumentException noKey)
        {
            throw new IOException(file + " does not hold the node's key", noKey);
        }
    }

    /**
     * Writes the key, for its owner alone from the first byte on. A file of that name is replaced in one step.
     *
     * @param file to make.
     * @param disk to work on.
     * @throws IOException if the disk fails.
     */
    void write(final Path file, final Disk disk) throws IOException
    {
        final String text = BEGIN + "\n" + Base64.getMimeEncoder(64, new byte[]{'\n'})
            .encodeToString(secret.getEncoded()) + "\n" + END + "\n" + publicKey.pem();
        SecretFile.write(file, text.getBytes(StandardCharsets.US_ASCII), disk);
    }

    /** @return its public half. */
    public PublicNodeKey publicKey()
    {
        return publicKey;
    }

    Octets sign(final byte[] message)
    {
        try
        {
            final Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(message);
            return Octets.of(signature.sign());
        }
        catch (final GeneralSecurityException broken)
        {
            throw new IllegalStateException("the node's key does not sign", broken);
        }
    }
}
