package io.suuupra.tools.importer;

/** Counts bad rows and reports every reason. */
final class BadRows
{
    private final ImportSummary summary;
    private final ImportListener listener;

    BadRows(final ImportSummary summary, final ImportListener listener)
    {
        this.summary = summary;
        this.listener = listener;
    }

    void count()
    {
        summary.countBadRow();
    }

    void report(final long line, final String reason)
    {
        listener.badRow(line, reason);
    }
}
