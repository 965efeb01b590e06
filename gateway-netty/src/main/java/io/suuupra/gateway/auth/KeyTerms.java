package io.suuupra.gateway.auth;

import java.util.regex.Pattern;

/**
 * On what terms a key may be used, beside its scopes and ledgers. Immutable.
 *
 * @param expiresS          seconds since 1970-01-01T00:00Z from which on it is not accepted; 0 = never.
 * @param requestsPerSecond requests a second, 1 to {@link #RATE_MAX}; 0 = the node's default.
 * @param eventsPerSecond   accounts, transfers and ids a second, 1 to {@link #RATE_MAX}; 0 = the node's default.
 * @param certificate       SHA-256 of the client certificate (DER) that it is accepted with, 64 hex digits in small
 *                          letters; empty = any connection.
 */
public record KeyTerms(long expiresS, int requestsPerSecond, int eventsPerSecond, String certificate)
{
    /** Highest rate that can be set. */
    public static final int RATE_MAX = 10_000_000;

    /** No expiry, no rates of its own, no certificate. */
    public static final KeyTerms NONE = new KeyTerms(0, 0, 0, "");

    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

    /**
     * @throws IllegalArgumentException naming the value that is out of its range.
     */
    public KeyTerms
    {
        if (expiresS < 0)
        {
            throw new IllegalArgumentException("expires must not lie before 1970");
        }
        checkRate("requests_per_second", requestsPerSecond);
        checkRate("events_per_second", eventsPerSecond);
        if (!certificate.isEmpty() && !FINGERPRINT.matcher(certificate).matches())
        {
            throw new IllegalArgumentException("certificate must be a SHA-256 of 64 hex digits");
        }
    }

    /**
     * @param nowMs ms since 1970-01-01T00:00Z.
     * @return true if the key is not accepted any more.
     */
    boolean hasExpired(final long nowMs)
    {
        return expiresS != 0 && nowMs / 1_000 >= expiresS;
    }

    private static void checkRate(final String name, final int value)
    {
        if (value < 0 || value > RATE_MAX)
        {
            throw new IllegalArgumentException(name + " must be 0 to " + RATE_MAX);
        }
    }
}
