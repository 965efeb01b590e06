package io.suuupra.gateway.audit;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * One refusal, as it is logged. It never holds a secret, nor anything that a client sent.
 *
 * @param protocol {@code rest} or {@code binary}.
 * @param peer     address that asked; null where it is gone already.
 * @param key      id of the key that was proved; 0 = none was.
 * @param request  route or kind of request, or {@code connection} or {@code handshake}.
 * @param object   kind of thing that was asked for; empty where none is meant.
 * @param code     class of the refusal, in small letters.
 * @param field    that broke the rule; empty where none is meant.
 * @param rule     that was broken.
 */
public record Refusal(
    String protocol,
    SocketAddress peer,
    long key,
    String request,
    String object,
    String code,
    String field,
    String rule)
{
    String address()
    {
        return peer instanceof final InetSocketAddress address ?
            address.getHostString() + ":" + address.getPort() : "";
    }
}
