package io.suuupra.codecs.frame;

import io.suuupra.codecs.generated.FailureCode;

/**
 * Why a message was refused whole.
 *
 * @param code  the class of the failure.
 * @param index of the first bad event in its batch; {@link #NO_INDEX} where none is meant.
 * @param field name of the bad field as in the REST interface; empty where none is meant.
 * @param rule  that the field broke.
 */
public record Malformed(FailureCode code, int index, String field, String rule)
{
    /** Stands for "not about one event". */
    public static final int NO_INDEX = -1;

    static Malformed of(final FailureCode code, final String field, final String rule)
    {
        return new Malformed(code, NO_INDEX, field, rule);
    }

    @Override
    public String toString()
    {
        return code + (index == NO_INDEX ? "" : " at index " + index) +
            (field.isEmpty() ? "" : ", field " + field) + ": " + rule;
    }
}
