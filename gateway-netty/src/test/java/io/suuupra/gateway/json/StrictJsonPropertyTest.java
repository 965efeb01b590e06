package io.suuupra.gateway.json;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class StrictJsonPropertyTest
{
    private static final FieldNames FIELDS = FieldNames.of("a");

    private static StrictJson json(final String value) throws IOException
    {
        return new StrictJson(new ByteArrayInputStream(("{\"a\":" + value).getBytes(StandardCharsets.UTF_8)));
    }

    @Property(tries = 500)
    void shouldReadEveryUnsignedNumberBack(@ForAll final long number) throws IOException, BadJsonException
    {
        try (StrictJson json = json("\"" + Long.toUnsignedString(number) + "\"}"))
        {
            json.startRoot();
            json.nextField(FIELDS);
            assertEquals(number, json.uint64());
        }
    }

    @Property(tries = 500)
    void shouldAnswerAnyTextWithAValueOrARefusal(@ForAll final String text) throws IOException
    {
        try (StrictJson json = json(text))
        {
            json.startRoot();
            while (json.nextField(FIELDS) != null)
            {
                json.uint128();
            }
            json.end();
        }
        catch (final BadJsonException refused)
        {
            assertFalse(refused.rule().isEmpty());
        }
    }
}
