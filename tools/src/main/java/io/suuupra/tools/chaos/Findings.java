package io.suuupra.tools.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was found wrong. Any thread.
 */
final class Findings
{
    /** Kinds of wrongs. */
    enum Kind
    {
        /** Something that was answered is not there. */
        LOST,
        /** Something is there, but not as it was answered. */
        CHANGED,
        /** Something is there that nobody has sent, or that was refused. */
        PHANTOM,
        /** An answer, a balance or a hash is not what it must be. */
        WRONG
    }

    private static final int TEXTS_MAX = 20;

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final List<String> texts = new ArrayList<>();

    synchronized void add(final Kind kind, final String text)
    {
        counts.merge(kind, 1L, Long::sum);
        if (texts.size() < TEXTS_MAX)
        {
            texts.add(kind + ": " + text);
        }
    }

    synchronized long count(final Kind kind)
    {
        return counts.getOrDefault(kind, 0L);
    }

    synchronized boolean isEmpty()
    {
        return counts.isEmpty();
    }

    /** @return the first of them, in words. */
    synchronized List<String> texts()
    {
        return List.copyOf(texts);
    }
}
