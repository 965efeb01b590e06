package io.suuupra.bench.profile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A frame with all that was called from it, and how often a sample met it. Confined to one thread until it is built.
 */
public final class FrameTree
{
    private static final Comparator<FrameTree> WIDEST_FIRST = Comparator
        .comparingLong((FrameTree tree) -> -tree.total)
        .thenComparing(tree -> tree.frame.name())
        .thenComparing(tree -> tree.frame.kind());

    private final Frame frame;
    private final Map<Frame, FrameTree> callees = new HashMap<>();
    private long total;
    private long self;

    FrameTree(final Frame frame)
    {
        this.frame = frame;
    }

    /**
     * @param stack   what was called from this frame, the caller first; empty if the frame itself was at work.
     * @param samples that met it, 1 or more.
     * @throws ArithmeticException if there are more than a {@code long} can count.
     */
    void add(final List<Frame> stack, final long samples)
    {
        FrameTree at = this;
        at.total = Math.addExact(at.total, samples);
        for (final Frame called : stack)
        {
            at = at.callees.computeIfAbsent(called, FrameTree::new);
            at.total += samples;
        }
        at.self += samples;
    }

    /** @return where it is. */
    public Frame frame()
    {
        return frame;
    }

    /** @return samples in it and in what it called. */
    public long total()
    {
        return total;
    }

    /** @return samples in itself. */
    public long self()
    {
        return self;
    }

    /** @return what it called, most samples first. */
    public List<FrameTree> callees()
    {
        return callees.values().stream().sorted(WIDEST_FIRST).toList();
    }
}
