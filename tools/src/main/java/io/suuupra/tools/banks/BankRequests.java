package io.suuupra.tools.banks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.suuupra.bank.AccountState;
import io.suuupra.bank.Bank;
import io.suuupra.bank.DeviceKey;
import io.suuupra.bank.EndOfDay;
import io.suuupra.bank.FaultPlan;
import io.suuupra.bank.Psp;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.tools.banks.ControlServer.Answers;
import io.suuupra.tools.banks.DemoTown.Customer;
import io.suuupra.tools.mapping.MappingException;
import io.suuupra.tools.mapping.StrictNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can be asked of the process that hosts banks and PSPs; {@code "do"} names it, {@code "name"} whom. */
final class BankRequests implements ControlServer.Handler
{
    private static final UInt128 PAYABLE = UInt128.of(1);
    private static final UInt128 RECEIVABLE = UInt128.of(2);

    private final Map<String, Bank> banks;
    private final Map<String, Psp> psps;
    private final BanksFolder folder;
    private final PayRequest pay;

    BankRequests(
        final Map<String, Bank> banks,
        final Map<String, Psp> psps,
        final Map<String, DeviceKey> devices,
        final BanksFolder folder,
        final Watching watching)
    {
        this.banks = banks;
        this.psps = psps;
        this.folder = folder;
        pay = new PayRequest(psps, devices, watching);
    }

    @Override
    public void handle(final JsonNode json, final Answers answers) throws Exception
    {
        final StrictNode request = new StrictNode("", json);
        switch (request.get("do").text())
        {
            case "status" -> answers.send(status(request));
            case "show" -> answers.send(show(bank(request.allow(Set.of("do", "name")))));
            case "faults" -> answers.send(faults(request.allow(Set.of("do", "name", "plan")), json.get("plan")));
            case "state" -> answers.send(state(request.allow(Set.of("do", "name", "address", "state"))));
            case "pin" -> answers.send(pin(request.allow(Set.of("do", "name", "address", "pin"))));
            case "eod" -> answers.send(endOfDay(request.allow(Set.of("do", "name", "out"))));
            case "pay" -> pay.handle(request.allow(Set.of("do", "from", "to", "paise", "note", "pin")), answers);
            default -> throw new MappingException("do", "must be status, show, faults, state, pin, eod or pay");
        }
    }

    private Bank bank(final StrictNode request) throws MappingException
    {
        final String name = request.get("name").text();
        final Bank bank = banks.get(name);
        if (bank == null)
        {
            throw new MappingException("name", "no bank " + name + " is hosted here");
        }
        return bank;
    }

    private ObjectNode status(final StrictNode request) throws MappingException
    {
        final String name = request.allow(Set.of("do", "name")).get("name").text();
        final Psp psp = psps.get(name);
        final boolean isConnected = psp == null ? bank(request).isConnected() : psp.isConnected();
        return node().put("connected", isConnected)
            .put("faults", psp == null && !bank(request).faults().plan().equals(FaultPlan.NONE))
            .put("process", ProcessHandle.current().pid());
    }

    private static ObjectNode node()
    {
        return FaultJson.JSON.createObjectNode();
    }

    private ObjectNode show(final Bank bank)
    {
        final ObjectNode answer = node().put("connected", bank.isConnected())
            .put("payable_paise", balance(bank, PAYABLE))
            .put("receivable_paise", balance(bank, RECEIVABLE));
        final ArrayNode accounts = answer.putArray("accounts");
        for (final Customer customer : DemoTown.CUSTOMERS)
        {
            if (customer.bank().equals(bank.name()))
            {
                final UInt128 reference = customer.account().reference();
                accounts.addObject().put("address", customer.address()).put("reference", reference.toString())
                    .put("state", bank.state(reference).name()).put("paise", balance(bank, reference));
            }
        }
        answer.set("plan", FaultJson.write(bank.faults().plan()));
        return answer;
    }

    private static long balance(final Bank bank, final UInt128 reference)
    {
        final Account account = bank.accounts(List.of(reference)).getFirst();
        return account.creditsPosted() - account.debitsPosted();
    }

    private ObjectNode faults(final StrictNode request, final JsonNode plan) throws MappingException, IOException
    {
        final Bank bank = bank(request);
        if (plan != null)
        {
            final FaultPlan next = FaultJson.plan(plan);
            // Kept first: what is said to be so is so after a restart, too.
            FaultsFile.write(folder.faults(bank.name()), next);
            bank.faults().plan(next);
        }
        final ObjectNode answer = node();
        answer.set("plan", FaultJson.write(bank.faults().plan()));
        return answer;
    }

    private static UInt128 reference(final Bank bank, final StrictNode address) throws MappingException
    {
        final String text = address.text();
        return DemoTown.CUSTOMERS.stream()
            .filter(customer -> customer.address().equalsIgnoreCase(text) && customer.bank().equals(bank.name()))
            .findFirst().orElseThrow(() -> new MappingException("address", text + " has no account at " + bank.name()))
            .account().reference();
    }

    private ObjectNode state(final StrictNode request) throws MappingException
    {
        final Bank bank = bank(request);
        final String name = request.get("state").text();
        final AccountState state = Arrays.stream(AccountState.values())
            .filter(each -> each.name().equalsIgnoreCase(name)).findFirst()
            .orElseThrow(() -> new MappingException("state", "must be active, dormant, frozen, closed or nre"));
        bank.setState(reference(bank, request.get("address")), state);
        return node().put("state", state.name());
    }

    private ObjectNode pin(final StrictNode request) throws MappingException
    {
        final Bank bank = bank(request);
        bank.setMpin(reference(bank, request.get("address")), request.get("pin").text());
        return node().put("done", true);
    }

    private ObjectNode endOfDay(final StrictNode request) throws MappingException
    {
        final EndOfDay end = bank(request).endOfDay(Path.of(request.get("out").text()));
        return node().put("legs", end.legs()).put("omitted", end.omitted()).put("summary", end.summary().toString());
    }
}
