package io.suuupra.tools.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names that expressions may use, each with its slot in a {@link Row}: columns first, then constants and named
 * values. A name sees only those before it, so there are no circles.
 */
final class Names
{
    private final Map<String, Integer> slots = new HashMap<>();
    private final List<Expression> definitions = new ArrayList<>();

    void addColumn(final String path, final String name, final Kind kind) throws MappingException
    {
        add(path, name, new Expression(kind, row ->
        {
            throw new IllegalStateException("column " + name + " was not taken");
        }));
    }

    void add(final String path, final String name, final Expression definition) throws MappingException
    {
        if (!isName(name))
        {
            throw new MappingException(path, "'" + name + "' is not a name: letters, digits and _, no digit first");
        }
        if (slots.putIfAbsent(name, definitions.size()) != null)
        {
            throw new MappingException(path, "the name '" + name + "' is already taken");
        }
        definitions.add(definition);
    }

    /** An expression that reads the name; null if there is no such name. */
    Expression reference(final String name)
    {
        final Integer slot = slots.get(name);
        if (slot == null)
        {
            return null;
        }
        final int index = slot;
        return new Expression(definitions.get(index).kind(), row -> row.value(index));
    }

    Expression definition(final int slot)
    {
        return definitions.get(slot);
    }

    int size()
    {
        return definitions.size();
    }

    private static boolean isName(final String text)
    {
        return text.matches("[A-Za-z_][A-Za-z0-9_]*");
    }
}
