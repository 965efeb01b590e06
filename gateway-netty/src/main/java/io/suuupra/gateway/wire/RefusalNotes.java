package io.suuupra.gateway.wire;

import io.netty.channel.Channel;
import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.gateway.audit.RequestKind;
import io.suuupra.gateway.net.Door;

import java.util.Locale;

/**
 * Tells the log of refusals what one session refuses, with the request that it is about. Confined to the channel's
 * event loop.
 */
final class RefusalNotes
{
    private final Door door;
    private final Channel channel;
    private final ReceiveBuffer received;

    /**
     * @param door     that the connection has passed.
     * @param channel  of the connection.
     * @param received holds the frame that is being refused.
     */
    RefusalNotes(final Door door, final Channel channel, final ReceiveBuffer received)
    {
        this.door = door;
        this.channel = channel;
        this.received = received;
    }

    /** What tells of the node and not of its client is counted only. */
    void logUnlessNodes(final Malformed why, final Principal principal)
    {
        final FailureCode code = why.code();
        if (code != FailureCode.BUSY && code != FailureCode.SHORTAGE && code != FailureCode.HALTED)
        {
            log(code.name().toLowerCase(Locale.ROOT), why, principal);
        }
    }

    /**
     * @param code      class of the refusal, in small letters.
     * @param why       it is refused.
     * @param principal that asked; null before it has proved who it is.
     */
    void log(final String code, final Malformed why, final Principal principal)
    {
        final RequestKind kind = RequestKind.of(received.templateId());
        door.refused(
            channel.remoteAddress(), principal == null ? 0 : principal.key(),
            kind == null ? "connection" : kind.text(), kind == null ? "" : kind.object(),
            code, why.field(), why.rule());
    }
}
