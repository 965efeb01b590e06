package io.suuupra.client;

import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;

import java.security.SecureRandom;
import java.util.function.Consumer;

/**
 * What a client stands on: its one thread with its timers, its clock, what it draws by chance, and its way to the node.
 * {@link SuuupraClient#connect} takes the system's; a simulation brings its own ({@link SuuupraClient#begin}).
 */
public interface Transport
{
    /** @return the client's one thread; its timers go by {@link #nanoTime()}. */
    EventExecutor executor();

    /** @return what {@link System#nanoTime()} stands for. */
    long nanoTime();

    /** @return the source of the session's id, of nonces, and of how long a pause is. */
    SecureRandom random();

    /**
     * Begins to connect to the node. Called by the client's thread.
     *
     * @param connection last in the pipeline of the channel that is to come.
     * @param failed     told why there is none, by the client's thread.
     */
    void connect(ChannelHandler connection, Consumer<Throwable> failed);

    /**
     * Ends the client's thread, once it has done what it was given. A second call changes nothing.
     *
     * @return done when it has ended.
     */
    Future<?> close();
}
