package io.suuupra.gateway.rest;

/**
 * Carries a problem up to where the response is written. It is an answer, not a fault, so it has no stack trace.
 */
final class ProblemException extends Exception
{
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    ProblemException(final Problem problem)
    {
        super(problem.rule(), null, false, false);
        this.problem = problem;
    }

    Problem problem()
    {
        return problem;
    }
}
