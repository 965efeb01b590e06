package io.suuupra.gateway.rest.ledger;

import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.util.List;

/**
 * Flags as a JSON array of names.
 */
final class FlagsJson
{
    private FlagsJson()
    {
    }

    static void write(final JsonGenerator json, final int flags, final List<String> names) throws IOException
    {
        json.writeArrayFieldStart("flags");
        for (int bit = 0; bit < names.size(); bit++)
        {
            if ((flags & 1 << bit) != 0)
            {
                json.writeString(names.get(bit));
            }
        }
        json.writeEndArray();
    }
}
