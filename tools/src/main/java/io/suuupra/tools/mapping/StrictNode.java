package io.suuupra.tools.mapping;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A place in a YAML or JSON file that knows its path, so that every error can name it.
 *
 * @param path of the place; empty for the whole file.
 * @param json what stands there; null if nothing does.
 */
public record StrictNode(String path, JsonNode json)
{
    /** @return whether nothing stands there. */
    public boolean isMissing()
    {
        return json == null;
    }

    /** @return whether a list stands there. */
    public boolean isList()
    {
        return json != null && json.isArray();
    }

    /** @return whether keys with values stand there. */
    public boolean isObject()
    {
        return json != null && json.isObject();
    }

    /**
     * Checks that only certain keys stand here.
     *
     * @param keys that may.
     * @return this.
     * @throws MappingException if others do, or something else.
     */
    public StrictNode allow(final Set<String> keys) throws MappingException
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

    /**
     * @param key below this place.
     * @return the place of its value.
     */
    public StrictNode get(final String key)
    {
        return new StrictNode(child(key), json == null ? null : json.get(key));
    }

    /**
     * @param key below this place.
     * @return the place of its value.
     * @throws MappingException if nothing stands there.
     */
    public StrictNode require(final String key) throws MappingException
    {
        final StrictNode node = get(key);
        if (node.isMissing())
        {
            throw new MappingException(node.path, "is missing");
        }
        return node;
    }

    /**
     * @return keys and values, in order; none where nothing stands.
     * @throws MappingException if it is something else.
     */
    public Map<String, StrictNode> entries() throws MappingException
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

    /**
     * @return the items of a list; none where nothing stands.
     * @throws MappingException if it is something else.
     */
    public List<StrictNode> list() throws MappingException
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

    /**
     * @return a text or a whole number, as text.
     * @throws MappingException if it is something else.
     */
    public String text() throws MappingException
    {
        if (json == null || !json.isTextual() && !json.isIntegralNumber())
        {
            throw new MappingException(path, json == null ? "is missing" : "must be a text or a whole number");
        }
        return json.asText();
    }

    /**
     * @param min of the number.
     * @param max of the number.
     * @return a whole number.
     * @throws MappingException if it is something else.
     */
    public long integer(final long min, final long max) throws MappingException
    {
        if (json == null || !json.isIntegralNumber() || !json.canConvertToLong() ||
            json.longValue() < min || json.longValue() > max)
        {
            throw new MappingException(
                path, json == null ? "is missing" : "must be a whole number from " + min + " to " + max);
        }
        return json.longValue();
    }

    /**
     * @return true or false.
     * @throws MappingException if it is something else.
     */
    public boolean bool() throws MappingException
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
