package io.suuupra.fuzz;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Every input in the tree, and what lies near it, without a fuzzer: what was found once is not to come back. */
class CorpusTest
{
    private static final Path CORPUS =
        Path.of(System.getProperty("suuupra.root", "..")).resolve("fuzz/src/test/resources/corpus");
    private static final int MUTANTS = Integer.getInteger("suuupra.fuzz.mutants", 40);
    private static final int BYTES_MAX = 64 * 1024;

    static Stream<Path> inputs() throws IOException
    {
        final List<Path> inputs;
        try (Stream<Path> files = Files.walk(CORPUS))
        {
            inputs = files.filter(Files::isRegularFile).sorted().toList();
        }
        return inputs.stream();
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void shouldFailInDeclaredWaysOnly(final Path input) throws IOException
    {
        final FuzzTarget target = FuzzTarget.valueOf(
            input.getParent().getFileName().toString().toUpperCase(Locale.ROOT));
        final byte[] bytes = Files.readAllBytes(input);
        assertTrue(bytes.length <= BYTES_MAX, "a corpus is small");
        assertDoesNotThrow(() -> target.run(bytes));
        for (int seed = 0; seed < MUTANTS; seed++)
        {
            final byte[] mutant = mutate(bytes, new SplittableRandom(seed));
            final int mutation = seed;
            assertDoesNotThrow(() -> target.run(mutant), () -> "mutant " + mutation);
        }
    }

    private static byte[] mutate(final byte[] bytes, final SplittableRandom random)
    {
        byte[] mutant = bytes.clone();
        for (int times = 1 + random.nextInt(3); times > 0 && mutant.length > 1; times--)
        {
            final int at = random.nextInt(mutant.length);
            switch (random.nextInt(4))
            {
                case 0 -> mutant[at] ^= (byte)(1 << random.nextInt(8));
                case 1 -> mutant[at] = (byte)random.nextInt();
                case 2 -> mutant = Arrays.copyOf(mutant, at + 1);
                default ->
                    Arrays.fill(mutant, at, Math.min(mutant.length, at + 4), (byte)(random.nextBoolean() ? -1 : 0));
            }
        }
        return mutant;
    }

    @ParameterizedTest
    @EnumSource(FuzzTarget.class)
    void shouldHaveInputsOfEveryTarget(final FuzzTarget target) throws IOException
    {
        try (Stream<Path> files = Files.list(CORPUS.resolve(target.text())))
        {
            assertTrue(files.count() > 1);
        }
        assertDoesNotThrow(() -> target.run(new byte[0]));
    }

    @ParameterizedTest
    @EnumSource(FuzzTarget.class)
    void shouldNotGetStuckOnNoise(final FuzzTarget target)
    {
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < MUTANTS; i++)
        {
            final byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            assertDoesNotThrow(() -> target.run(noise), () -> Arrays.toString(noise));
        }
    }

    @Test
    void shouldSeeWhatIsAllocatedBeyondTheBound()
    {
        final byte[][] kept = new byte[1][];
        final List<ByteBuffer> direct = new ArrayList<>();
        assertDoesNotThrow(() -> Bound.within(2 << 20, 1 << 20, () -> kept[0] = new byte[1 << 20]));
        assertThrows(IllegalStateException.class,
            () -> Bound.within(1 << 20, 1 << 20, () -> kept[0] = new byte[2 << 20]));
        assertThrows(IllegalStateException.class,
            () -> Bound.within(1 << 20, 1 << 20, () -> direct.add(ByteBuffer.allocateDirect(2 << 20))));
        assertEquals(2, direct.size(), "an execution that takes too much is given a second try");
        assertFalse(kept[0].length == 0);
    }
}
