package io.suuupra.gateway.rest.upi;

import io.suuupra.codecs.edge.upi.BadLinkException;
import io.suuupra.codecs.edge.upi.UpiLink;
import io.suuupra.gateway.json.BadJsonException;
import io.suuupra.gateway.json.QueryParameters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A QR code that is asked for by the parameters of its link.
 *
 * @param link  that the code holds.
 * @param scale pixels of a module on each side.
 */
public record QrQuery(UpiLink link, int scale)
{
    /** Parameters that may come: those of a link, and the scale. */
    public static final List<String> NAMES = names();

    /** Pixels of a module where nothing else is asked for. */
    public static final int SCALE_DEFAULT = 8;

    private static final String SCALE = "scale";

    /**
     * @param query with no names but {@link #NAMES}.
     * @return what is asked for.
     * @throws BadJsonException if a parameter breaks a rule.
     */
    public static QrQuery read(final QueryParameters query) throws BadJsonException
    {
        final Map<String, String> parameters = new LinkedHashMap<>();
        for (final String name : UpiLink.names())
        {
            final String value = query.text(name);
            if (value != null)
            {
                parameters.put(name, value);
            }
        }
        try
        {
            return new QrQuery(UpiLink.of(parameters),
                (int)query.number(SCALE, 1, QrImage.SCALE_MAX, SCALE_DEFAULT));
        }
        catch (final BadLinkException bad)
        {
            throw new BadJsonException(bad.field(), bad.rule());
        }
    }

    private static List<String> names()
    {
        final List<String> names = new ArrayList<>(UpiLink.names());
        names.add(SCALE);
        return List.copyOf(names);
    }
}
