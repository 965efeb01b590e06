package io.suuupra.tools.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the section {@code columns}. */
final class ColumnReader
{
    private ColumnReader()
    {
    }

    static List<Column> read(final StrictNode node, final boolean hasHeader, final Names names) throws MappingException
    {
        final List<Column> columns = new ArrayList<>();
        for (final Map.Entry<String, StrictNode> entry : node.entries().entrySet())
        {
            final Column column = column(entry.getKey(), entry.getValue(), hasHeader);
            names.addColumn(entry.getValue().path(), column.name(), column.type().kind());
            columns.add(column);
        }
        if (columns.isEmpty())
        {
            throw new MappingException(node.path(), "has no entries");
        }
        return columns;
    }

    private static Column column(final String name, final StrictNode node, final boolean hasHeader)
        throws MappingException
    {
        final Column.Type type = type(node);
        final StrictNode heading = node.get("heading");
        if (!heading.isMissing() && !hasHeader)
        {
            throw new MappingException(heading.path(), "the file has no headings");
        }
        final StrictNode whenEmpty = node.get("when_empty");
        if (!whenEmpty.isMissing() && type.kind() != Kind.INTEGER)
        {
            throw new MappingException(whenEmpty.path(), "only integers and decimals have it");
        }
        return new Column(
            name,
            heading.isMissing() ? name : heading.text(),
            type,
            whenEmpty.isMissing() ? null : (Object)whenEmpty.integer(Long.MIN_VALUE, Long.MAX_VALUE));
    }

    private static Column.Type type(final StrictNode node) throws MappingException
    {
        final StrictNode type = node.require("type");
        return switch (type.text())
        {
            case "text" ->
            {
                allow(node, "trim");
                final StrictNode trim = node.get("trim");
                yield new Column.Text(!trim.isMissing() && trim.bool());
            }
            case "integer" ->
            {
                allow(node, "when_empty");
                yield new Column.Whole();
            }
            case "decimal" ->
            {
                allow(node, "when_empty", "scale", "point", "group");
                yield decimal(node);
            }
            case "date" ->
            {
                allow(node, "pattern", "century");
                yield date(node);
            }
            default -> throw new MappingException(type.path(), "must be one of date, decimal, integer, text");
        };
    }

    private static Column.Decimal decimal(final StrictNode node) throws MappingException
    {
        final StrictNode point = node.get("point");
        final StrictNode group = node.get("group");
        final char pointMark = point.isMissing() ? '.' : mark(point);
        final char groupMark = group.isMissing() ? MinorUnits.NO_GROUP : mark(group);
        if (pointMark == groupMark)
        {
            throw new MappingException(group.path(), "must not be the point");
        }
        return new Column.Decimal(
            (int)node.require("scale").integer(0, MinorUnits.SCALE_MAX), pointMark, groupMark);
    }

    private static char mark(final StrictNode node) throws MappingException
    {
        final char mark = node.character();
        if (Character.isLetterOrDigit(mark) || mark == '-' || mark == '+')
        {
            throw new MappingException(node.path(), "must be neither a letter, a digit nor a sign");
        }
        return mark;
    }

    private static Column.Day date(final StrictNode node) throws MappingException
    {
        final StrictNode century = node.get("century");
        final StrictNode pattern = node.require("pattern");
        try
        {
            return new Column.Day(
                DatePattern.of(pattern.text(), century.isMissing() ? -1 : (int)century.integer(0, 9_900)));
        }
        catch (final IllegalArgumentException refused)
        {
            throw new MappingException(pattern.path(), refused.getMessage());
        }
    }

    private static void allow(final StrictNode node, final String... keys) throws MappingException
    {
        final Set<String> allowed = new HashSet<>(Set.of("type", "heading"));
        allowed.addAll(List.of(keys));
        node.allow(allowed);
    }
}
