package io.suuupra.tools.settlement;

import io.suuupra.codecs.edge.upi.CyclePage;

import java.util.concurrent.CompletableFuture;

/** Where the payments of a closed cycle come from: a node, or an engine in this process. */
@FunctionalInterface
public interface CycleSource
{
    /**
     * @param cycle number of the cycle.
     * @param from  0 for the first page, then {@link CyclePage#next}.
     * @return the page.
     */
    CompletableFuture<CyclePage> payments(long cycle, long from);
}
