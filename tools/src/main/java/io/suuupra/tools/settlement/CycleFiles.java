package io.suuupra.tools.settlement;

import io.suuupra.codecs.edge.upi.BankSettlement;
import io.suuupra.codecs.edge.upi.BankSettlement.Tally;
import io.suuupra.codecs.edge.upi.CyclePage;
import io.suuupra.codecs.edge.upi.CyclePayment;
import io.suuupra.codecs.edge.upi.SettlementCycle;
import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.codecs.generated.UpiState;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Writes the files of a cycle: a folder of its name with, for each bank, a report and the list of its payments, and a
 * list of what each settles. The folder has its name when all is in it and on the disk, and only if the payments add up
 * to what the switch has settled.
 */
public final class CycleFiles
{
    private static final String PART = ".part";

    private final SettlementCycle cycle;
    private final CycleSource source;
    private final long feeEach;
    private final Map<String, Bank> banks = new LinkedHashMap<>();
    private long payments;

    private CycleFiles(final SettlementCycle cycle, final CycleSource source, final long feeEach)
    {
        this.cycle = cycle;
        this.source = source;
        this.feeEach = feeEach;
    }

    /**
     * @param cycle    that was closed.
     * @param source   of its payments.
     * @param out      folder in which that of the cycle is made.
     * @param feeEach  minor units that each payment sent costs its bank, for a line of the report; 0 = no such line.
     * @param progress told the number of payments written, after each page.
     * @return the folder.
     * @throws FileAlreadyExistsException if the cycle has its folder already.
     * @throws IOException                if a file cannot be written, the payments cannot be read, or do not add up to
     *                                    what was settled.
     * @throws InterruptedException       if the thread is interrupted.
     */
    public static Path write(
        final SettlementCycle cycle, final CycleSource source, final Path out, final long feeEach,
        final LongConsumer progress) throws IOException, InterruptedException
    {
        final String name = CycleName.of(cycle).fileName();
        final Path folder = out.resolve(name);
        if (Files.exists(folder))
        {
            throw new FileAlreadyExistsException(folder + ": the files of this cycle are there already");
        }
        final Path part = out.resolve(name + PART);
        // Of a run that was interrupted.
        delete(part);
        Files.createDirectories(part);
        new CycleFiles(cycle, source, feeEach).write(part, progress);
        force(part);
        Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        force(out);
        return folder;
    }

    private static void delete(final Path folder) throws IOException
    {
        if (Files.exists(folder))
        {
            try (Stream<Path> files = Files.list(folder))
            {
                for (final Path file : files.toList())
                {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static void force(final Path folder) throws IOException
    {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ))
        {
            channel.force(true);
        }
    }

    private void write(final Path part, final LongConsumer progress) throws IOException, InterruptedException
    {
        try
        {
            for (final BankSettlement bank : cycle.banks())
            {
                banks.put(bank.bank(), new Bank(bank, new RawFile(part.resolve(bank.bank() + "-raw.csv"))));
            }
            writePayments(progress);
            for (final Bank bank : banks.values())
            {
                bank.check(cycle.kind());
                bank.file.finish();
            }
        }
        finally
        {
            for (final Bank bank : banks.values())
            {
                bank.file.close();
            }
        }
        final StringBuilder all = new StringBuilder("bank,participant,debit,credit\n");
        for (final BankSettlement bank : cycle.banks())
        {
            text(part.resolve(bank.bank() + "-ntsl.csv"), BankReport.of(cycle.kind(), bank, feeEach));
            all.append(bank.bank()).append(',').append(bank.participant()).append(',')
                .append(Math.max(bank.settled(), 0)).append(',').append(Math.max(-bank.settled(), 0)).append('\n');
        }
        text(part.resolve("cycle.csv"), all.toString());
    }

    private static void text(final Path file, final String text) throws IOException
    {
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    }

    private void writePayments(final LongConsumer progress) throws IOException, InterruptedException
    {
        CompletableFuture<CyclePage> ahead = source.payments(cycle.cycle(), 0);
        while (ahead != null)
        {
            final CyclePage page = await(ahead);
            // Asked for while this one is written.
            ahead = page.next() == 0 ? null : source.payments(cycle.cycle(), page.next());
            for (final CyclePayment payment : page.payments())
            {
                add(payment);
            }
            payments += page.payments().size();
            progress.accept(payments);
        }
    }

    private static CyclePage await(final CompletableFuture<CyclePage> page) throws IOException, InterruptedException
    {
        try
        {
            return page.get();
        }
        catch (final ExecutionException failed)
        {
            throw new IOException("the payments cannot be read: " + failed.getCause().getMessage(), failed.getCause());
        }
    }

    private void add(final CyclePayment payment) throws IOException
    {
        final boolean deemed = payment.state() == UpiState.DEEMED;
        final Bank remitter = bank(payment.remitter(), payment);
        if (payment.remitter().equals(payment.beneficiary()))
        {
            remitter.file.add(payment, RawFile.Role.BOTH);
            remitter.count(deemed ? Bank.WITHIN_DEEMED : Bank.WITHIN, payment.amount());
            return;
        }
        final Bank beneficiary = bank(payment.beneficiary(), payment);
        remitter.file.add(payment, RawFile.Role.REMITTER);
        remitter.count(deemed ? Bank.SENT_DEEMED : Bank.SENT, payment.amount());
        beneficiary.file.add(payment, RawFile.Role.BENEFICIARY);
        beneficiary.count(deemed ? Bank.RECEIVED_DEEMED : Bank.RECEIVED, payment.amount());
    }

    private Bank bank(final String letters, final CyclePayment payment) throws IOException
    {
        final Bank bank = banks.get(letters);
        if (bank == null)
        {
            throw new IOException("the payment " + payment.transactionId() + " is of the bank " + letters +
                ", which settles nothing in this cycle");
        }
        return bank;
    }

    /** What a bank settles, its file, and what the payments in the file add up to. */
    private static final class Bank
    {
        private static final int SENT = 0;
        private static final int SENT_DEEMED = 1;
        private static final int RECEIVED = 2;
        private static final int RECEIVED_DEEMED = 3;
        private static final int WITHIN = 4;
        private static final int WITHIN_DEEMED = 5;
        private static final int KINDS = 6;

        private final BankSettlement settlement;
        private final RawFile file;
        private final long[] counts = new long[KINDS];
        private final long[] amounts = new long[KINDS];

        Bank(final BankSettlement settlement, final RawFile file)
        {
            this.settlement = settlement;
            this.file = file;
        }

        void count(final int kind, final long amount)
        {
            counts[kind]++;
            amounts[kind] = Math.addExact(amounts[kind], amount);
        }

        void check(final UpiCycleKind kind) throws IOException
        {
            final List<Tally> said = List.of(settlement.sent(), settlement.sentDeemed(), settlement.received(),
                settlement.receivedDeemed(), settlement.within(), settlement.withinDeemed());
            for (int i = 0; i < KINDS; i++)
            {
                final Tally listed = new Tally(counts[i], amounts[i]);
                if (!said.get(i).equals(listed))
                {
                    throw new IOException(settlement.bank() + ": the payments listed are " + listed +
                        ", the switch counted " + said.get(i));
                }
            }
            final long net = kind == UpiCycleKind.DISPUTES ? amounts[RECEIVED] - amounts[SENT] :
                amounts[SENT] + amounts[SENT_DEEMED] - amounts[RECEIVED] - amounts[RECEIVED_DEEMED] +
                    settlement.returnsDebit() - settlement.returnsCredit();
            if (settlement.settled() != 0 && settlement.settled() != net + settlement.carried())
            {
                throw new IOException(settlement.bank() + ": " + settlement.settled() + " was settled, the lines say " +
                    (net + settlement.carried()));
            }
        }
    }
}
