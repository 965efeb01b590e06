package io.suuupra.tools.mapping;

import java.time.LocalDate;

/**
 * A column: its name in expressions, its heading in the file, and how its text is read.
 *
 * @param name    in expressions.
 * @param heading in the file's first record.
 * @param type    how its text is read.
 * @param whenEmpty the value of an empty field; null if a field must not be empty.
 */
record Column(String name, String heading, Type type, Object whenEmpty)
{
    private static final int SHOWN_MAX = 40;

    /** How a text is read. */
    sealed interface Type
    {
        Kind kind();

        /** The value; null if the text is not of this type. */
        Object convert(String text);

        /** What the text must be, for a message. */
        String rule();
    }

    /** Any text. */
    record Text(boolean trim) implements Type
    {
        @Override
        public Kind kind()
        {
            return Kind.TEXT;
        }

        @Override
        public Object convert(final String text)
        {
            return trim ? text.strip() : text;
        }

        @Override
        public String rule()
        {
            return "must be a text";
        }
    }

    /** Digits with an optional sign. */
    record Whole() implements Type
    {
        @Override
        public Kind kind()
        {
            return Kind.INTEGER;
        }

        @Override
        public Object convert(final String text)
        {
            return MinorUnits.parse(text, 0, MinorUnits.NO_POINT, MinorUnits.NO_GROUP);
        }

        @Override
        public String rule()
        {
            return "must be a whole number of at most 64 bits";
        }
    }

    /** An amount, read exactly. */
    record Decimal(int scale, char point, char group) implements Type
    {
        @Override
        public Kind kind()
        {
            return Kind.INTEGER;
        }

        @Override
        public Object convert(final String text)
        {
            return MinorUnits.parse(text, scale, point, group);
        }

        @Override
        public String rule()
        {
            return "must be an amount with at most " + scale + " decimals";
        }
    }

    /** A calendar day. */
    record Day(DatePattern pattern) implements Type
    {
        @Override
        public Kind kind()
        {
            return Kind.DATE;
        }

        @Override
        public LocalDate convert(final String text)
        {
            return pattern.parse(text);
        }

        @Override
        public String rule()
        {
            return "must be a date of the form " + pattern;
        }
    }

    Object convert(final String text) throws BadRowException
    {
        if (text.isEmpty() && type.kind() != Kind.TEXT)
        {
            if (whenEmpty == null)
            {
                throw new BadRowException(name + " must not be empty");
            }
            return whenEmpty;
        }
        final Object value = type.convert(text);
        if (value == null)
        {
            throw new BadRowException(name + " " + type.rule() + ", not '" + shorten(text) + "'");
        }
        return value;
    }

    static String shorten(final String text)
    {
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "...";
    }
}
