package io.suuupra.engine.host.local;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The node's one-way switch: once it is thrown no reply leaves any more.
 */
final class Halt
{
    private static final Logger LOG = LoggerFactory.getLogger(Halt.class);

    private final AtomicReference<String> reason = new AtomicReference<>();
    private volatile Consumer<String> listener = why ->
    {
    };

    void listener(final Consumer<String> onHalt)
    {
        listener = onHalt;
    }

    /** Throws the switch; the first reason stays. */
    void now(final String stage, final Throwable cause)
    {
        final String why = stage + ": " + cause.getClass().getSimpleName() +
            (cause.getMessage() == null ? "" : ": " + cause.getMessage());
        if (reason.compareAndSet(null, why))
        {
            LOG.error("halted: {}", why, cause);
            listener.accept(why);
        }
    }

    boolean isHalted()
    {
        return reason.get() != null;
    }

    /** @return empty while the node runs. */
    String reason()
    {
        final String why = reason.get();
        return why == null ? "" : why;
    }
}
