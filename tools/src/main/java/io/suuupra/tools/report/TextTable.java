package io.suuupra.tools.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of text in aligned columns, two blanks between them.
 */
public final class TextTable
{
    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    private record Column(String heading, boolean toTheRight)
    {
    }

    /**
     * @param heading of a column whose cells begin at its left.
     * @return this.
     */
    public TextTable left(final String heading)
    {
        columns.add(new Column(heading, false));
        return this;
    }

    /**
     * @param heading of a column whose cells end at its right, as numbers do.
     * @return this.
     */
    public TextTable right(final String heading)
    {
        columns.add(new Column(heading, true));
        return this;
    }

    /**
     * @param cells one for each column.
     */
    public void row(final String... cells)
    {
        if (cells.length != columns.size())
        {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
    }

    /**
     * @return headings and rows, each with a line end.
     */
    public String render()
    {
        final int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++)
        {
            widths[i] = columns.get(i).heading().length();
            for (final List<String> row : rows)
            {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        final StringBuilder text = new StringBuilder();
        line(text, columns.stream().map(Column::heading).toList(), widths);
        line(text, Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths);
        rows.forEach(row -> line(text, row, widths));
        return text.toString();
    }

    private void line(final StringBuilder text, final List<String> cells, final int[] widths)
    {
        final StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++)
        {
            final String padding = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ");
            line.append(columns.get(i).toTheRight() ? padding + cells.get(i) : cells.get(i) + padding);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
