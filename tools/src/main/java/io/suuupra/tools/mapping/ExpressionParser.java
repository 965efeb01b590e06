package io.suuupra.tools.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Parses an expression:
 *
 * <pre>
 * sum     = product { ("+" | "-") product }
 * product = atom { "*" atom }
 * atom    = number | "'" text "'" | name | name "(" [ sum { "," sum } ] ")" | "(" sum ")"
 * </pre>
 *
 * <p>Digits of a number may be grouped with {@code _}; a quote inside a text is doubled.
 */
final class ExpressionParser
{
    /** Characters of the longest expression, which also bounds its depth. */
    static final int LENGTH_MAX = 1_000;

    private final String path;
    private final String text;
    private final Names names;
    private final Map<String, ValueMap> maps;
    private int position;

    private ExpressionParser(
        final String path, final String text, final Names names, final Map<String, ValueMap> maps)
    {
        this.path = path;
        this.text = text;
        this.names = names;
        this.maps = maps;
    }

    static Expression parse(
        final String path, final String text, final Names names, final Map<String, ValueMap> maps)
        throws MappingException
    {
        if (text.length() > LENGTH_MAX)
        {
            throw new MappingException(path, "an expression has at most " + LENGTH_MAX + " characters");
        }
        final ExpressionParser parser = new ExpressionParser(path, text, names, maps);
        final Expression expression = parser.sum();
        if (parser.peek() != 0)
        {
            throw parser.wrong("'" + parser.peek() + "' is not expected at character " + (parser.position + 1));
        }
        return expression;
    }

    private Expression sum() throws MappingException
    {
        Expression left = product();
        while (peek() == '+' || peek() == '-')
        {
            final char operator = text.charAt(position++);
            left = Functions.arithmetic(path, operator, left, product());
        }
        return left;
    }

    private Expression product() throws MappingException
    {
        Expression left = atom();
        while (peek() == '*')
        {
            position++;
            left = Functions.arithmetic(path, '*', left, atom());
        }
        return left;
    }

    private Expression atom() throws MappingException
    {
        final char c = peek();
        if (c == '(')
        {
            position++;
            final Expression inner = sum();
            expect(')');
            return inner;
        }
        if (c == '\'')
        {
            return Expression.constant(Kind.TEXT, quoted());
        }
        if (c >= '0' && c <= '9')
        {
            return number();
        }
        if (Character.isLetter(c) || c == '_')
        {
            return named(word());
        }
        throw wrong(c == 0 ? "something is missing at the end" :
            "'" + c + "' is not expected at character " + (position + 1));
    }

    private Expression named(final String name) throws MappingException
    {
        if (peek() == '(')
        {
            position++;
            return name.equals("lookup") ? lookup() : function(name);
        }
        final Expression reference = names.reference(name);
        if (reference == null)
        {
            throw wrong("there is no column, constant or value '" + name + "' before this place");
        }
        return reference;
    }

    /** The first argument of a lookup is the name of a map, not an expression. */
    private Expression lookup() throws MappingException
    {
        peek();
        final String name = word();
        final ValueMap map = maps.get(name);
        if (map == null)
        {
            throw wrong("there is no map '" + name + "'");
        }
        expect(',');
        final Expression key = sum();
        expect(')');
        if (key.kind() == Kind.ID)
        {
            throw wrong("lookup needs a text, an integer or a date");
        }
        return new Expression(map.kind(), row -> map.get(key.of(row).toString()));
    }

    private Expression function(final String name) throws MappingException
    {
        final List<Expression> arguments = new ArrayList<>();
        if (peek() != ')')
        {
            arguments.add(sum());
            while (peek() == ',')
            {
                position++;
                arguments.add(sum());
            }
        }
        expect(')');
        final Expression call = Functions.call(path, name, arguments);
        if (call == null)
        {
            throw wrong("there is no function '" + name + "'");
        }
        return call;
    }

    private Expression number() throws MappingException
    {
        final int from = position;
        while (position < text.length() &&
            (Character.isLetterOrDigit(text.charAt(position)) || text.charAt(position) == '_'))
        {
            position++;
        }
        final String digits = text.substring(from, position);
        final Long value =
            MinorUnits.parse(digits.replace("_", ""), 0, MinorUnits.NO_POINT, MinorUnits.NO_GROUP);
        if (value == null)
        {
            throw wrong("'" + digits + "' is not a whole number of at most 64 bits");
        }
        return Expression.constant(Kind.INTEGER, value);
    }

    private String quoted() throws MappingException
    {
        final StringBuilder content = new StringBuilder();
        position++;
        while (position < text.length())
        {
            final char c = text.charAt(position++);
            if (c != '\'')
            {
                content.append(c);
            }
            else if (position < text.length() && text.charAt(position) == '\'')
            {
                content.append(c);
                position++;
            }
            else
            {
                return content.toString();
            }
        }
        throw wrong("a ' is not closed");
    }

    private String word()
    {
        final int from = position;
        while (position < text.length() &&
            (Character.isLetterOrDigit(text.charAt(position)) || text.charAt(position) == '_'))
        {
            position++;
        }
        return text.substring(from, position);
    }

    private void expect(final char wanted) throws MappingException
    {
        if (peek() != wanted)
        {
            throw wrong("'" + wanted + "' is missing at character " + (position + 1));
        }
        position++;
    }

    /** The next character that is not a blank; 0 at the end. */
    private char peek()
    {
        while (position < text.length() && text.charAt(position) == ' ')
        {
            position++;
        }
        return position < text.length() ? text.charAt(position) : 0;
    }

    private MappingException wrong(final String rule)
    {
        return new MappingException(path, "\"" + text + "\": " + rule);
    }
}
