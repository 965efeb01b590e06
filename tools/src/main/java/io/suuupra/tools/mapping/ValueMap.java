package io.suuupra.tools.mapping;

import java.util.Map;

/**
 * A named table from texts to values of one kind.
 *
 * @param name    of the map, for messages.
 * @param kind    of its values: text or integer.
 * @param entries of the table.
 */
record ValueMap(String name, Kind kind, Map<String, Object> entries)
{
    Object get(final String key) throws BadRowException
    {
        final Object value = entries.get(key);
        if (value == null)
        {
            throw new BadRowException("map " + name + " has no entry '" + Column.shorten(key) + "'");
        }
        return value;
    }
}
