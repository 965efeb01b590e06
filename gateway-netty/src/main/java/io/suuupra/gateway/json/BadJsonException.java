package io.suuupra.gateway.json;

/**
 * Says where JSON breaks which rule. It is the answer to bad input, not a fault, so it has no stack trace.
 */
public final class BadJsonException extends Exception
{
    private static final long serialVersionUID = 1;

    private final String field;
    private final String rule;

    /**
     * @param field path of the bad value such as {@code transfers[3].amount}; empty = the whole text.
     * @param rule  that it broke.
     */
    public BadJsonException(final String field, final String rule)
    {
        super(field.isEmpty() ? rule : field + ": " + rule, null, false, false);
        this.field = field;
        this.rule = rule;
    }

    /**
     * @return path of the bad value; empty = the whole text.
     */
    public String field()
    {
        return field;
    }

    /**
     * @return the rule that it broke.
     */
    public String rule()
    {
        return rule;
    }
}
