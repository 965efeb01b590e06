package io.suuupra.tools.mapping;

import java.util.Arrays;
import java.util.List;

/**
 * The values of one row: the columns, converted, and the named values, worked out when they are first asked for. One
 * instance is used for row after row.
 */
public final class Row
{
    private final Names names;
    private final Object[] values;

    Row(final Names names)
    {
        this.names = names;
        this.values = new Object[names.size()];
    }

    /**
     * Takes the next record.
     *
     * @param fields of the record.
     * @param layout where in the record the columns stand.
     * @throws BadRowException if a column cannot be read as what it is declared to be.
     */
    void take(final List<String> fields, final Layout layout) throws BadRowException
    {
        Arrays.fill(values, null);
        if (fields.size() != layout.fieldCount())
        {
            throw new BadRowException("has " + fields.size() + " fields, not " + layout.fieldCount());
        }
        for (int i = 0; i < layout.columns().size(); i++)
        {
            final Column column = layout.columns().get(i);
            values[i] = column.convert(fields.get(layout.positions().get(i)));
        }
    }

    Object value(final int slot) throws BadRowException
    {
        Object value = values[slot];
        if (value == null)
        {
            value = names.definition(slot).of(this);
            values[slot] = value;
        }
        return value;
    }
}
