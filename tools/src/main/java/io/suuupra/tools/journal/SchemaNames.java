package io.suuupra.tools.journal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The schema's names as they are printed: {@code debitAccountId} and {@code CreateTransfers} become
 * {@code debit_account_id} and {@code create_transfers}, {@code EXISTS} becomes {@code exists}.
 */
final class SchemaNames
{
    private final Map<String, String> known = new HashMap<>();

    String of(final String name)
    {
        return known.computeIfAbsent(name, SchemaNames::snakeCase);
    }

    static String snakeCase(final String name)
    {
        if (name.equals(name.toUpperCase(Locale.ROOT)))
        {
            return name.toLowerCase(Locale.ROOT);
        }
        final StringBuilder text = new StringBuilder(name.length() + 8);
        for (int i = 0; i < name.length(); i++)
        {
            final char c = name.charAt(i);
            final boolean beginsWord = Character.isUpperCase(c) ||
                Character.isDigit(c) && i > 0 && Character.isLetter(name.charAt(i - 1));
            if (beginsWord && i > 0)
            {
                text.append('_');
            }
            text.append(Character.toLowerCase(c));
        }
        return text.toString();
    }
}
