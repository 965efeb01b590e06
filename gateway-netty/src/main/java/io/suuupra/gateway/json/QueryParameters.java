package io.suuupra.gateway.json;

import java.util.List;
import java.util.Map;

/**
 * Parameters behind a path, read as strictly as JSON: what is unknown or doubled is refused. Immutable.
 */
public final class QueryParameters
{
    private static final int DIGITS_MAX = 19;

    private final Map<String, List<String>> parameters;

    private QueryParameters(final Map<String, List<String>> parameters)
    {
        this.parameters = parameters;
    }

    /**
     * @param parameters as they came.
     * @param known      names that may come.
     * @return the same, each known and there once.
     * @throws BadJsonException if one is not.
     */
    public static QueryParameters of(final Map<String, List<String>> parameters, final List<String> known)
        throws BadJsonException
    {
        for (final var parameter : parameters.entrySet())
        {
            final String name = parameter.getKey();
            if (!known.contains(name))
            {
                throw new BadJsonException(
                    name.length() <= 64 ? name : name.substring(0, 61) + "...", "is not a known parameter");
            }
            if (parameter.getValue().size() > 1)
            {
                throw new BadJsonException(name, "must not be given twice");
            }
        }
        return new QueryParameters(parameters);
    }

    /**
     * @param name of a parameter.
     * @return its value, decoded; null if it was not given.
     */
    public String text(final String name)
    {
        return parameters.containsKey(name) ? parameters.get(name).getFirst() : null;
    }

    /**
     * @param name   of a parameter.
     * @param min    lowest value allowed, not below 0.
     * @param max    highest value allowed.
     * @param absent value where it was not given.
     * @return its value.
     * @throws BadJsonException if it is no such number.
     */
    public long number(final String name, final long min, final long max, final long absent) throws BadJsonException
    {
        final String text = text(name);
        if (text == null)
        {
            return absent;
        }
        final boolean digits = text.length() <= DIGITS_MAX && text.chars().allMatch(c -> c >= '0' && c <= '9');
        // Nineteen digits may pass 2^63 - 1, but never 2^64: what is too large comes out negative.
        final long value = digits && !text.isEmpty() ? Long.parseUnsignedLong(text) : -1;
        if (value < min || value > max)
        {
            throw new BadJsonException(name, "must be a decimal number from " + min + " to " + max);
        }
        return value;
    }
}
