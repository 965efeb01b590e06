package io.suuupra.tools.banks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.suuupra.bank.DeviceKey;
import io.suuupra.bank.Psp;
import io.suuupra.codecs.edge.upi.Acknowledgement;
import io.suuupra.codecs.edge.upi.Party;
import io.suuupra.codecs.edge.upi.ReqPay;
import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.UpiKind;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.upi.UpiCode;
import io.suuupra.tools.banks.ControlServer.Answers;
import io.suuupra.tools.banks.DemoTown.Customer;
import io.suuupra.tools.mapping.MappingException;
import io.suuupra.tools.mapping.StrictNode;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A payment by a user of a PSP of this process: one line for each step of it that is seen here. */
final class PayRequest
{
    private static final long PAISE_MAX = 100_000_000_000L;
    private static final long ACK_S = 30;
    private static final long OUTCOME_S = 120;

    /** How long a bank may take to say what became of a payment that it was silent about. */
    private static final long WORD_S = 5;
    private static final int ID_LENGTH = 20;
    private static final String ID_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private final Map<String, Psp> psps;
    private final Map<String, DeviceKey> devices;
    private final Watching watching;
    private final SecureRandom random = new SecureRandom();

    PayRequest(final Map<String, Psp> psps, final Map<String, DeviceKey> devices, final Watching watching)
    {
        this.psps = psps;
        this.devices = devices;
        this.watching = watching;
    }

    void handle(final StrictNode request, final Answers answers)
        throws MappingException, IOException, InterruptedException, TimeoutException
    {
        final String from = request.get("from").text().toLowerCase(Locale.ROOT);
        final String to = request.get("to").text();
        final Customer payer = DemoTown.CUSTOMERS.stream().filter(customer -> customer.address().equals(from))
            .findFirst().orElseThrow(() -> new MappingException("from", from + " is nobody's address here"));
        final Psp psp = psps.get(payer.psp());
        if (psp == null)
        {
            throw new MappingException("from", "the PSP of " + from + " is not hosted here");
        }
        final long paise = request.get("paise").integer(1, PAISE_MAX);
        final String pin = request.get("pin").text();
        if (!DeviceKey.isMpin(pin))
        {
            throw new MappingException("pin", "must have " + DeviceKey.MPIN_MIN + " to " + DeviceKey.MPIN_MAX +
                " digits");
        }
        final String note = request.get("note").text();
        if (note.length() > Limits.UPI_NOTE_MAX)
        {
            throw new MappingException("note", "must have at most " + Limits.UPI_NOTE_MAX + " characters");
        }
        final String id = newId();
        final ReqPay message = new ReqPay(id, id, UpiKind.PAY, Party.person(from), Party.person(to), paise,
            ReqPay.DEFAULT, ReqPay.DEFAULT, payer.account(), note, 0,
            devices.get(from).seal(payer.account().reference(), id, paise, pin));
        final BlockingQueue<Watching.Step> steps = watching.watch(id);
        try
        {
            answers.send(begin(psp, message));
            follow(payer.psp(), steps, answers);
        }
        finally
        {
            watching.forget(id);
        }
    }

    private static ObjectNode begin(final Psp psp, final ReqPay message)
        throws IOException, InterruptedException, TimeoutException
    {
        final Acknowledgement ack;
        try
        {
            ack = psp.begin(message).get(ACK_S, TimeUnit.SECONDS);
        }
        catch (final ExecutionException failed)
        {
            throw new IOException(failed.getCause().getMessage(), failed.getCause());
        }
        if (!ack.isTaken())
        {
            throw new IOException("the switch refused the payment: " + Codes.explain(ack.codeText()));
        }
        return node().put("taken", message.transactionId()).put("rrn", ack.rrn());
    }

    private static void follow(
        final String psp, final BlockingQueue<Watching.Step> steps, final Answers answers)
        throws IOException, InterruptedException
    {
        long waitS = OUTCOME_S;
        final long beganNs = System.nanoTime();
        while (true)
        {
            final long leftNs = TimeUnit.SECONDS.toNanos(waitS) - (System.nanoTime() - beganNs);
            final Watching.Step step = steps.poll(Math.max(0, leftNs), TimeUnit.NANOSECONDS);
            if (step == null)
            {
                if (waitS == OUTCOME_S)
                {
                    throw new IOException("there was no outcome within " + OUTCOME_S + " s: the payment goes on");
                }
                return;
            }
            final boolean isOutcome =
                step.request().kind() == UpiRequestKind.RESPONSE && step.who().equals(psp) && !step.isBank();
            answers.send(isOutcome ? outcome(step.request()) : seen(step));
            if (isOutcome && step.request().state() != UpiState.DEEMED)
            {
                return;
            }
            if (isOutcome)
            {
                waitS = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beganNs) + WORD_S;
            }
        }
    }

    private static ObjectNode seen(final Watching.Step step)
    {
        return node().put("who", step.who()).put("asked", step.request().kind().name()).put("answer", step.answer())
            .put("told", step.told());
    }

    private static ObjectNode outcome(final SwitchRequest request)
    {
        return node().put("outcome", request.state().name()).put("code", UpiCode.text(request.code()))
            .put("payer", UpiCode.text(request.payerResponse())).put("payee", UpiCode.text(request.payeeResponse()))
            .put("rrn", request.rrn());
    }

    private static ObjectNode node()
    {
        return FaultJson.JSON.createObjectNode();
    }

    private String newId()
    {
        final StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++)
        {
            id.append(ID_SIGNS.charAt(random.nextInt(ID_SIGNS.length())));
        }
        return id.toString();
    }
}
