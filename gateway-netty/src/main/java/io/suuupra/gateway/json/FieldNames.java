package io.suuupra.gateway.json;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields that an object may have. Immutable.
 */
public final class FieldNames
{
    private final List<String> names;
    private final Map<String, Integer> ordinals = new HashMap<>();

    private FieldNames(final List<String> names)
    {
        this.names = names;
        for (final String name : names)
        {
            ordinals.put(name, ordinals.size());
        }
    }

    /**
     * @param names at most 64 of them, all different.
     * @return the set of them.
     */
    public static FieldNames of(final String... names)
    {
        final FieldNames fields = new FieldNames(List.of(names));
        if (names.length > Long.SIZE || fields.ordinals.size() != names.length)
        {
            throw new IllegalArgumentException("an object has at most 64 different fields");
        }
        return fields;
    }

    /**
     * @return the names in the order in which they were given.
     */
    public List<String> names()
    {
        return names;
    }

    /**
     * @param name of a field.
     * @return its number; -1 if there is no such field.
     */
    int ordinal(final String name)
    {
        return ordinals.getOrDefault(name, -1);
    }
}
