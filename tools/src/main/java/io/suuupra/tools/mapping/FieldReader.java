package io.suuupra.tools.mapping;

import io.suuupra.codecs.edge.UInt128;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compiles expressions, lists of cases and conditions, with the names and maps of one mapping. */
final class FieldReader
{
    private static final Field ZERO = new Field("", Expression.constant(Kind.INTEGER, 0L));

    private final Names names;
    private final Map<String, ValueMap> maps;

    FieldReader(final Names names, final Map<String, ValueMap> maps)
    {
        this.names = names;
        this.maps = maps;
    }

    /** An expression, or a list of cases of which the first that applies is taken. */
    Expression expression(final StrictNode node) throws MappingException
    {
        return node.isList() ? cases(node) : ExpressionParser.parse(node.path(), node.text(), names, maps);
    }

    Field id(final StrictNode node) throws MappingException
    {
        final Expression expression = expression(node);
        if (expression.kind() != Kind.ID && expression.kind() != Kind.INTEGER)
        {
            throw new MappingException(node.path(), "must be an id or an integer, is " + expression.kind());
        }
        return new Field(node.path(), expression);
    }

    Field idOrZero(final StrictNode node) throws MappingException
    {
        return node.isMissing() ? ZERO : id(node);
    }

    Field integer(final StrictNode node) throws MappingException
    {
        final Expression expression = expression(node);
        if (expression.kind() != Kind.INTEGER)
        {
            throw new MappingException(node.path(), "must be an integer, is " + expression.kind());
        }
        return new Field(node.path(), expression);
    }

    Field integerOrZero(final StrictNode node) throws MappingException
    {
        return node.isMissing() ? ZERO : integer(node);
    }

    Condition condition(final StrictNode node) throws MappingException
    {
        if (node.isMissing())
        {
            return Condition.ALWAYS;
        }
        final List<Condition.Test> tests = new ArrayList<>();
        for (final Map.Entry<String, StrictNode> entry : node.entries().entrySet())
        {
            final Expression value = names.reference(entry.getKey());
            if (value == null)
            {
                throw new MappingException(
                    entry.getValue().path(), "there is no column, constant or value of that name");
            }
            tests.add(test(value, entry.getValue()));
        }
        return new Condition(tests);
    }

    private Condition.Test test(final Expression value, final StrictNode node) throws MappingException
    {
        final boolean wanted = !node.isObject();
        final StrictNode wantedTexts = wanted ? node : node.allow(Set.of("not")).require("not");
        final Set<String> texts = new HashSet<>();
        for (final StrictNode text : wantedTexts.isList() ? wantedTexts.list() : List.of(wantedTexts))
        {
            // Unquoted, YAML would read 007 as another number than the text that stands in the file.
            if (value.kind() != Kind.INTEGER && !text.json().isTextual())
            {
                throw new MappingException(
                    text.path(), "must be a text in quotes, as it is compared with " + value.kind());
            }
            texts.add(value.kind() == Kind.INTEGER ?
                Long.toString(text.integer(Long.MIN_VALUE, Long.MAX_VALUE)) : text.text());
        }
        return new Condition.Test(value, texts, wanted);
    }

    private Expression cases(final StrictNode node) throws MappingException
    {
        final List<Condition> conditions = new ArrayList<>();
        final List<Expression> uses = new ArrayList<>();
        Kind kind = null;
        for (final StrictNode entry : node.list())
        {
            entry.allow(Set.of("when", "use", "otherwise"));
            final boolean isLast = !entry.get("otherwise").isMissing();
            if (isLast && entry.entries().size() > 1)
            {
                throw new MappingException(entry.path(), "'otherwise' stands alone");
            }
            if (!conditions.isEmpty() && conditions.getLast().equals(Condition.ALWAYS))
            {
                throw new MappingException(entry.path(), "nothing comes after 'otherwise'");
            }
            final StrictNode use = entry.require(isLast ? "otherwise" : "use");
            final Expression expression = expression(use);
            kind = join(kind, expression.kind(), use.path());
            conditions.add(isLast ? Condition.ALWAYS : condition(entry.require("when")));
            uses.add(expression);
        }
        if (kind == null)
        {
            throw new MappingException(node.path(), "has no cases");
        }
        final boolean widened = kind == Kind.ID;
        final String path = node.path();
        return new Expression(kind, row ->
        {
            for (int i = 0; i < conditions.size(); i++)
            {
                if (conditions.get(i).holds(row))
                {
                    final Object value = uses.get(i).of(row);
                    return widened && value instanceof Long number ? toId(number, path) : value;
                }
            }
            throw new BadRowException("no case of " + path + " applies");
        });
    }

    private static UInt128 toId(final long number, final String path) throws BadRowException
    {
        if (number < 0)
        {
            throw new BadRowException(path + " must not be negative, is " + number);
        }
        return UInt128.of(number);
    }

    /** Integers and ids go together as ids; every other kind only with itself. */
    private static Kind join(final Kind before, final Kind next, final String path) throws MappingException
    {
        if (before == null || before == next)
        {
            return next;
        }
        final Set<Kind> both = Set.of(before, next);
        if (both.equals(Set.of(Kind.ID, Kind.INTEGER)))
        {
            return Kind.ID;
        }
        throw new MappingException(path, "is " + next + " where the cases before are " + before);
    }
}
