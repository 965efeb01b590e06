package io.suuupra.client;

import io.suuupra.codecs.edge.upi.SwitchRequest;

/**
 * Takes what the UPI switch asks a participant. It is called by the client's one thread: it must not block and must not
 * wait for a future of the same client. It may answer through the same client.
 *
 * <p>A request may come again after a restart of the participant that has stored too early a position: who handles it
 * twice must answer as the first time.
 */
@FunctionalInterface
public interface RequestListener extends StreamListener<SwitchRequest>
{
}
