package io.suuupra.client;

/**
 * A live stream of changes; see {@link SuuupraClient#subscribe}. Any thread may call it.
 */
public interface Subscription extends AutoCloseable
{
    /**
     * @return position of the last event that the listener has taken; at the start the one that was asked for.
     */
    long position();

    /**
     * Ends the stream. The listener may still be running when this returns, but is not called again once the client's
     * thread has seen the close. Idempotent.
     */
    @Override
    void close();
}
