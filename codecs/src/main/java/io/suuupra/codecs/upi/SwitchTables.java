package io.suuupra.codecs.upi;

import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.codecs.generated.UpiLimitKind;
import io.suuupra.codecs.generated.UpiPayeeKind;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The tables of this package that a switch is given as commands: limits of a payment and settlement cycles. */
public final class SwitchTables
{
    private static final List<String> LIMITS_HEAD = List.of("rule", "kind", "payee", "mcc", "purpose", "mode",
        "verified", "per_payment", "per_window", "window_seconds", "count", "from", "code", "note");
    private static final List<String> CYCLES_HEAD = List.of("cycle", "kind", "from_minute", "to_minute", "tag");
    private static final String ANY = " ";

    private SwitchTables()
    {
    }

    /** @return the limits of a payment of {@code limits.csv}, in their order: one for each category and purpose. */
    public static List<PaymentLimit> limits()
    {
        final List<PaymentLimit> limits = new ArrayList<>();
        for (final List<String> row : CsvResource.read("limits.csv", LIMITS_HEAD))
        {
            final UpiLimitKind kind = row.get(1).isEmpty() ? UpiLimitKind.ANY : UpiLimitKind.valueOf(row.get(1));
            final LocalDate from = row.get(11).isEmpty() ? LocalDate.EPOCH : LocalDate.parse(row.get(11));
            for (final String mcc : words(row.get(3)))
            {
                for (final String purpose : words(row.get(4)))
                {
                    limits.add(new PaymentLimit(kind, UpiPayeeKind.valueOf(row.get(2)),
                        mcc.isEmpty() ? 0 : Integer.parseInt(mcc), purpose, row.get(5), "YES".equals(row.get(6)),
                        from.toEpochDay(), UpiCode.of(row.get(12)), Long.parseLong(row.get(7))));
                }
            }
        }
        return List.copyOf(limits);
    }

    private static String[] words(final String text)
    {
        return text.isEmpty() ? new String[]{""} : text.split(ANY, -1);
    }

    /**
     * @param kind of settlement cycles.
     * @return minutes behind midnight in India at which those of a day end, by {@code settlement-cycles.csv}.
     */
    public static List<Integer> cycleEnds(final UpiCycleKind kind)
    {
        return CsvResource.read("settlement-cycles.csv", CYCLES_HEAD).stream()
            .filter(row -> UpiCycleKind.valueOf(row.get(1)) == kind).map(row -> Integer.valueOf(row.get(3))).toList();
    }
}
