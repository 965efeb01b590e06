package io.suuupra.client;

import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.upi.UpiMapper;
import io.suuupra.codecs.generated.CommandStatus;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.FailureDecoder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

/** Whatever passes the check can be read without leaving the message; the buffers here end where the message does. */
class ReplyFormPropertyTest
{
    private static final List<byte[]> MESSAGES = List.of(
        Replies.heartbeat(),
        Replies.failure(FailureCode.MALFORMED, 3, "amount", "must be 0 to 2^63 - 1"),
        Replies.created(List.of(NodeFixture.transfer(1), NodeFixture.transfer(2))),
        Replies.accountsCreated(NodeFixture.ids(1, 2, 3)),
        Replies.accounts(List.of(NodeFixture.account(1))),
        Replies.transfers(List.of(NodeFixture.transfer(1), NodeFixture.transfer(2))),
        Replies.balances(1, 2, 3),
        Replies.events(1, 2),
        Replies.state(1),
        Replies.upiTransaction("T1"),
        Replies.clock(1, CommandStatus.DONE));

    @Provide
    Arbitrary<byte[]> damaged()
    {
        final Arbitrary<byte[]> message = Arbitraries.of(MESSAGES);
        final Arbitrary<Integer> length = Arbitraries.integers().between(0, 400);
        final Arbitrary<List<Integer>> places = Arbitraries.integers().between(0, 40).list().ofMaxSize(3);
        final Arbitrary<Integer> value = Arbitraries.integers().between(0, 255);
        return Combinators.combine(message, length, places, value).as((bytes, cut, at, with) ->
        {
            final byte[] copy = Arrays.copyOf(bytes, cut % 3 == 0 ? Math.min(cut, bytes.length) : bytes.length);
            for (final int place : at)
            {
                if (place < copy.length)
                {
                    copy[place] = with.byteValue();
                }
            }
            return copy;
        });
    }

    @Property(tries = 20_000)
    void shouldReadWhateverPasses(@ForAll("damaged") final byte[] message)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(message);
        if (ReplyForm.check(buffer, 0, message.length) == null)
        {
            read(buffer);
        }
    }

    @Test
    void shouldPassEveryMessageOfNode()
    {
        for (final byte[] message : MESSAGES)
        {
            assertNull(ReplyForm.check(new UnsafeBuffer(message), 0, message.length));
        }
    }

    @Test
    void shouldRefuseEveryMessageThatIsCutShort()
    {
        for (final byte[] message : MESSAGES)
        {
            for (int length = 0; length < message.length; length++)
            {
                final byte[] cut = Arrays.copyOf(message, length);
                assertNotNull(ReplyForm.check(new UnsafeBuffer(cut), 0, length), "cut to " + length);
            }
        }
    }

    @Test
    void shouldReadFailureOfLaterVersion()
    {
        final byte[] message = Replies.failure(FailureCode.BUSY, -1, "f", "r");
        message[8] = (byte)200;

        final RequestRefusedException failure = new FailureReader().read(new UnsafeBuffer(message), 0);

        assertEquals(FailureCode.NULL_VAL, failure.code());
        assertEquals(-1, failure.index());
        assertEquals("r", failure.rule());
    }

    private static void read(final UnsafeBuffer buffer)
    {
        final EdgeMapper mapper = new EdgeMapper();
        try
        {
            switch (ReplyForm.templateId(buffer, 0))
            {
                case 100 -> mapper.decodeAccountResults(buffer, 0);
                case 101 -> mapper.decodeTransferResults(buffer, 0);
                case 103 -> mapper.decodeAccounts(buffer, 0);
                case 104 -> mapper.decodeTransfers(buffer, 0);
                case 105 -> mapper.decodeBalances(buffer, 0);
                case 106 -> mapper.decodeChangeEvents(buffer, 0);
                case 107 -> mapper.decodeState(buffer, 0);
                case 114 -> new UpiMapper().decodeTransaction(buffer, 0);
                case FailureDecoder.TEMPLATE_ID -> assertNotNull(new FailureReader().read(buffer, 0).rule());
                default ->
                {
                    // Has nothing of variable length.
                }
            }
        }
        catch (final IllegalArgumentException unknownStatus)
        {
            // A status of a later version; the pipeline fails the request. Leaving the buffer throws something else.
            assertNotNull(unknownStatus.getMessage());
        }
    }
}
