package io.suuupra.tools.banks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.suuupra.bank.SecretFile;
import io.suuupra.bank.Vault;
import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.upi.Acknowledgement;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.gateway.auth.KeyStore;
import io.suuupra.tools.banks.DemoTown.Customer;
import io.suuupra.tools.banks.DemoTown.Participant;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/**
 * Makes participants known to a node: keys in the node's key file, positions in its ledger, terms in its switch. Each
 * step leaves its mark, so that a start that broke off is gone on with, and what an operator changes later stays.
 */
final class Onboarding
{
    private static final int ALL_LEDGERS = -1;

    private final BanksFolder folder;

    Onboarding(final BanksFolder folder)
    {
        this.folder = folder;
    }

    /**
     * Makes keys, vaults and the devices' keys of all participants; no node is needed for that.
     *
     * @throws IOException if a file cannot be read or written.
     */
    void prepare() throws IOException
    {
        for (final Participant participant : DemoTown.PARTICIPANTS)
        {
            folder.make(participant.name());
        }
        try (FileChannel channel = lock(); FileLock _ = channel.lock())
        {
            KeyStore keys = null;
            for (final Participant participant : DemoTown.PARTICIPANTS)
            {
                final Path file = folder.key(participant.name());
                if (!Files.exists(file))
                {
                    keys = keys == null ? KeyStore.openOrCreate(folder.data()) : keys;
                    final ApiKey key = keys.add("upi " + participant.name(), Principal.READ | Principal.POST, 0,
                        ALL_LEDGERS);
                    SecretFile.write(file, (key.reveal() + "\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
            for (final Participant participant : DemoTown.PARTICIPANTS)
            {
                if (!participant.isBank() && !Files.exists(folder.devices(participant.name())))
                {
                    registerDevices(participant);
                }
            }
        }
    }

    private FileChannel lock() throws IOException
    {
        return FileChannel.open(folder.lock(), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    }

    /** Each user's device gets its key from the user's bank, as if the user had registered there. */
    private void registerDevices(final Participant psp) throws IOException
    {
        final ObjectMapper json = new ObjectMapper();
        final ObjectNode devices = json.createObjectNode();
        for (final Customer customer : DemoTown.CUSTOMERS)
        {
            if (customer.psp().equals(psp.name()))
            {
                devices.put(customer.address(), Vault.openOrCreate(folder.of(customer.bank()).resolve("vault"))
                    .deviceKey(customer.account().reference()).reveal());
            }
        }
        SecretFile.write(folder.devices(psp.name()), json.writeValueAsBytes(devices));
    }

    /**
     * @param participant of the demo.
     * @return its key, which {@link #prepare} has made.
     * @throws IOException if it cannot be read.
     */
    ApiKey key(final Participant participant) throws IOException
    {
        final Path file = folder.key(participant.name());
        return ApiKey.parse(Files.readString(file, StandardCharsets.US_ASCII).strip())
            .orElseThrow(() -> new IOException(file + " must hold an API key"));
    }

    /** @return whether the switch was told of all participants. */
    boolean isDone()
    {
        return DemoTown.PARTICIPANTS.stream().allMatch(each -> Files.exists(folder.registered(each.name())));
    }

    /**
     * Tells the switch of all participants that it was not told of.
     *
     * @param admin client with a key that may register.
     * @throws IOException if a file cannot be written, or the switch does not take one.
     */
    void register(final SuuupraClient admin) throws IOException
    {
        for (final Participant participant : DemoTown.PARTICIPANTS)
        {
            if (Files.exists(folder.registered(participant.name())))
            {
                continue;
            }
            if (participant.isBank())
            {
                final List<CreateResult<CreateAccountStatus>> results =
                    admin.createAccounts(List.of(Account.builder().id(participant.position())
                        .ledger(DemoTown.POSITIONS).code(1).build())).join();
                final CreateAccountStatus status = results.getFirst().status();
                if (status != CreateAccountStatus.CREATED && status != CreateAccountStatus.EXISTS)
                {
                    throw new IOException("the position of " + participant.name() + " could not be made: " + status);
                }
            }
            final Acknowledgement taken =
                admin.upi().register(participant.terms(key(participant).id())).join();
            if (!taken.isTaken())
            {
                throw new IOException("the switch does not take " + participant.name() + " as participant " +
                    participant.number() + " (" + taken.codeText() + "): it may know another one of that number, " +
                    "handle or bank");
            }
            Files.writeString(folder.registered(participant.name()), participant.number() + "\n");
        }
    }
}
