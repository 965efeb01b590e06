package io.suuupra.tools.importer;

import java.util.ArrayList;
import java.util.List;

/** Keeps what an import reports. */
final class Reports implements ImportListener
{
    private final List<String> reasons = new ArrayList<>();

    @Override
    public void badRow(final long line, final String reason)
    {
        reasons.add(line + ": " + reason);
    }

    @Override
    public void progress(final ImportSummary summary, final long bytesRead)
    {
        // Nothing to keep.
    }

    List<String> reasons()
    {
        return reasons;
    }
}
