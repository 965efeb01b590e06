package io.suuupra.bench.profile;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the threads of a process were, as seen at equal distances of the time that they ran.
 *
 * @param tree of all stacks; its root stands for the process.
 */
public record Profile(FrameTree tree)
{
    private static final double PERCENT = 100;

    private static final Comparator<Share> MOST_FIRST = Comparator
        .comparingLong((Share share) -> -share.samples)
        .thenComparing(share -> share.frame.name())
        .thenComparing(share -> share.frame.kind());

    /**
     * How much of a profile a frame has.
     *
     * @param frame   of it.
     * @param samples in the frame.
     * @param percent of all samples, 0 to 100.
     */
    public record Share(Frame frame, long samples, double percent)
    {
    }

    /** @return samples of all threads. */
    public long samples()
    {
        return tree.total();
    }

    /**
     * @param most frames wanted, 1 or more.
     * @return the frames in which most samples were, without what they called; the first has most.
     */
    public List<Share> hottest(final int most)
    {
        return self().entrySet().stream().map(entry -> share(entry.getKey(), entry.getValue()))
            .sorted(MOST_FIRST).limit(most).toList();
    }

    /** @return the threads, most samples first; those of one name count as one; none if the profile knows of none. */
    public List<Share> threads()
    {
        return tree.callees().stream().filter(callee -> callee.frame().kind() == Frame.Kind.THREAD)
            .map(callee -> share(callee.frame(), callee.total())).toList();
    }

    /** @return samples in each kind of code, in the order of the kinds; kinds without samples are left out. */
    public Map<Frame.Kind, Share> kinds()
    {
        final Map<Frame.Kind, Long> sums = new EnumMap<>(Frame.Kind.class);
        self().forEach((frame, self) -> sums.merge(frame.kind(), self, Long::sum));
        final Map<Frame.Kind, Share> kinds = new EnumMap<>(Frame.Kind.class);
        sums.forEach((kind, sum) -> kinds.put(kind, share(new Frame(kind.text(), kind), sum)));
        return kinds;
    }

    /** Not by recursion: stacks may be deeper than that of the thread that is here. */
    private Map<Frame, Long> self()
    {
        final Map<Frame, Long> samples = new HashMap<>();
        final Deque<FrameTree> next = new ArrayDeque<>(List.of(tree));
        while (!next.isEmpty())
        {
            final FrameTree at = next.pop();
            if (at.self() > 0)
            {
                samples.merge(at.frame(), at.self(), Long::sum);
            }
            at.callees().forEach(next::push);
        }
        return samples;
    }

    private Share share(final Frame frame, final long samples)
    {
        return new Share(frame, samples, PERCENT * samples / tree.total());
    }
}
