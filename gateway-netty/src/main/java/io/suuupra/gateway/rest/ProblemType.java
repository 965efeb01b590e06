package io.suuupra.gateway.rest;

import io.suuupra.codecs.generated.FailureCode;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Every way in which a request can fail: the one table from failure to HTTP status and problem type.
 */
enum ProblemType
{
    MALFORMED(400, "The request breaks the format"),
    UNAUTHENTICATED(401, "An API key is needed"),
    FORBIDDEN(403, "The key may not do this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The path does not have this method"),
    NOT_ACCEPTABLE(406, "The answer has no such media type"),
    REQUEST_TIMEOUT(408, "The request took too long to arrive"),
    REQUEST_REGRESSED(409, "The request is older than the replies kept"),
    DUPLICATE_TRANSACTION(409, "The transaction id is taken"),
    TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be JSON"),
    NOT_TAKEN(422, "The switch did not take the payment"),
    TOO_MANY_REQUESTS(429, "The key has too many requests under way"),
    RATE_LIMITED(429, "The key sends more than it may"),
    FAULT(500, "The node failed to serve the request"),
    BUSY(503, "The node is busy"),
    SHORTAGE(503, "The node takes no commands now"),
    RECEIPT_PENDING(503, "The receipt is not signed yet"),
    HALTED(503, "The node does not run"),
    TIMED_OUT(504, "No reply came in time");

    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);

    private final int status;
    private final String title;

    ProblemType(final int status, final String title)
    {
        this.status = status;
        this.title = title;
    }

    /**
     * @param code why the host refused a whole request.
     * @return how REST says it.
     */
    static ProblemType of(final FailureCode code)
    {
        return switch (code)
        {
            case MALFORMED, BAD_CHECKSUM, UNSUPPORTED_VERSION, UNKNOWN_MESSAGE -> MALFORMED;
            case TOO_LARGE -> TOO_LARGE;
            case UNAUTHENTICATED -> UNAUTHENTICATED;
            case FORBIDDEN -> FORBIDDEN;
            case BUSY -> BUSY;
            case SHORTAGE -> SHORTAGE;
            case HALTED -> HALTED;
            case REQUEST_REGRESSED -> REQUEST_REGRESSED;
            case TIMED_OUT -> TIMED_OUT;
            case NULL_VAL -> FAULT;
        };
    }

    /**
     * @return the same failure as the binary protocol has it; null where it has none.
     */
    FailureCode failureCode()
    {
        return switch (this)
        {
            case MALFORMED -> FailureCode.MALFORMED;
            case UNAUTHENTICATED -> FailureCode.UNAUTHENTICATED;
            case FORBIDDEN -> FailureCode.FORBIDDEN;
            case TOO_LARGE -> FailureCode.TOO_LARGE;
            case BUSY, TOO_MANY_REQUESTS, RATE_LIMITED -> FailureCode.BUSY;
            case SHORTAGE -> FailureCode.SHORTAGE;
            case HALTED -> FailureCode.HALTED;
            case REQUEST_REGRESSED -> FailureCode.REQUEST_REGRESSED;
            case TIMED_OUT -> FailureCode.TIMED_OUT;
            case NOT_FOUND, METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, REQUEST_TIMEOUT, DUPLICATE_TRANSACTION,
                UNSUPPORTED_MEDIA_TYPE, NOT_TAKEN, FAULT, RECEIPT_PENDING -> null;
        };
    }

    int status()
    {
        return status;
    }

    String title()
    {
        return title;
    }

    /**
     * @return URN that names the type for programs.
     */
    String urn()
    {
        return "urn:suuupra:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @return time after which to try again where nothing better is known; 0 = no such advice.
     */
    long retryAfterNs()
    {
        return status == 503 || status == 429 ? RETRY_NS : 0;
    }

    /**
     * @return true if it tells of the node and not of who asked.
     */
    boolean isNodes()
    {
        return status >= 500;
    }
}
