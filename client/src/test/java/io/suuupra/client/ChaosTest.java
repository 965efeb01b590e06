package io.suuupra.client;

import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.CreateTransfersDecoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A node that loses connections, before and after it has done what was asked, and that is busy, at random: every
 * transfer happens once, in the order of the calls, and every caller gets the first answer.
 */
class ChaosTest extends NodeFixture
{
    private static final int TRANSFERS = 300;

    static LongStream seeds()
    {
        final Long seed = Long.getLong("suuupra.seed");
        return seed == null ? new Random().longs(40) : LongStream.of(seed);
    }

    @ParameterizedTest(name = "-Dsuuupra.seed={0}")
    @MethodSource("seeds")
    void shouldDoEverythingOnceAndInOrder(final long seed)
    {
        final Random script = new Random(seed);
        final Random caller = new Random(seed + 1);
        node.requestCredits = 1 + caller.nextInt(20);
        node.byteCredits = 2_000 + caller.nextInt(50_000);
        node.script = (peer, request) -> misbehave(script, peer, request);
        final SuuupraClient client = connect(node.options()
            .withBatching(caller.nextInt(5) > 0)
            .withBatchMax(1 + caller.nextInt(40))
            .withBatchesInFlight(1 + caller.nextInt(8)));

        final List<CompletableFuture<CreateResult<CreateTransferStatus>>> singles = new ArrayList<>();
        final List<CompletableFuture<?>> others = new ArrayList<>();
        for (int id = 1; id <= TRANSFERS; id++)
        {
            switch (caller.nextInt(10))
            {
                case 0 -> others.add(client.createTransfers(List.of(transfer(id))));
                case 1 ->
                {
                    others.add(client.state());
                    singles.add(client.createTransfer(transfer(id)));
                }
                default -> singles.add(client.createTransfer(transfer(id)));
            }
            if (caller.nextInt(20) == 0 && !(singles.isEmpty() && others.isEmpty()))
            {
                final CompletableFuture<?> last = singles.isEmpty() ? others.getLast() : singles.getLast();
                Await.get(last);
            }
        }

        singles.forEach(single -> assertEquals(CreateTransferStatus.CREATED, Await.get(single).status()));
        others.forEach(Await::get);
        final List<UInt128> executed = ledger.executed();
        assertEquals(TRANSFERS, executed.size(), "executed");
        for (int i = 0; i < TRANSFERS; i++)
        {
            assertEquals(i + 1, executed.get(i).low(), "order");
        }
        assertNumbersRise();
    }

    private void misbehave(final Random script, final ScriptedNode.Peer peer, final ScriptedNode.Received request)
    {
        final int mood;
        synchronized (script)
        {
            mood = script.nextInt(40);
        }
        switch (mood)
        {
            case 0 -> peer.close();
            case 1 ->
            {
                ledger.execute(request);
                peer.close();
            }
            case 2, 3 -> peer.busy(request.number());
            case 4 ->
            {
                ledger.execute(request);
                final byte[] frame = ScriptedNode.Peer.frame(request.number(), Replies.state(1));
                frame[20] ^= 1;
                peer.raw(frame);
            }
            default -> answer(peer, request);
        }
    }

    /** What the engine relies on: a number is new, or is the same as before with the same bytes. */
    private void assertNumbersRise()
    {
        long highest = 0;
        for (final ScriptedNode.Received request : node.received)
        {
            if (request.number() > highest)
            {
                highest = request.number();
            }
            else if (request.templateId() == CreateTransfersDecoder.TEMPLATE_ID)
            {
                final long number = request.number();
                assertTrue(node.received.stream().filter(each -> each.number() == number)
                    .allMatch(each -> Arrays.equals(each.message(), request.message())), "number reused");
            }
        }
    }
}
