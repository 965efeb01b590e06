package io.suuupra.tools.mapping;

import io.suuupra.codecs.edge.UInt128;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;

/** The functions of the expressions. Each checks its arguments once, when the mapping is read. */
final class Functions
{
    private Functions()
    {
    }

    /** The call of a function; null if there is none of that name. */
    static Expression call(
        final String path, final String name, final List<Expression> arguments) throws MappingException
    {
        return switch (name)
        {
            case "hash128" -> hash128(path, arguments);
            case "id128" ->
            {
                check(path, name, arguments, Kind.INTEGER, Kind.INTEGER);
                yield new Expression(Kind.ID, row ->
                    new UInt128((Long)arguments.get(0).of(row), (Long)arguments.get(1).of(row)));
            }
            case "id" ->
            {
                check(path, name, arguments, Kind.TEXT);
                yield new Expression(Kind.ID, row -> parseId((String)arguments.get(0).of(row)));
            }
            case "yyyymmdd" ->
            {
                check(path, name, arguments, Kind.DATE);
                yield new Expression(Kind.INTEGER, row -> yyyymmdd((LocalDate)arguments.get(0).of(row)));
            }
            case "epoch_days" ->
            {
                check(path, name, arguments, Kind.DATE);
                yield new Expression(Kind.INTEGER, row -> ((LocalDate)arguments.get(0).of(row)).toEpochDay());
            }
            case "abs" ->
            {
                check(path, name, arguments, Kind.INTEGER);
                yield new Expression(Kind.INTEGER, row ->
                {
                    final long value = (Long)arguments.get(0).of(row);
                    return value < 0 ? subtract(0, value) : value;
                });
            }
            default -> null;
        };
    }

    /** Exact arithmetic of two integers. */
    static Expression arithmetic(final String path, final char operator, final Expression left, final Expression right)
        throws MappingException
    {
        if (left.kind() != Kind.INTEGER || right.kind() != Kind.INTEGER)
        {
            throw new MappingException(path, "'" + operator + "' needs two integers");
        }
        final LongBinaryOperator operation = switch (operator)
        {
            case '+' -> Math::addExact;
            case '-' -> Math::subtractExact;
            default -> Math::multiplyExact;
        };
        return new Expression(Kind.INTEGER, row ->
            exactly(operation, (Long)left.of(row), (Long)right.of(row)));
    }

    private static Expression hash128(final String path, final List<Expression> arguments) throws MappingException
    {
        if (arguments.isEmpty() || arguments.stream().anyMatch(argument -> argument.kind() == Kind.ID))
        {
            throw new MappingException(path, "hash128 needs one or more texts, integers or dates");
        }
        return new Expression(Kind.ID, row ->
        {
            final List<String> parts = new ArrayList<>(arguments.size());
            for (final Expression argument : arguments)
            {
                parts.add(argument.of(row).toString());
            }
            return Hash128.of(parts);
        });
    }

    private static UInt128 parseId(final String text) throws BadRowException
    {
        try
        {
            return UInt128.parse(text);
        }
        catch (final IllegalArgumentException notAnId)
        {
            throw new BadRowException("id('" + Column.shorten(text) + "') " + notAnId.getMessage());
        }
    }

    private static Long yyyymmdd(final LocalDate date)
    {
        return date.getYear() * 10_000L + date.getMonthValue() * 100L + date.getDayOfMonth();
    }

    private static long subtract(final long left, final long right) throws BadRowException
    {
        return exactly(Math::subtractExact, left, right);
    }

    private static long exactly(final LongBinaryOperator operation, final long left, final long right)
        throws BadRowException
    {
        try
        {
            return operation.applyAsLong(left, right);
        }
        catch (final ArithmeticException overflow)
        {
            throw new BadRowException("a result does not fit in 64 bits");
        }
    }

    private static void check(
        final String path, final String name, final List<Expression> arguments, final Kind... kinds)
        throws MappingException
    {
        boolean fits = arguments.size() == kinds.length;
        for (int i = 0; fits && i < kinds.length; i++)
        {
            fits = arguments.get(i).kind() == kinds[i];
        }
        if (!fits)
        {
            throw new MappingException(path, name + " needs " + String.join(" and ",
                List.of(kinds).stream().map(Kind::toString).toList()));
        }
    }
}
