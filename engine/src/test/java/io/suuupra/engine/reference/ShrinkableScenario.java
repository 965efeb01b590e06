package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A scenario that can be made smaller: by commands first, then by events, then by the fields of each event.
 */
final class ShrinkableScenario implements Shrinkable<Scenario>
{
    private final Scenario scenario;

    ShrinkableScenario(final Scenario scenario)
    {
        this.scenario = scenario;
    }

    @Override
    public Scenario value()
    {
        return scenario;
    }

    @Override
    public Stream<Shrinkable<Scenario>> shrink()
    {
        return Stream.of(withoutFilters(), withoutCommands(), withSmallerCommands())
            .flatMap((candidates) -> candidates)
            .map(ShrinkableScenario::new)
            .filter((candidate) -> candidate.distance().compareTo(distance()) < 0)
            .map((candidate) -> candidate);
    }

    @Override
    public ShrinkingDistance distance()
    {
        long events = 0;
        long content = scenario.accountFilters().size();
        content += scenario.queryFilters().size();
        for (final Command command : scenario.commands())
        {
            content += command.deltaNs() == 0 ? 0 : 1;
            switch (command)
            {
                case Command.CreateAccounts batch ->
                {
                    events += batch.accounts().size();
                    content += batch.accounts().stream().mapToLong(ShrinkableScenario::content).sum();
                }
                case Command.CreateTransfers batch ->
                {
                    events += batch.transfers().size();
                    content += batch.transfers().stream().mapToLong(ShrinkableScenario::content).sum();
                }
                case Command.Tick tick -> content += tick.advanceNs() == 0 ? 0 : 1;
            }
        }
        return ShrinkingDistance.of(scenario.commands().size(), events, content);
    }

    private Stream<Scenario> withoutFilters()
    {
        return scenario.accountFilters().isEmpty() && scenario.queryFilters().isEmpty() ? Stream.empty() :
            Stream.of(new Scenario(
                scenario.baseNs(), scenario.capacities(), scenario.commands(), List.of(), List.of()));
    }

    private Stream<Scenario> withoutCommands()
    {
        final int size = scenario.commands().size();
        final Stream<Scenario> halves = size < 4 ? Stream.empty() : Stream.of(
            scenario.withCommands(scenario.commands().subList(0, size / 2)),
            scenario.withCommands(scenario.commands().subList(size / 2, size)));
        return Stream.concat(
            halves, IntStream.range(0, size).mapToObj((i) -> scenario.withCommands(without(scenario.commands(), i))));
    }

    private Stream<Scenario> withSmallerCommands()
    {
        return IntStream.range(0, scenario.commands().size()).boxed().flatMap((i) ->
            smaller(scenario.commands().get(i))
                .map((command) -> scenario.withCommands(with(scenario.commands(), i, command))));
    }

    private static Stream<Command> smaller(final Command command)
    {
        return switch (command)
        {
            case Command.CreateAccounts batch -> Stream.concat(
                smallerLists(batch.accounts(), ShrinkableScenario::smaller)
                    .map((accounts) -> new Command.CreateAccounts(batch.deltaNs(), accounts)),
                Stream.of(new Command.CreateAccounts(0, batch.accounts())));
            case Command.CreateTransfers batch -> Stream.concat(
                smallerLists(batch.transfers(), ShrinkableScenario::smaller)
                    .map((transfers) -> new Command.CreateTransfers(batch.deltaNs(), transfers)),
                Stream.of(new Command.CreateTransfers(0, batch.transfers())));
            case Command.Tick tick ->
                Stream.of(new Command.Tick(0, tick.advanceNs()), new Command.Tick(tick.deltaNs(), 0));
        };
    }

    private static <E> Stream<List<E>> smallerLists(
        final List<E> events, final Function<E, Stream<E>> smaller)
    {
        final Stream<List<E>> shorter = events.size() < 2 ?
            Stream.empty() : IntStream.range(0, events.size()).mapToObj((i) -> without(events, i));
        return Stream.concat(shorter, IntStream.range(0, events.size()).boxed().flatMap((i) ->
            smaller.apply(events.get(i)).map((event) -> with(events, i, event))));
    }

    private static Stream<Account> smaller(final Account account)
    {
        return Stream.concat(
            Stream.of(
                Edits.of(account).userData128(UInt128.ZERO).userData64(0).userData32(0).build(),
                Edits.of(account).debitsPending(0).debitsPosted(0).creditsPending(0).creditsPosted(0).build(),
                Edits.of(account).code(1).build(),
                Edits.of(account).reserved(0).build()),
            bits(account.flags()).mapToObj((bit) ->
                Edits.of(account).flags(account.flags() & ~(int)bit).build()));
    }

    private static Stream<Transfer> smaller(final Transfer transfer)
    {
        return Stream.concat(
            Stream.of(
                Edits.of(transfer).userData128(UInt128.ZERO).userData64(0).userData32(0).build(),
                Edits.of(transfer).amount(0).build(),
                Edits.of(transfer).amount(1).build(),
                Edits.of(transfer).timeout(0).build(),
                Edits.of(transfer).timeout(1).build(),
                Edits.of(transfer).code(1).build()),
            bits(transfer.flags()).mapToObj((bit) ->
                Edits.of(transfer).flags(transfer.flags() & ~(int)bit).build()));
    }

    private static LongStream bits(final int flags)
    {
        return IntStream.range(0, Integer.SIZE).filter((bit) -> (flags & 1 << bit) != 0).mapToLong((bit) -> 1L << bit);
    }

    private static long content(final Account account)
    {
        return size(account.debitsPending()) + size(account.debitsPosted()) + size(account.creditsPending()) +
            size(account.creditsPosted()) + size(account.userData128().low()) + size(account.userData64()) +
            size(account.userData32()) + size(account.reserved()) + Math.abs(account.code() - 1L) +
            Integer.bitCount(account.flags());
    }

    private static long content(final Transfer transfer)
    {
        return size(transfer.amount()) + size(transfer.userData128().low()) + size(transfer.userData64()) +
            size(transfer.userData32()) + size(Integer.toUnsignedLong(transfer.timeout())) +
            Math.abs(transfer.code() - 1L) + Integer.bitCount(transfer.flags());
    }

    private static long size(final long value)
    {
        return (long)Long.SIZE - Long.numberOfLeadingZeros(value);
    }

    private static <E> List<E> without(final List<E> list, final int index)
    {
        final List<E> copy = new ArrayList<>(list);
        copy.remove(index);
        return copy;
    }

    private static <E> List<E> with(final List<E> list, final int index, final E element)
    {
        final List<E> copy = new ArrayList<>(list);
        copy.set(index, element);
        return copy;
    }
}
