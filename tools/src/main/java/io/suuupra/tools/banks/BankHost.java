package io.suuupra.tools.banks;

import io.suuupra.bank.Bank;
import io.suuupra.bank.BankFaults;
import io.suuupra.bank.DeviceKey;
import io.suuupra.bank.Psp;
import io.suuupra.client.ClientOptions;
import io.suuupra.client.SuuupraClient;
import io.suuupra.client.SuuupraException;
import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.engine.host.local.LocalNodeOptions;
import io.suuupra.engine.ledger.Capacities;
import io.suuupra.journal.JournalOptions;
import io.suuupra.journal.disk.Disk;
import io.suuupra.tools.banks.DemoTown.Customer;
import io.suuupra.tools.banks.DemoTown.Participant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Banks and PSPs of the demo in this process, and the sockets over which they can be asked. */
final class BankHost implements AutoCloseable
{
    private static final Logger LOG = LoggerFactory.getLogger(BankHost.class);
    private static final int MIB = 1 << 20;
    private static final long RETRY_MS = 500;
    private static final long LOOK_MS = 20;

    private final BanksFolder folder;
    private final Map<String, Bank> banks = new LinkedHashMap<>();
    private final Map<String, Psp> psps = new LinkedHashMap<>();
    private final Map<String, DeviceKey> devices = new LinkedHashMap<>();
    private final Deque<Closeable> open = new ArrayDeque<>();
    private final Watching watching = new Watching();

    private BankHost(final BanksFolder folder)
    {
        this.folder = folder;
    }

    /**
     * Hosts participants; makes them known to the node first if it does not know them, for which it must be there.
     *
     * @param folder     of the banks.
     * @param hosted     participants of this process.
     * @param connection to the node, by the key that is shown there.
     * @param stop       ends the wait for a node that is not there.
     * @return the host; null if it was stopped before.
     * @throws IOException          if a folder cannot be used, or another process hosts one of them.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    static BankHost start(
        final BanksFolder folder,
        final List<Participant> hosted,
        final Function<ApiKey, ClientOptions> connection,
        final CountDownLatch stop) throws IOException, InterruptedException
    {
        final BankHost host = new BankHost(folder);
        boolean started = false;
        try
        {
            final Onboarding onboarding = new Onboarding(folder);
            onboarding.prepare();
            for (final Participant participant : hosted)
            {
                host.lock(participant);
            }
            if (!host.register(onboarding, connection, stop))
            {
                return null;
            }
            for (final Participant participant : hosted)
            {
                final ClientOptions options = connection.apply(onboarding.key(participant));
                if (participant.isBank())
                {
                    host.openBank(participant, options);
                }
                else
                {
                    host.openPsp(participant, options);
                }
            }
            final BankRequests requests = new BankRequests(host.banks, host.psps, host.devices, folder, host.watching);
            for (final Participant participant : hosted)
            {
                host.open.push(ControlServer.start(folder.socket(participant.name()), requests)::close);
            }
            started = true;
            return host;
        }
        finally
        {
            if (!started)
            {
                host.close();
            }
        }
    }

    private void lock(final Participant participant) throws IOException
    {
        final FileChannel channel = FileChannel.open(
            folder.lock(participant.name()), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        open.push(channel);
        if (channel.tryLock() == null)
        {
            throw new IOException("another process hosts " + participant.name() + " in " + folder.data());
        }
    }

    private boolean register(
        final Onboarding onboarding, final Function<ApiKey, ClientOptions> connection, final CountDownLatch stop)
        throws IOException, InterruptedException
    {
        while (!onboarding.isDone())
        {
            try (SuuupraClient admin = SuuupraClient.connect(connection.apply(adminKey())))
            {
                onboarding.register(admin);
            }
            catch (final SuuupraException away)
            {
                LOG.info("the node cannot be reached: {}", away.getMessage());
                if (stop.await(RETRY_MS, TimeUnit.MILLISECONDS))
                {
                    return false;
                }
            }
        }
        return true;
    }

    private ApiKey adminKey() throws IOException
    {
        final Path file = folder.data().resolve("api-key");
        return ApiKey.parse(Files.readString(file, StandardCharsets.US_ASCII).strip()).orElseThrow(() ->
            new IOException(file + " must hold an API key that may do everything: participants are made known by it"));
    }

    private void openBank(final Participant participant, final ClientOptions options) throws IOException
    {
        final Path file = folder.faults(participant.name());
        final Bank bank = Bank.open(participant.name(), folder.of(participant.name()), BankHost::ledger, options,
            new BankFaults(FaultsFile.read(file)));
        open.push(bank);
        banks.put(participant.name(), bank);
        for (final Customer customer : DemoTown.CUSTOMERS)
        {
            if (customer.bank().equals(participant.name()))
            {
                final var _ = bank.openCustomer(customer.account().reference(), customer.paise(), DemoTown.MPIN);
            }
        }
        bank.onDecision((request, answer, told) -> watching.decided(participant.name(), request, answer, told));
    }

    /** A bank of the demo is small, and there are several of them on one machine. */
    private static LocalNodeOptions ledger(final Path data)
    {
        return LocalNodeOptions.defaults(data)
            .withRingThreads(1)
            .withFiles(new JournalOptions(2 * MIB, 16L * MIB, MIB, 8L * MIB, Disk.SYSTEM), 1 << 14)
            .withCapacities(new Capacities(1_000_000, 1_000_000_000L, 1_000, 16, 16))
            .withSnapshots(64L * MIB, true);
    }

    private void openPsp(final Participant participant, final ClientOptions options) throws IOException
    {
        final Psp psp = Psp.open(options, folder.of(participant.name()));
        open.push(psp::close);
        psps.put(participant.name(), psp);
        final var keys = FaultJson.JSON.readTree(Files.readAllBytes(folder.devices(participant.name())));
        for (final Customer customer : DemoTown.CUSTOMERS)
        {
            if (customer.psp().equals(participant.name()))
            {
                psp.add(customer.address(), customer.account());
                devices.put(customer.address(), DeviceKey.parse(keys.path(customer.address()).asText()));
            }
        }
        psp.onRequest(request -> watching.told(participant.name(), request));
    }

    /**
     * Waits until all have asked the switch for their requests.
     *
     * @param stop ends the wait.
     * @return whether they have; false if it was ended.
     * @throws IOException          if a bank has failed.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    boolean awaitConnected(final CountDownLatch stop) throws IOException, InterruptedException
    {
        while (!banks.values().stream().allMatch(Bank::isConnected) ||
            !psps.values().stream().allMatch(Psp::isConnected))
        {
            checkAlive();
            if (stop.await(LOOK_MS, TimeUnit.MILLISECONDS))
            {
                return false;
            }
        }
        return true;
    }

    /**
     * @throws IOException if a bank works no more.
     */
    void checkAlive() throws IOException
    {
        for (final Bank bank : banks.values())
        {
            if (bank.failure() != null)
            {
                throw new IOException("the bank " + bank.name() + " has failed: " + bank.failure(), bank.failure());
            }
        }
    }

    @Override
    public void close() throws IOException
    {
        final List<IOException> failures = new ArrayList<>();
        while (!open.isEmpty())
        {
            try
            {
                open.pop().close();
            }
            catch (final IOException failed)
            {
                failures.add(failed);
            }
        }
        if (!failures.isEmpty())
        {
            throw failures.getFirst();
        }
    }
}
