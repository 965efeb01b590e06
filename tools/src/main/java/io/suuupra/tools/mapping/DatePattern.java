package io.suuupra.tools.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * A fixed-width date pattern: {@code yyyy} or {@code yy}, {@code MM}, {@code dd}, and anything but letters between.
 */
final class DatePattern
{
    private final String pattern;
    private final int century;

    private DatePattern(final String pattern, final int century)
    {
        this.pattern = pattern;
        this.century = century;
    }

    /**
     * @param pattern to use.
     * @param century added to years of two digits, such as 1900; -1 if none is given.
     * @throws IllegalArgumentException if the pattern is not allowed.
     */
    static DatePattern of(final String pattern, final int century)
    {
        final boolean longYear = count(pattern, 'y') == 4 && pattern.contains("yyyy");
        final boolean shortYear = count(pattern, 'y') == 2 && pattern.contains("yy");
        final boolean rest = count(pattern, 'M') == 2 && pattern.contains("MM") &&
            count(pattern, 'd') == 2 && pattern.contains("dd");
        final boolean onlyThese =
            pattern.chars().filter(Character::isLetterOrDigit).allMatch(c -> "yMd".indexOf(c) >= 0);
        if (!rest || !onlyThese || !longYear && !shortYear)
        {
            throw new IllegalArgumentException(
                "must have yyyy or yy, MM and dd once each, and no other letter or digit");
        }
        if (shortYear == (century < 0))
        {
            throw new IllegalArgumentException(
                shortYear ? "a year of two digits needs a century" : "a year of four digits needs no century");
        }
        return new DatePattern(pattern, Math.max(century, 0));
    }

    /** The date; null if the text does not have this form or there is no such day. */
    LocalDate parse(final String text)
    {
        if (text.length() != pattern.length())
        {
            return null;
        }
        int year = 0;
        int month = 0;
        int day = 0;
        for (int i = 0; i < text.length(); i++)
        {
            final char form = pattern.charAt(i);
            final char c = text.charAt(i);
            final boolean isField = form == 'y' || form == 'M' || form == 'd';
            if (isField ? c < '0' || c > '9' : c != form)
            {
                return null;
            }
            switch (form)
            {
                case 'y' -> year = year * 10 + (c - '0');
                case 'M' -> month = month * 10 + (c - '0');
                case 'd' -> day = day * 10 + (c - '0');
                default ->
                {
                }
            }
        }
        try
        {
            return LocalDate.of(century + year, month, day);
        }
        catch (final DateTimeException noSuchDay)
        {
            return null;
        }
    }

    @Override
    public String toString()
    {
        return pattern;
    }

    private static long count(final String text, final char wanted)
    {
        return text.chars().filter(c -> c == wanted).count();
    }
}
