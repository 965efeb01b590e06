package io.suuupra.tools.importer;

import java.util.Locale;

/** Statuses as the documentation writes them. */
final class StatusName
{
    private StatusName()
    {
    }

    static String of(final Enum<?> status)
    {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
