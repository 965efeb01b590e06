package io.suuupra.gateway.rest;

import java.util.List;
import java.util.Locale;

/** Which media type a client wants most of those that there are (RFC 9110, 12.5.1). */
final class Accept
{
    private static final String QUALITY = "q=";
    private static final float BEST = 1;

    private Accept()
    {
    }

    /**
     * @param accept  the header as it came; empty = whatever there is.
     * @param offered media types, the preferred one first, perhaps with parameters.
     * @return the one that is wanted most; empty if none is.
     */
    static String best(final String accept, final List<String> offered)
    {
        if (accept.isBlank())
        {
            return offered.getFirst();
        }
        final String[] ranges = accept.toLowerCase(Locale.ROOT).split(",", -1);
        String best = "";
        float bestQuality = 0;
        for (final String type : offered)
        {
            final float quality = quality(type.split(";", 2)[0], ranges);
            if (quality > bestQuality)
            {
                best = type;
                bestQuality = quality;
            }
        }
        return best;
    }

    /** The most exact range that a type lies in says how much it is wanted. */
    private static float quality(final String type, final String[] ranges)
    {
        final List<String> byExactness = List.of("*/*", type.substring(0, type.indexOf('/') + 1) + "*", type);
        int exactness = -1;
        float quality = 0;
        for (final String range : ranges)
        {
            final String[] parts = range.split(";", -1);
            final int found = byExactness.indexOf(parts[0].strip());
            if (found > exactness)
            {
                exactness = found;
                quality = quality(parts);
            }
        }
        return quality;
    }

    private static float quality(final String[] parts)
    {
        for (int i = 1; i < parts.length; i++)
        {
            final String parameter = parts[i].strip();
            if (parameter.startsWith(QUALITY))
            {
                final String value = parameter.substring(QUALITY.length());
                return value.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?") ? Float.parseFloat(value) : 0;
            }
        }
        return BEST;
    }
}
