package io.suuupra.gateway.auth;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.frame.Principal;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * Checks keys, sent as a whole (REST) or proven to be held (binary). An unknown id costs the same work as a wrong
 * secret, so that the time of an answer tells neither. Any thread may use it.
 */
public final class Authenticator
{
    private static final String SCHEME = "Bearer ";

    private final KeyStore keys;
    private final byte[] nobody = new byte[ApiKey.SECRET_LENGTH];

    /**
     * @param keys to check against.
     */
    public Authenticator(final KeyStore keys)
    {
        this.keys = keys;
        new SecureRandom().nextBytes(nobody);
    }

    /**
     * A proof that was found to hold.
     *
     * @param principal   on whose behalf the session's requests run.
     * @param serverProof 32 bytes: the node's own proof.
     */
    @SuppressWarnings("ArrayRecordComponent") // Made for one answer and read once.
    public record Proven(Principal principal, byte[] serverProof)
    {
    }

    /**
     * @param authorization value of the header {@code Authorization}; null where there is none.
     * @return whose key it is; empty if it is none, or not one of this node's.
     */
    public Optional<Principal> bearer(final String authorization)
    {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        {
            return Optional.empty();
        }
        final ApiKey key = ApiKey.parse(authorization.substring(SCHEME.length()).strip()).orElse(null);
        if (key == null)
        {
            return Optional.empty();
        }
        final KeyFile.Row row = keys.row(key.id());
        final boolean equal = ApiKey.constantTimeEquals(row == null ? nobody : row.verifier, key.verifier());
        return row != null && equal ? Optional.of(row.entry.principal()) : Optional.empty();
    }

    /**
     * @param keyId       of the key that is claimed.
     * @param sessionHigh upper half of the session's id.
     * @param sessionLow  lower half of the session's id.
     * @param serverNonce 32 bytes from the Challenge of this connection.
     * @param clientNonce 32 bytes of the client's.
     * @param proof       32 bytes that the client sent.
     * @return what the key may do and the proof to answer with; empty if the proof does not hold.
     */
    public Optional<Proven> proof(
        final long keyId,
        final long sessionHigh,
        final long sessionLow,
        final byte[] serverNonce,
        final byte[] clientNonce,
        final byte[] proof)
    {
        final KeyFile.Row row = keys.row(keyId);
        final byte[] verifier = row == null ? nobody : row.verifier;
        final byte[] expected =
            ApiKey.clientProof(verifier, serverNonce, clientNonce, keyId, sessionLow, sessionHigh);
        final boolean equal = ApiKey.constantTimeEquals(expected, proof);
        if (row == null || !equal)
        {
            return Optional.empty();
        }
        return Optional.of(new Proven(row.entry.principal(), ApiKey.serverProof(verifier, serverNonce, clientNonce)));
    }

    /**
     * @param principal of an open session.
     * @return true while its key exists and may do the same as when the session began.
     */
    public boolean stillHolds(final Principal principal)
    {
        return principal.equals(keys.principal(principal.key()));
    }
}
