package io.suuupra.gateway.auth;

import io.suuupra.codecs.frame.Principal;

/**
 * Who was let in, and by which secret. Immutable, but for what the bucket counts.
 */
public final class Caller
{
    private final Principal principal;
    private final byte[] verifier;
    private final KeyBucket bucket;

    Caller(final Principal principal, final byte[] verifier, final KeyBucket bucket)
    {
        this.principal = principal;
        this.verifier = verifier;
        this.bucket = bucket;
    }

    /**
     * @return on whose behalf requests run.
     */
    public Principal principal()
    {
        return principal;
    }

    /**
     * @return what the key has used of its rates; one for all its connections.
     */
    public KeyBucket bucket()
    {
        return bucket;
    }

    byte[] verifier()
    {
        return verifier;
    }
}
