package io.suuupra.gateway.auth;

import io.suuupra.codecs.auth.ApiKey;

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
     * @param caller      on whose behalf the session's requests run.
     * @param serverProof 32 bytes: the node's own proof.
     */
    @SuppressWarnings("ArrayRecordComponent") // Made for one answer and read once.
    public record Proven(Caller caller, byte[] serverProof)
    {
    }

    /**
     * @param authorization value of the header {@code Authorization}; null where there is none.
     * @param certificate   SHA-256 of the client's certificate in hex digits; empty where it showed none.
     * @return whose key it is; null if it is none, or not one of this node's that is valid here and now.
     */
    public Caller bearer(final String authorization, final String certificate)
    {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        {
            return null;
        }
        final ApiKey key = ApiKey.parse(authorization.substring(SCHEME.length()).strip()).orElse(null);
        if (key == null)
        {
            return null;
        }
        final KeyFile.Row row = keys.row(key.id());
        final Caller previous = row == null ? null : row.previous(keys.nowMs());
        final byte[] verifier = key.verifier();
        final boolean isCurrent = ApiKey.constantTimeEquals(row == null ? nobody : row.caller.verifier(), verifier);
        final boolean isPrevious = ApiKey.constantTimeEquals(previous == null ? nobody : previous.verifier(), verifier);
        final boolean fits = hasCertificate(row, certificate);
        return isCurrent && fits ? callerOf(row) : isPrevious && fits ? previous : null;
    }

    /**
     * @param keyId       of the key that is claimed.
     * @param sessionHigh upper half of the session's id.
     * @param sessionLow  lower half of the session's id.
     * @param serverNonce 32 bytes from the Challenge of this connection.
     * @param clientNonce 32 bytes of the client's.
     * @param proof       32 bytes that the client sent.
     * @param certificate SHA-256 of the client's certificate in hex digits; empty where it showed none.
     * @return what the key may do and the proof to answer with; empty if the proof does not hold.
     */
    public Optional<Proven> proof(
        final long keyId,
        final long sessionHigh,
        final long sessionLow,
        final byte[] serverNonce,
        final byte[] clientNonce,
        final byte[] proof,
        final String certificate)
    {
        final KeyFile.Row row = keys.row(keyId);
        final Caller previous = row == null ? null : row.previous(keys.nowMs());
        final byte[] now = row == null ? nobody : row.caller.verifier();
        final byte[] before = previous == null ? nobody : previous.verifier();
        final boolean isCurrent = ApiKey.constantTimeEquals(
            ApiKey.clientProof(now, serverNonce, clientNonce, keyId, sessionLow, sessionHigh), proof);
        final boolean isPrevious = ApiKey.constantTimeEquals(
            ApiKey.clientProof(before, serverNonce, clientNonce, keyId, sessionLow, sessionHigh), proof);
        final Caller caller = isCurrent ? callerOf(row) : isPrevious ? previous : null;
        return caller == null || !hasCertificate(row, certificate) ? Optional.empty() : Optional.of(
            new Proven(caller, ApiKey.serverProof(caller.verifier(), serverNonce, clientNonce)));
    }

    /**
     * @param caller of an open session.
     * @return true while its key exists, has not expired, may do the same as when the session began, and the secret
     *     that it was opened with is accepted.
     */
    public boolean stillHolds(final Caller caller)
    {
        final KeyFile.Row row = keys.row(caller.principal().key());
        if (row == null || !row.caller.principal().equals(caller.principal()))
        {
            return false;
        }
        final Caller previous = row.previous(keys.nowMs());
        return ApiKey.constantTimeEquals(row.caller.verifier(), caller.verifier()) ||
            previous != null && ApiKey.constantTimeEquals(previous.verifier(), caller.verifier());
    }

    // The random bytes that stand for an unknown key prove nothing, should anybody ever hit on them.
    private static Caller callerOf(final KeyFile.Row row)
    {
        return row == null ? null : row.caller;
    }

    private static boolean hasCertificate(final KeyFile.Row row, final String certificate)
    {
        return row != null &&
            (row.entry.terms().certificate().isEmpty() || row.entry.terms().certificate().equals(certificate));
    }
}
