package io.suuupra.engine;

import org.agrona.MutableDirectBuffer;

/**
 * Where the engine writes its replies. The host supplies it and keeps a reply back until all that it depends on is
 * durable.
 */
public interface EventSink
{
    /**
     * @param lengthMax bytes that the reply may take up.
     * @return a buffer with that room from {@link #offset()} on.
     */
    MutableDirectBuffer claim(int lengthMax);

    /**
     * @return where in the claimed buffer the reply begins.
     */
    int offset();

    /**
     * Ends the reply that was claimed.
     *
     * @param length of the reply in bytes, message header included.
     */
    void commit(int length);
}
