package io.suuupra.bank;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.upi.UpiCode;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What a bank hands to whoever reconciles: its extract, a line for each leg, and its end of day, how many legs of each
 * kind and code there were and what its accounts hold. Both as CSV, amounts in paise.
 *
 * @param legs    that the book has.
 * @param omitted of them left out of the extract, by a fault.
 * @param summary file of the end of day.
 */
public record EndOfDay(long legs, long omitted, Path summary)
{
    private static final String EXTRACT_HEAD = "transaction_id,rrn,kind,amount_paise,code,time";
    private static final String SUMMARY_HEAD = "kind,code,count,amount_paise";
    private static final int RRN_DIGITS = 12;
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final Map<Integer, String> POSTED = Map.of(
        Leg.DEBIT.code(), "DEBIT",
        Leg.CREDIT.code(), "CREDIT",
        Leg.DEBIT_REVERSAL.code(), "REVERSE_DEBIT",
        Leg.RETURN.code(), "RETURN");

    /** Count and sum of a kind with a code. */
    private record Sum(long count, long paise)
    {
        Sum plus(final long amount)
        {
            return new Sum(count + 1, Math.addExact(paise, amount));
        }
    }

    /** A leg as the extract has it. */
    private record Line(String kind, String code)
    {
    }

    static EndOfDay write(final BankBook book, final BankFaults faults, final Path extract)
    {
        final Path summary = extract.resolveSibling(extract.getFileName() + ".eod.csv");
        final Path next = extract.resolveSibling(extract.getFileName() + ".new");
        final Map<String, Sum> sums = new TreeMap<>();
        final long[] omitted = new long[1];
        try
        {
            try (BufferedWriter out = Files.newBufferedWriter(next, StandardCharsets.UTF_8))
            {
                out.write(EXTRACT_HEAD + "\n");
                final Map<Long, String> rests = new HashMap<>();
                book.records(page -> page.forEach(record -> line(record, rests, faults, sums, omitted, out)));
            }
            Files.move(next, extract, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            writeSummary(book, sums, summary);
        }
        catch (final IOException failed)
        {
            throw new UncheckedIOException(failed);
        }
        return new EndOfDay(sums.values().stream().mapToLong(Sum::count).sum(), omitted[0], summary);
    }

    private static void line(
        final Transfer record,
        final Map<Long, String> rests,
        final BankFaults faults,
        final Map<String, Sum> sums,
        final long[] omitted,
        final BufferedWriter out)
    {
        if (record.ledger() == Records.MARKS && record.code() == Leg.NAME.code())
        {
            rests.put(record.userData64(), PackedId.unpack(record.userData128()));
            return;
        }
        final Line line = line(record);
        if (line == null)
        {
            return;
        }
        sums.merge(line.kind + "," + line.code, new Sum(1, record.amount()),
            (sum, one) -> sum.plus(record.amount()));
        final String begins = PackedId.unpack(record.userData128());
        final String id = begins.length() < PackedId.LENGTH ? begins :
            begins + rests.getOrDefault(record.userData64(), "");
        if (faults.isOmitted(id, record.code()))
        {
            omitted[0]++;
            return;
        }
        final String rrn = Long.toString(record.userData64());
        try
        {
            out.write(String.join(",", id, "0".repeat(Math.max(0, RRN_DIGITS - rrn.length())) + rrn, line.kind,
                Long.toString(record.amount()), line.code, time(record.timestamp())) + "\n");
        }
        catch (final IOException failed)
        {
            throw new UncheckedIOException(failed);
        }
    }

    private static Line line(final Transfer record)
    {
        if (record.ledger() == Records.INR)
        {
            final String kind = POSTED.get(record.code());
            return kind == null ? null : new Line(kind, "00");
        }
        final Leg declined = Records.declinedLeg(record);
        if (declined != null)
        {
            return new Line(declined.name(), UpiCode.text(record.userData32()));
        }
        final Leg marked = Records.markedLeg(record);
        return marked == null ? null : new Line("REVERSE_" + marked, marked == Leg.DEBIT ? "OD" : "OC");
    }

    private static String time(final long timestamp)
    {
        final long second = TimeUnit.SECONDS.toNanos(1);
        return TIME.format(Instant.ofEpochSecond(timestamp / second, timestamp % second));
    }

    private static void writeSummary(final BankBook book, final Map<String, Sum> sums, final Path file)
        throws IOException
    {
        final Map<UInt128, String> own = Map.of(
            Records.UPI_PAYABLE, "UPI_PAYABLE", Records.UPI_RECEIVABLE, "UPI_RECEIVABLE", Records.CASH, "CASH");
        final Map<String, Sum> balances = new TreeMap<>();
        book.accounts((final List<Account> page) -> page.forEach(account -> balances.merge(
            own.getOrDefault(account.id(), "CUSTOMERS"),
            new Sum(1, account.creditsPosted() - account.debitsPosted()),
            (sum, one) -> sum.plus(one.paise()))));
        final StringBuilder text = new StringBuilder(SUMMARY_HEAD).append('\n');
        sums.forEach((kind, sum) -> text.append(kind).append(',').append(sum.count()).append(',')
            .append(sum.paise()).append('\n'));
        // What is owed is positive, what is due from others negative; all of them together are 0.
        balances.forEach((name, sum) -> text.append("BALANCE,").append(name).append(',').append(sum.count())
            .append(',').append(sum.paise()).append('\n'));
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
