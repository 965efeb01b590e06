package io.suuupra.codecs.edge.upi;

/** Says where a link breaks which rule. */
public final class BadLinkException extends IllegalArgumentException
{
    private static final long serialVersionUID = 1;

    private final String field;
    private final String rule;

    /**
     * @param field parameter of the link such as {@code am}; empty = the whole link.
     * @param rule  that it broke.
     */
    public BadLinkException(final String field, final String rule)
    {
        super(field.isEmpty() ? rule : field + ": " + rule);
        this.field = field;
        this.rule = rule;
    }

    /** @return parameter of the link; empty = the whole link. */
    public String field()
    {
        return field;
    }

    /** @return the rule that it broke. */
    public String rule()
    {
        return rule;
    }
}
