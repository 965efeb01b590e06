package io.suuupra.bench.load;

import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.generated.CreateTransferStatus;

import java.util.List;
import java.util.function.BiConsumer;

/** A connection of the client that applications use. */
final class ClientTarget implements Target
{
    private final SuuupraClient client;
    private final boolean batches;

    /**
     * @param client  connected.
     * @param batches true: a request is a frame of its own; false: it is one transfer, which the client may send
     *                together with others.
     */
    ClientTarget(final SuuupraClient client, final boolean batches)
    {
        this.client = client;
        this.batches = batches;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The answer hears of a failure as well.
    public void send(
        final List<Transfer> transfers, final BiConsumer<List<CreateResult<CreateTransferStatus>>, Throwable> answer)
    {
        if (batches)
        {
            client.createTransfers(transfers).whenComplete(answer);
        }
        else
        {
            client.createTransfer(transfers.getFirst()).whenComplete((result, failure) ->
                answer.accept(failure == null ? List.of(result) : null, failure));
        }
    }
}
