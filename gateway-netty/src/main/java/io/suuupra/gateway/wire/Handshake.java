package io.suuupra.gateway.wire;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.generated.AuthenticateDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.gateway.auth.Authenticator;
import org.agrona.DirectBuffer;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * One connection's challenge and the check of the answer to it. The nonce is used once, so a proof that was overheard
 * opens no other connection. Confined to the channel's event loop.
 */
final class Handshake
{
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AuthenticateDecoder authenticate = new AuthenticateDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final byte[] nonce = new byte[ApiKey.SECRET_LENGTH];
    private long sessionHigh;
    private long sessionLow;

    Handshake()
    {
        RANDOM.nextBytes(nonce);
    }

    byte[] nonce()
    {
        return nonce;
    }

    /**
     * @param authenticator that knows the keys.
     * @param message       a well-formed Authenticate, its header at 0.
     * @param certificate   SHA-256 of the client's certificate in hex digits; empty where it showed none.
     * @return who it is, with the node's own proof; empty if the client's proof does not hold.
     */
    Optional<Authenticator.Proven> check(
        final Authenticator authenticator, final DirectBuffer message, final String certificate)
    {
        authenticate.wrapAndApplyHeader(message, 0, header);
        final byte[] clientNonce = new byte[ApiKey.SECRET_LENGTH];
        final byte[] proof = new byte[ApiKey.SECRET_LENGTH];
        authenticate.getNonce(clientNonce, 0, clientNonce.length);
        authenticate.getProof(proof, 0, proof.length);
        sessionLow = authenticate.session().low();
        sessionHigh = authenticate.session().high();
        return authenticator.proof(authenticate.key(), sessionHigh, sessionLow, nonce, clientNonce, proof,
            certificate);
    }

    /**
     * @return upper half of the id of the session that the client named.
     */
    long sessionHigh()
    {
        return sessionHigh;
    }

    /**
     * @return lower half of the id of the session that the client named.
     */
    long sessionLow()
    {
        return sessionLow;
    }
}
