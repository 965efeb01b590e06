package io.suuupra.client;

import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way from the callers' threads to the client's thread: a bounded queue, a count of what is pending, and a flag
 * that lets one burst of requests wake the client's thread once.
 */
final class Submissions
{
    private final ManyToOneConcurrentArrayQueue<Request<?>> queue;
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final int pendingMax;
    private final Runnable wake;
    private volatile boolean terminated;

    /**
     * @param pendingMax events that may be pending.
     * @param wake       makes the client's thread come for the queue.
     */
    Submissions(final int pendingMax, final Runnable wake)
    {
        this.queue = new ManyToOneConcurrentArrayQueue<>(Math.max(pendingMax, 2));
        this.pendingMax = pendingMax;
        this.wake = wake;
    }

    /**
     * Any thread.
     *
     * @param request to queue.
     * @param <T>     its answer.
     * @return the request, failed already if it was not queued.
     */
    <T> CompletableFuture<T> submit(final Request<T> request)
    {
        if (terminated)
        {
            request.completeExceptionally(closed());
            return request;
        }
        if (pending.getAndAdd(request.events) > pendingMax - request.events)
        {
            pending.getAndAdd(-request.events);
            request.completeExceptionally(new BackPressureException(pendingMax));
            return request;
        }
        if (!queue.offer(request))
        {
            pending.getAndAdd(-request.events);
            request.completeExceptionally(new BackPressureException(pendingMax));
            return request;
        }
        wakeUp();
        if (terminated)
        {
            // Whatever the client's thread had taken is completed by now, so this reaches only what it left behind.
            request.completeExceptionally(closed());
        }
        return request;
    }

    /** Any thread: makes the client's thread come, unless it will anyway. */
    void wakeUp()
    {
        if (awake.get() || !awake.compareAndSet(false, true))
        {
            return;
        }
        try
        {
            wake.run();
        }
        catch (final RejectedExecutionException afterTheEnd)
        {
            if (!terminated)
            {
                throw afterTheEnd;
            }
        }
    }

    /**
     * @return events that wait or are in flight; any thread.
     */
    int pending()
    {
        return pending.get();
    }

    /**
     * @return the first request in the queue; null if there is none. The client's thread only.
     */
    Request<?> peek()
    {
        return queue.peek();
    }

    /** Takes the first request out, which {@link #peek} has shown. The client's thread only. */
    @SuppressWarnings("FutureReturnValueIgnored") // Seen before.
    void remove()
    {
        queue.poll();
    }

    /**
     * @param events that are not pending any more. The client's thread only.
     */
    void settle(final int events)
    {
        pending.getAndAdd(-events);
    }

    /**
     * The client's thread, when it has emptied the queue: from now on a request wakes it again.
     *
     * @return true if one came meanwhile, so that it has to go on.
     */
    boolean sleep()
    {
        awake.set(false);
        return queue.peek() != null && awake.compareAndSet(false, true);
    }

    /** The client's thread, as the last thing that it does: fails what is queued and whatever comes later. */
    void terminate()
    {
        // First the flag: a caller that asks again from its callback would keep the queue filled for ever.
        terminated = true;
        for (Request<?> request = queue.poll(); request != null; request = queue.poll())
        {
            settle(request.events);
            request.completeExceptionally(closed());
        }
    }

    private static RequestNotSentException closed()
    {
        return new RequestNotSentException("the client is closed", null);
    }
}
