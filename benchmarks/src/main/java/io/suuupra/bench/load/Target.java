package io.suuupra.bench.load;

import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.generated.CreateTransferStatus;

import java.util.List;
import java.util.function.BiConsumer;

/** Where requests go: one connection to a node. */
interface Target
{
    /**
     * Sends one request and returns without waiting for its answer.
     *
     * @param transfers of the request, at least one.
     * @param answer    called once, by any thread: with one result for each transfer, or with null and why there is
     *                  none.
     */
    void send(List<Transfer> transfers, BiConsumer<List<CreateResult<CreateTransferStatus>>, Throwable> answer);
}
