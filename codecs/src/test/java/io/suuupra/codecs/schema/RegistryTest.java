package io.suuupra.codecs.schema;

import org.junit.jupiter.api.Test;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Holds the schema against the list of everything that was ever given a number. Journals, stores and clients live
 * longer than a version, so the list only grows.
 */
class RegistryTest
{
    private static final String REGISTRY = "registry.txt";

    /** Version 0 grows until the first release; from then on this number stays. */
    private static final int VERSION_0_LINES = 953;

    private final Set<String> recorded = recorded();
    private final Ir schema = Schema.current();
    private final Map<String, Integer> present = present(schema);

    @Test
    void shouldNeverRemoveRenameMoveOrRenumber()
    {
        final List<String> lost = new ArrayList<>(recorded);
        lost.removeAll(present.keySet());
        assertEquals(List.of(), lost, "removed or changed in suuupra.xml, but journals and clients still hold them");
    }

    @Test
    void shouldRecordEveryAddition()
    {
        final List<String> added = new ArrayList<>(present.keySet());
        added.removeAll(recorded);
        assertEquals(List.of(), added, "new in suuupra.xml: append these lines to " + REGISTRY);
    }

    @Test
    void shouldGiveEveryNumberOnce()
    {
        final Map<String, String> byNumber = new TreeMap<>();
        for (final String line : recorded)
        {
            // Fields, groups and data of one message share their numbers; messages, values and bits have their own.
            final String[] words = line.split(" ");
            final String number = words[1].indexOf('/') < 0 ? words[0] + " " + words[1] : words[1];
            final String other = byNumber.put(number, line);
            assertTrue(other == null, () -> "'" + line + "' takes the number of '" + other + "'");
        }
    }

    @Test
    void shouldMarkAdditionsWithTheirVersion()
    {
        final long unmarked = present.values().stream().filter(since -> since == 0).count();
        assertEquals(VERSION_0_LINES, unmarked, "what comes after version 0 has a sinceVersion");
        final int version = schema.version();
        assertTrue(present.values().stream().allMatch(since -> since <= version), "raise the schema's version");
    }

    private static Set<String> recorded()
    {
        try (InputStream in = Objects.requireNonNull(RegistryTest.class.getResourceAsStream(REGISTRY), REGISTRY))
        {
            final Set<String> lines = new LinkedHashSet<>();
            for (final String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList())
            {
                if (!line.isBlank() && !line.startsWith("#"))
                {
                    assertTrue(lines.add(line), () -> "twice in " + REGISTRY + ": " + line);
                }
            }
            return lines;
        }
        catch (final IOException e)
        {
            throw new IllegalStateException(REGISTRY + " cannot be read", e);
        }
    }

    private static Map<String, Integer> present(final Ir schema)
    {
        final Map<String, Integer> lines = new TreeMap<>();
        put(lines, "schema " + schema.id() + " little-endian", 0);
        assertEquals("LITTLE_ENDIAN", schema.byteOrder().toString());
        schema.types().forEach(type -> putType(lines, type));
        for (final List<Token> message : schema.messages())
        {
            final Token first = message.getFirst();
            put(lines, "message " + first.id() + " " + first.name(), first.version());
            putFields(lines, Integer.toString(first.id()), message, 1, message.size() - 1);
        }
        return lines;
    }

    private static void putFields(
        final Map<String, Integer> lines,
        final String parent,
        final List<Token> tokens,
        final int from,
        final int to)
    {
        for (int i = from; i < to; i += tokens.get(i).componentTokenCount())
        {
            final Token token = tokens.get(i);
            final Token type = tokens.get(i + 1);
            final String number = parent + "/" + token.id();
            switch (token.signal())
            {
                case BEGIN_FIELD -> put(lines, "field " + number + " " + token.name() + " " + typeName(type) +
                    " at " + type.offset(), token.version());
                case BEGIN_VAR_DATA -> put(lines, "data " + number + " " + token.name() + " " + typeName(type),
                    token.version());
                case BEGIN_GROUP ->
                {
                    put(lines, "group " + number + " " + token.name(), token.version());
                    final int first = i + 1 + type.componentTokenCount();
                    putFields(lines, number, tokens, first, i + token.componentTokenCount() - 1);
                }
                default -> throw new IllegalStateException("unexpected " + token);
            }
        }
    }

    private static void putType(final Map<String, Integer> lines, final List<Token> tokens)
    {
        final Token type = tokens.getFirst();
        for (final Token token : tokens)
        {
            final String owner = typeName(type);
            switch (token.signal())
            {
                case VALID_VALUE -> put(lines, "value " + owner + "=" + token.encoding().constValue() + " " +
                    token.name(), token.version());
                case CHOICE -> put(lines, "bit " + owner + "=" + token.encoding().constValue() + " " +
                    token.name(), token.version());
                case ENCODING -> put(lines, "member " + owner + "@" + token.offset() + " " + token.name() + " " +
                    typeName(token), token.version());
                case BEGIN_ENUM, BEGIN_SET -> put(lines, "type " + owner + " " +
                    token.encoding().primitiveType().primitiveName(), token.version());
                default ->
                {
                    final boolean frame = token.signal() == Signal.BEGIN_COMPOSITE;
                    assertTrue(frame || token.signal().name().startsWith("END"), token::toString);
                }
            }
        }
    }

    private static String typeName(final Token type)
    {
        if (type.signal() != Signal.ENCODING)
        {
            return type.applicableTypeName();
        }
        final String name = type.encoding().primitiveType().primitiveName();
        return type.arrayLength() > 1 ? name + "[" + type.arrayLength() + "]" : name;
    }

    private static void put(final Map<String, Integer> lines, final String line, final int since)
    {
        lines.put(since == 0 ? line : line + " since " + since, since);
    }
}
