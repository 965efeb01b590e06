package io.suuupra.fuzz;

import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.frame.MessageCheck;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.ActivateVersionDecoder;
import io.suuupra.codecs.generated.ConfigureDecoder;
import io.suuupra.codecs.generated.CreateTransfersDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.SubscribeDecoder;
import io.suuupra.codecs.generated.SubscribeUpiDecoder;
import io.suuupra.codecs.generated.UnsubscribeDecoder;
import io.suuupra.engine.host.Offer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The check of a request: a message that it lets through can be decoded, and the engine carries it out.
 */
public final class MessageFuzz
{
    private static final long HEAP_MAX = 16 << 20;
    private static final int HEAP_FACTOR = 64;
    private static final long DIRECT_MAX = 1 << 20;

    private MessageFuzz()
    {
    }

    /** What the fuzzer calls once, before its first execution. */
    public static void fuzzerInitialize()
    {
        FuzzTarget.MESSAGE.warmUp();
    }

    /**
     * One execution.
     *
     * @param data a message with its header.
     */
    public static void fuzzerTestOneInput(final byte[] data)
    {
        Bound.within(HEAP_MAX + (long)HEAP_FACTOR * data.length, DIRECT_MAX, () ->
        {
            final UnsafeBuffer buffer = new UnsafeBuffer(data);
            if (MessageCheck.check(buffer, 0, data.length) == null)
            {
                execute(buffer, data.length);
            }
        });
    }

    private static void execute(final UnsafeBuffer buffer, final int length)
    {
        final int templateId = new MessageHeaderDecoder().wrap(buffer, 0).templateId();
        if (templateId == CreateTransfersDecoder.TEMPLATE_ID)
        {
            new EdgeMapper().decodeCreateTransfers(buffer, 0);
        }
        // The node's own, which come from nobody outside, and what the gateway keeps for itself.
        if (templateId == ConfigureDecoder.TEMPLATE_ID || templateId == ActivateVersionDecoder.TEMPLATE_ID ||
            templateId == SubscribeDecoder.TEMPLATE_ID || templateId == SubscribeUpiDecoder.TEMPLATE_ID ||
            templateId == UnsubscribeDecoder.TEMPLATE_ID)
        {
            return;
        }
        final int[] replies = new int[1];
        try (FuzzEngine engine = FuzzEngine.withSomeState())
        {
            final Offer offer = engine.offer((correlation, reply, offset, replyLength) -> replies[0]++,
                0, Principal.NODE, 0, 2, 1, buffer, 0, length);
            if (offer != Offer.ACCEPTED || replies[0] != 1)
            {
                throw new IllegalStateException("offer " + offer + ", replies " + replies[0]);
            }
        }
    }
}
