package io.suuupra.tools.banks;

import io.suuupra.codecs.edge.upi.RespPay;
import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.codecs.upi.UpiCode;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Shows what the participants of this process see of a payment, to whoever has begun it here. Any thread may use it.
 */
final class Watching
{
    private final Map<String, BlockingQueue<Step>> watched = new ConcurrentHashMap<>();

    /**
     * Something that a participant has seen.
     *
     * @param who     participant.
     * @param request of the switch.
     * @param answer  code of a bank's answer; empty = none.
     * @param told    whether a bank tells the switch of it.
     * @param isBank  whether it is a bank.
     */
    record Step(String who, SwitchRequest request, String answer, boolean told, boolean isBank)
    {
    }

    /**
     * @param transactionId of a payment that will be begun.
     * @return what is seen of it from now on.
     */
    BlockingQueue<Step> watch(final String transactionId)
    {
        final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
        watched.put(transactionId, steps);
        return steps;
    }

    void forget(final String transactionId)
    {
        watched.remove(transactionId);
    }

    void told(final String psp, final SwitchRequest request)
    {
        add(request, new Step(psp, request, "", true, false));
    }

    void decided(final String bank, final SwitchRequest request, final RespPay answer, final boolean told)
    {
        add(request, new Step(bank, request, answer == null ? "" : UpiCode.text(answer.code()), told, true));
    }

    private void add(final SwitchRequest request, final Step step)
    {
        final BlockingQueue<Step> steps = watched.get(request.pay().transactionId());
        if (steps != null)
        {
            steps.add(step);
        }
    }
}
