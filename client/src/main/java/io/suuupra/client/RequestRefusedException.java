package io.suuupra.client;

import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.generated.FailureCode;

/**
 * The node refused a whole request; nothing of it happened.
 */
public final class RequestRefusedException extends SuuupraException
{
    private static final long serialVersionUID = 1L;

    private final FailureCode code;
    private final int index;
    private final String field;
    private final String rule;

    RequestRefusedException(final FailureCode code, final int index, final String field, final String rule)
    {
        super("refused by the node: " + new Malformed(code, index, field, rule), null);
        this.code = code;
        this.index = index;
        this.field = field;
        this.rule = rule;
    }

    /**
     * @return the class of the refusal.
     */
    public FailureCode code()
    {
        return code;
    }

    /**
     * @return index of the first bad event in its batch; -1 where none is meant.
     */
    public int index()
    {
        return index;
    }

    /**
     * @return name of the bad field; empty where none is meant.
     */
    public String field()
    {
        return field;
    }

    /**
     * @return the rule that was broken.
     */
    public String rule()
    {
        return rule;
    }
}
