package io.suuupra.tools.mapping;

import java.util.List;

/**
 * Where the columns of a mapping stand in the records of one file.
 *
 * @param columns    of the mapping.
 * @param positions  of each in a record, from 0.
 * @param fieldCount of every record.
 */
record Layout(List<Column> columns, List<Integer> positions, int fieldCount)
{
}
