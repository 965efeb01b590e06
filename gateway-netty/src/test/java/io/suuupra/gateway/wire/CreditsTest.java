package io.suuupra.gateway.wire;

import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.QueryTransfersDecoder;
import io.suuupra.gateway.support.Messages;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CreditsTest
{
    private final Credits credits = new Credits(2, 100);

    @Test
    void shouldBoundRequestsAndBytes()
    {
        assertTrue(credits.covers(100));
        assertFalse(credits.covers(101));
        final long first = credits.take(7, 60);
        assertTrue(credits.covers(40));
        assertFalse(credits.covers(41));
        final long second = credits.take(8, 10);
        assertFalse(credits.covers(1));
        assertEquals(2, credits.outstanding());
        assertEquals(7, credits.request(first));
        assertEquals(8, credits.request(second));
        credits.give(first);
        assertTrue(credits.covers(90));
        assertFalse(credits.covers(91));
        assertEquals(1, credits.outstanding());
    }

    @Test
    void shouldTellALateReplyFromTheSlotsNextUse()
    {
        final long first = credits.take(7, 1);
        credits.give(first);
        assertFalse(credits.isTaken(first));
        final long next = credits.take(8, 1);
        assertNotEquals(first, next);
        assertEquals((int)first, (int)next);
        assertFalse(credits.isTaken(first));
        assertTrue(credits.isTaken(next));
        assertFalse(credits.isTaken(-1));
        assertFalse(credits.isTaken(1_000));
    }

    @Test
    void shouldFindWhateverStillWaits()
    {
        assertEquals(-1, credits.any());
        final long first = credits.take(7, 1);
        assertEquals(first, credits.any());
        credits.give(first);
        assertEquals(-1, credits.any());
    }

    @Test
    void shouldChargeARequestForItsLargestReply()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        final EdgeMapper mapper = new EdgeMapper();
        final int small = mapper.encodeQueryTransfers(QueryFilter.builder().limit(10).build(), buffer, 0);
        assertEquals(16 + 8 + 4 + 10 * 120, ReplyBound.charge(QueryTransfersDecoder.TEMPLATE_ID, buffer, small));
        final int unsigned = mapper.encodeQueryTransfers(QueryFilter.builder().limit(-1).build(), buffer, 0);
        assertTrue(ReplyBound.charge(QueryTransfersDecoder.TEMPLATE_ID, buffer, unsigned) <= Limits.FRAME_MAX);
        final int account = mapper.encodeGetAccountBalances(AccountFilter.builder().limit(100).build(), buffer, 0);
        assertEquals(16 + 8 + 4 + 100 * 40, ReplyBound.charge(43, buffer, account));
        final byte[] batch = Messages.createTransfers(3);
        assertEquals(16 + batch.length, ReplyBound.charge(23, new UnsafeBuffer(batch), batch.length));
    }
}
