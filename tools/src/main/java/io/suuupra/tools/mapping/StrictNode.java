package io.suuupra.tools.mapping;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A place in a YAML file that knows its path, so that every error can name it.
 *
 * @param path of the place; empty for the whole file.
 * @param json what stands there; null if nothing does.
 */
record StrictNode(String path, JsonNode json)
{
    boolean isMissing()
    {
        return json == null;
    }

    boolean isList()
    {
        return json != null && json.isArray();
    }

    boolean isObject()
    {
        return json != null && json.isObject();
    }

    /** Checks that only these keys stand here. */
    StrictNode allow(final Set<String> keys) throws MappingException
    {
        for (final String key : entries().keySet())
        {
            if (!keys.contains(key))
            {
                throw new MappingException(child(key), "unknown key; known are " +
                    String.join(", ", keys.stream().sorted().toList()));
            }
        }
        return this;
    }

    StrictNode get(final String key)
    {
        return new StrictNode(child(key), json == null ? null : json.get(key));
    }

    StrictNode require(final String key) throws MappingException
    {
        final StrictNode node = get(key);
        if (node.isMissing())
        {
            throw new MappingException(node.path, "is missing");
        }
        return node;
    }

    Map<String, StrictNode> entries() throws MappingException
    {
        final Map<String, StrictNode> entries = new LinkedHashMap<>();
        if (json != null)
        {
            if (!json.isObject())
            {
                throw new MappingException(path, "must be a mapping of keys to values");
            }
            for (final Map.Entry<String, JsonNode> entry : json.properties())
            {
                entries.put(entry.getKey(), new StrictNode(child(entry.getKey()), entry.getValue()));
            }
        }
        return entries;
    }

    List<StrictNode> list() throws MappingException
    {
        final List<StrictNode> items = new ArrayList<>();
        if (json != null)
        {
            if (!json.isArray())
            {
                throw new MappingException(path, "must be a list");
            }
            for (int i = 0; i < json.size(); i++)
            {
                items.add(new StrictNode(path + "[" + i + "]", json.get(i)));
            }
        }
        return items;
    }

    /** A text or a number, as text. */
    String text() throws MappingException
    {
        if (json == null || !json.isTextual() && !json.isIntegralNumber())
        {
            throw new MappingException(path, json == null ? "is missing" : "must be a text or a whole number");
        }
        return json.asText();
    }

    long integer(final long min, final long max) throws MappingException
    {
        if (json == null || !json.isIntegralNumber() || !json.canConvertToLong() ||
            json.longValue() < min || json.longValue() > max)
        {
            throw new MappingException(
                path, json == null ? "is missing" : "must be a whole number from " + min + " to " + max);
        }
        return json.longValue();
    }

    boolean bool() throws MappingException
    {
        if (json == null || !json.isBoolean())
        {
            throw new MappingException(path, json == null ? "is missing" : "must be true or false");
        }
        return json.booleanValue();
    }

    char character() throws MappingException
    {
        final String text = text();
        if (text.length() != 1)
        {
            throw new MappingException(path, "must be one character");
        }
        return text.charAt(0);
    }

    private String child(final String key)
    {
        return path.isEmpty() ? key : path + "." + key;
    }
}
