package io.suuupra.tools.mapping;

/**
 * A compiled expression.
 *
 * @param kind      of every value that it gives.
 * @param evaluator gives the value of one row.
 */
record Expression(Kind kind, Evaluator evaluator)
{
    /** Gives the value of one row: an object of the class that the kind names. */
    @FunctionalInterface
    interface Evaluator
    {
        Object evaluate(Row row) throws BadRowException;
    }

    static Expression constant(final Kind kind, final Object value)
    {
        return new Expression(kind, row -> value);
    }

    Object of(final Row row) throws BadRowException
    {
        return evaluator.evaluate(row);
    }
}
