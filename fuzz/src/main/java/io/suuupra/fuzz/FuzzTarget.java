package io.suuupra.fuzz;

import io.suuupra.gateway.rest.RestFuzz;
import io.suuupra.gateway.wire.WireFuzz;
import io.suuupra.journal.JournalFuzz;
import io.suuupra.journal.snapshot.SnapshotFuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Everything that is fuzzed. */
public enum FuzzTarget
{
    /** Messages: the check, and the engine behind it. */
    MESSAGE(MessageFuzz.class, 8 * 1024),
    /** A binary connection. */
    WIRE(WireFuzz.class, 16 * 1024),
    /** A REST connection. */
    REST(RestFuzz.class, 8 * 1024),
    /** Journal files and write-ahead files. */
    JOURNAL(JournalFuzz.class, 64 * 1024),
    /** Snapshot files, and the engine that is restored from them. */
    SNAPSHOT(SnapshotFuzz.class, 32 * 1024),
    /** Mapping files of the importer. */
    MAPPING(MappingFuzz.class, 8 * 1024),
    /** CSV files of the importer. */
    CSV(CsvFuzz.class, 8 * 1024);

    /** Property that names the folder with a folder of inputs for each target. */
    static final String CORPUS = "suuupra.fuzz.corpus";

    private final Class<?> type;
    private final int lengthMax;

    FuzzTarget(final Class<?> type, final int lengthMax)
    {
        this.type = type;
        this.lengthMax = lengthMax;
    }

    /** @return name on the command line, and of the folder of its corpus. */
    public String text()
    {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return class with the method {@code fuzzerTestOneInput(byte[])}. */
    Class<?> type()
    {
        return type;
    }

    /** @return bytes of the longest input that a fuzzer makes. */
    int lengthMax()
    {
        return lengthMax;
    }

    /**
     * One execution.
     *
     * @param input for the target.
     */
    public void run(final byte[] input)
    {
        switch (this)
        {
            case MESSAGE -> MessageFuzz.fuzzerTestOneInput(input);
            case WIRE -> WireFuzz.fuzzerTestOneInput(input);
            case REST -> RestFuzz.fuzzerTestOneInput(input);
            case JOURNAL -> JournalFuzz.fuzzerTestOneInput(input);
            case SNAPSHOT -> SnapshotFuzz.fuzzerTestOneInput(input);
            case MAPPING -> MappingFuzz.fuzzerTestOneInput(input);
            case CSV -> CsvFuzz.fuzzerTestOneInput(input);
            default -> throw new IllegalStateException(name());
        }
    }

    /**
     * Runs the inputs in the tree, so that the classes they need are loaded before executions have to end in time: with
     * a fuzzer's changes to each of them that takes seconds.
     */
    public void warmUp()
    {
        try (Stream<Path> inputs = Files.list(Path.of(System.getProperty(CORPUS), text())))
        {
            for (final Path input : inputs.sorted().toList())
            {
                run(Files.readAllBytes(input));
            }
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
    }
}
