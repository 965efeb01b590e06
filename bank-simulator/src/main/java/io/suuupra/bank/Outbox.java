package io.suuupra.bank;

import io.suuupra.client.UpiClient;
import io.suuupra.codecs.edge.upi.Acknowledgement;
import io.suuupra.codecs.edge.upi.Adjustment;
import io.suuupra.codecs.edge.upi.RespPay;
import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.codecs.generated.UpiAdjustmentKind;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What a bank has yet to tell the switch on one connection: answers that are held back, and those that are not
 * acknowledged. From it follows how far the bank has dealt with its requests: a bank that ends is asked again for what
 * it did not say. Confined to the bank's thread, but for what the client's thread reports.
 */
final class Outbox
{
    private static final long WORD_EVERY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long LATE_BY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int WORDS_MAX = 600;
    private static final int TCC_REASON = 102;
    private static final int RET_REASON = 115;

    private final UpiClient upi;
    private final TreeSet<Long> open = new TreeSet<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::atNs));
    private final List<Late> late = new ArrayList<>();
    private final Queue<Long> dealtWith = new ConcurrentLinkedQueue<>();
    private final Queue<Due> again = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sending = new AtomicInteger();
    private volatile Throwable failure;
    private final long startNs = System.nanoTime();
    private long seen;
    private long slotNs;

    /**
     * @param atNs of {@code System.nanoTime()}, less the time at which this was made.
     */
    private record Due(long atNs, Runnable send)
    {
    }

    /**
     * @param deadline of the switch; a later request shows that it has passed.
     */
    private record Late(long deadline, Due due)
    {
    }

    /**
     * @param upi      to tell.
     * @param position that the connection begins at.
     */
    Outbox(final UpiClient upi, final long position)
    {
        this.upi = upi;
        seen = position;
    }

    /** Takes notice of requests before they are worked on. */
    void see(final List<SwitchRequest> requests)
    {
        for (final SwitchRequest request : requests)
        {
            seen = request.timestamp();
            open.add(seen);
        }
    }

    /** @return timestamp of the last request that came. */
    long seen()
    {
        return seen;
    }

    /** @return timestamp of the last request behind which, and before which, all have been dealt with. */
    long position()
    {
        return open.isEmpty() ? seen : open.first() - 1;
    }

    /** @return how many requests have not been dealt with. */
    int size()
    {
        return open.size();
    }

    /** @return why nothing can be told any more; null while it can. */
    Throwable failure()
    {
        return failure;
    }

    /** @return true while the switch has not acknowledged all that was sent. */
    boolean isSending()
    {
        return sending.get() > 0;
    }

    /** Nothing is to be said to a request. */
    void close(final SwitchRequest request)
    {
        open.remove(request.timestamp());
    }

    /**
     * Sends an answer, now or later.
     *
     * @param perSecond answers at most; 0 = any number.
     */
    void answer(final SwitchRequest request, final RespPay answer, final Treatment treatment, final int perSecond)
    {
        final Runnable send = () -> send(request.timestamp(), answer, treatment.copies());
        final long nowNs = nowNs();
        long atNs = nowNs + TimeUnit.MILLISECONDS.toNanos(treatment.delayMs());
        if (perSecond > 0)
        {
            slotNs = Math.max(slotNs, nowNs) + TimeUnit.SECONDS.toNanos(1) / perSecond;
            atNs = Math.max(atNs, slotNs);
        }
        if (treatment.late() && request.deadline() != Long.MAX_VALUE)
        {
            final Due held =
                new Due(Math.max(atNs, nowNs + request.deadline() - request.timestamp() + LATE_BY_NS), send);
            late.add(new Late(request.deadline(), held));
            due.add(held);
        }
        else if (atNs > nowNs)
        {
            due.add(new Due(atNs, send));
        }
        else
        {
            send.run();
        }
    }

    private void send(final long timestamp, final RespPay answer, final int copies)
    {
        for (int i = 0; i < copies; i++)
        {
            // U70 and the like: the switch has heard it, and there is no more to say.
            await(upi.answer(answer), _ -> dealtWith.add(timestamp));
        }
    }

    private void await(
        final CompletableFuture<Acknowledgement> sent, final Consumer<Acknowledgement> then)
    {
        sending.incrementAndGet();
        final var _ = sent.whenComplete((ack, failed) ->
        {
            if (failed == null)
            {
                then.accept(ack);
            }
            else
            {
                failure = failed;
            }
            sending.decrementAndGet();
        });
    }

    /** Tells the switch of a payment, as soon as it has been deemed. */
    void word(final SwitchRequest request, final Rule.Word word)
    {
        final Adjustment adjustment = new Adjustment(request.pay().transactionId(),
            word == Rule.Word.TCC ? UpiAdjustmentKind.TCC : UpiAdjustmentKind.RET,
            word == Rule.Word.TCC ? TCC_REASON : RET_REASON);
        word(request.timestamp(), adjustment, 1);
    }

    private void word(final long timestamp, final Adjustment adjustment, final int attempt)
    {
        due.add(new Due(nowNs() + WORD_EVERY_NS, () -> await(upi.adjust(adjustment), ack ->
        {
            if (ack.isTaken() || attempt == WORDS_MAX)
            {
                dealtWith.add(timestamp);
            }
            else
            {
                again.add(new Due(0, () -> word(timestamp, adjustment, attempt + 1)));
            }
        })));
    }

    /** Sends what is due, and hears what was acknowledged. */
    void run()
    {
        Long timestamp;
        while ((timestamp = dealtWith.poll()) != null)
        {
            open.remove(timestamp);
        }
        Due task;
        while ((task = again.poll()) != null)
        {
            task.send().run();
        }
        final Iterator<Late> held = late.iterator();
        while (held.hasNext())
        {
            final Late each = held.next();
            // By the clock of the switch, which may be moved by hand, or by ours.
            if (each.deadline() < seen && due.remove(each.due()))
            {
                each.due().send().run();
            }
            if (!due.contains(each.due()))
            {
                held.remove();
            }
        }
        final long nowNs = nowNs();
        while (!due.isEmpty() && due.peek().atNs() <= nowNs)
        {
            due.poll().send().run();
        }
    }

    /** @return ns until something is due; at most {@code maxNs}. */
    long untilDueNs(final long maxNs)
    {
        return due.isEmpty() ? maxNs : Math.max(0, Math.min(maxNs, due.peek().atNs() - nowNs()));
    }

    private long nowNs()
    {
        return System.nanoTime() - startNs;
    }
}
