package io.suuupra.tools.importer;

import io.suuupra.tools.mapping.ReconcileRule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The balances that the file prints for one account, by day. */
final class PrintedBalances
{
    private final String label;
    private long[] daysAndBalances = new long[16];
    private int length;

    PrintedBalances(final String label)
    {
        this.label = label;
    }

    String label()
    {
        return label;
    }

    void add(final ReconcileRule.Printed printed)
    {
        if (length == daysAndBalances.length)
        {
            daysAndBalances = Arrays.copyOf(daysAndBalances, length * 2);
        }
        daysAndBalances[length++] = printed.day();
        daysAndBalances[length++] = printed.balance();
    }

    /** All balances of each day. */
    Map<Long, List<Long>> byDay()
    {
        final Map<Long, List<Long>> days = new TreeMap<>();
        for (int i = 0; i < length; i += 2)
        {
            days.computeIfAbsent(daysAndBalances[i], day -> new ArrayList<>()).add(daysAndBalances[i + 1]);
        }
        return days;
    }
}
