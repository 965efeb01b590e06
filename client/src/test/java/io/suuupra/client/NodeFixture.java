package io.suuupra.client;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import org.junit.jupiter.api.AfterEach;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A scripted node for each test, and clients whose every buffer must have been given back at its end.
 */
abstract class NodeFixture
{
    static
    {
        LeakRecorder.install();
    }

    final FakeLedger ledger = new FakeLedger();

    /** Answers everything; tests put their own script in its place. */
    final ScriptedNode node = new ScriptedNode(this::answer);

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final List<SuuupraClient> clients = new ArrayList<>();

    @AfterEach
    void shouldGiveBackEveryBuffer()
    {
        clients.forEach(SuuupraClient::close);
        clients.forEach(client -> assertEquals(0, client.pending(), "events still pending"));
        node.close();
        assertEquals(0, allocator.metric().usedDirectMemory(), "direct bytes not released");
        assertEquals(0, allocator.metric().usedHeapMemory(), "heap bytes not released");
        LeakRecorder.assertNone();
    }

    void answer(final ScriptedNode.Peer peer, final ScriptedNode.Received request)
    {
        peer.send(request.number(), ledger.execute(request));
    }

    SuuupraClient connect(final ClientOptions options)
    {
        final SuuupraClient client = SuuupraClient.connect(options, allocator);
        clients.add(client);
        return client;
    }

    SuuupraClient connect()
    {
        return connect(node.options());
    }

    void awaitReceived(final int count)
    {
        Await.until(count + " requests at the node", () -> node.received.size() >= count);
    }

    static Transfer transfer(final long id)
    {
        return Transfer.builder().id(UInt128.of(id)).debitAccountId(UInt128.of(1)).creditAccountId(UInt128.of(2))
            .amount(id).ledger(356).code(1).build();
    }

    static Transfer transfer(final long id, final int flags)
    {
        return Transfer.builder().id(UInt128.of(id)).debitAccountId(UInt128.of(1)).creditAccountId(UInt128.of(2))
            .amount(id).ledger(356).code(1).flags(flags).build();
    }

    static Account account(final long id)
    {
        return Account.builder().id(UInt128.of(id)).ledger(356).code(1).build();
    }

    static List<UInt128> ids(final long... ids)
    {
        final List<UInt128> list = new ArrayList<>();
        for (final long id : ids)
        {
            list.add(UInt128.of(id));
        }
        return list;
    }
}
