package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.CreateResult;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Turns a list of conditions, each of which provokes one status, into tests: every condition alone gives its status,
 * and where two neighbours hold at once the earlier one wins. A neighbour that cannot hold too is passed over for the
 * next one that can.
 *
 * @param <C> a case that conditions build up.
 * @param <S> the status.
 */
final class Precedence<C extends Precedence.Case<S>, S extends Enum<S>>
{
    /** One event with all that must have happened before it. */
    interface Case<S extends Enum<S>>
    {
        Outcome<S> run(LedgerKind kind);
    }

    /**
     * What became of the event of a case.
     *
     * @param result of the event.
     * @param stamp  that the event had.
     * @param first  timestamp of the record that was sent with the event's id before; 0 where none was.
     */
    record Outcome<S extends Enum<S>>(CreateResult<S> result, long stamp, long first)
    {
    }

    /**
     * @param status that the condition leads to.
     * @param make   makes the condition hold and leaves whatever else was made to hold.
     */
    record Condition<C, S extends Enum<S>>(S status, Consumer<C> make)
    {
    }

    private final Supplier<C> newCase;
    private final S created;
    private final S exists;
    private final BiPredicate<S, S> exclusive;

    Precedence(final Supplier<C> newCase, final S created, final S exists, final BiPredicate<S, S> exclusive)
    {
        this.newCase = newCase;
        this.created = created;
        this.exists = exists;
        this.exclusive = exclusive;
    }

    /**
     * @param paths orders of precedence; conditions may be part of several.
     * @return the tests for every kind of ledger.
     */
    Stream<DynamicNode> tests(final List<List<Condition<C, S>>> paths)
    {
        return Stream.of(LedgerKind.values()).map((kind) ->
            DynamicContainer.dynamicContainer(kind.name(), tests(kind, paths)));
    }

    private Stream<DynamicNode> tests(final LedgerKind kind, final List<List<Condition<C, S>>> paths)
    {
        final Set<String> names = new LinkedHashSet<>();
        final List<DynamicNode> tests = new ArrayList<>();
        tests.add(DynamicTest.dynamicTest("CREATED where nothing is wrong", () -> check(kind, created, List.of())));
        for (final List<Condition<C, S>> path : paths)
        {
            for (int i = 0; i < path.size(); i++)
            {
                final Condition<C, S> earlier = path.get(i);
                if (names.add(earlier.status().name()))
                {
                    tests.add(DynamicTest.dynamicTest(
                        earlier.status().name(), () -> check(kind, earlier.status(), List.of(earlier))));
                }
                final Condition<C, S> later = nextThatCanHoldToo(path, i);
                if (later != null && names.add(earlier.status() + " before " + later.status()))
                {
                    tests.add(DynamicTest.dynamicTest(
                        earlier.status() + " before " + later.status(),
                        () -> check(kind, earlier.status(), List.of(later, earlier))));
                }
            }
        }
        return tests.stream();
    }

    private Condition<C, S> nextThatCanHoldToo(final List<Condition<C, S>> path, final int index)
    {
        return path.stream()
            .skip(index + 1L)
            .filter((later) -> !exclusive.test(path.get(index).status(), later.status()))
            .findFirst()
            .orElse(null);
    }

    private void check(final LedgerKind kind, final S expected, final List<Condition<C, S>> conditions)
    {
        final C one = newCase.get();
        conditions.forEach((condition) -> condition.make().accept(one));
        final Outcome<S> outcome = one.run(kind);
        assertEquals(expected, outcome.result().status());
        final long timestamp = expected == exists ? outcome.first() : outcome.stamp();
        assertEquals(timestamp, outcome.result().timestamp(), "timestamp of the result");
    }
}
