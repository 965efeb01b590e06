package io.suuupra.bench.profile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class CollapsedStacksTest
{
    private static final String STACKS = """
        [main tid=7];a/b/C.run_[j];a/b/D.write_[i];write;sys_write_[k];ext4_[k] 30
        [main tid=7];a/b/C.run_[0];a/b/D.write_[1];write;sys_write_[k] 10
        [main tid=7];a/b/C.run_[j];a/b/C$$Lambda.0x00000000880402f0.apply_[j] 5
        [main tid=7];a/b/C.run_[j];a/b/C$$Lambda.0x00000000880499f8.apply_[j] 5
        [worker; <1> tid=8];Template<int, A B>::call 40
        [gone tid=9] 10
        """;

    @TempDir
    private Path folder;

    @Test
    void shouldAddUpWhatIsTheSamePlace()
    {
        final FrameTree process = CollapsedStacks.parse(STACKS, "p").tree();
        assertEquals("p", process.frame().name());
        assertEquals(100, process.total());
        assertEquals(0, process.self());
        final FrameTree main = process.callees().getFirst();
        assertEquals(new Frame("main", Frame.Kind.THREAD), main.frame());
        assertEquals(50, main.total());
        final FrameTree run = main.callees().getFirst();
        assertEquals(new Frame("a.b.C.run", Frame.Kind.JAVA), run.frame());
        assertEquals(1, main.callees().size(), "however the method was run");
        assertEquals(List.of(new Frame("a.b.D.write", Frame.Kind.JAVA),
            new Frame("a.b.C$$Lambda.apply", Frame.Kind.JAVA)),
            run.callees().stream().map(FrameTree::frame).toList());
        final FrameTree write = run.callees().getFirst().callees().getFirst();
        assertEquals(new Frame("write", Frame.Kind.NATIVE), write.frame());
        final FrameTree kernel = write.callees().getFirst();
        assertEquals(new Frame("sys_write", Frame.Kind.KERNEL), kernel.frame());
        assertEquals(10, kernel.self());
        assertEquals(40, kernel.total());
    }

    @Test
    void shouldTellThreadsAndHottestFramesAndKinds()
    {
        final Profile profile = CollapsedStacks.parse(STACKS, "p");
        assertEquals(List.of("main", "worker; <1>", "gone"),
            profile.threads().stream().map(share -> share.frame().name()).toList());
        assertEquals(List.of(50.0, 40.0, 10.0), profile.threads().stream().map(Profile.Share::percent).toList());
        assertEquals(
            List.of(
                new Profile.Share(new Frame("Template<int, A B>::call", Frame.Kind.NATIVE), 40, 40),
                new Profile.Share(new Frame("ext4", Frame.Kind.KERNEL), 30, 30)),
            profile.hottest(2));
        assertEquals(100, profile.hottest(100).stream().mapToLong(Profile.Share::samples).sum());
        assertEquals(40, profile.kinds().get(Frame.Kind.KERNEL).samples());
        assertEquals(10, profile.kinds().get(Frame.Kind.JAVA).samples());
        assertTrue(CollapsedStacks.parse("run_[j] 1\n", "p").threads().isEmpty());
    }

    @Test
    void shouldReadAFileWithCutCharactersAndOneWithoutSamples() throws IOException
    {
        final Path file = folder.resolve("f");
        Files.writeString(file, "[caf\u00e9 tid=1];a 2\n", StandardCharsets.ISO_8859_1);
        assertEquals("caf\ufffd", CollapsedStacks.read(file, "p").threads().getFirst().frame().name());
        Files.writeString(file, "");
        assertEquals(0, CollapsedStacks.read(file, "p").samples());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "nonsense             | line 2: 'nonsense' is no stack with a number of samples, 1 or more, behind it",
        "a;b x                | line 2: 'a;b x' is no stack",
        "a;b 0                | line 2: 'a;b 0' is no stack",
        "a;b -3               | line 2: 'a;b -3' is no stack",
        "a;b 1.5              | line 2: 'a;b 1.5' is no stack",
        "a 99999999999999999999 | is no stack",
        "''                   | line 2: '' is no stack",
        "' 7'                 | line 2: ' 7' is no stack",
        "a;;b 7               | line 2: 'a;;b 7' has a frame without a name",
        "a;_[j] 7             | line 2: 'a;_[j] 7' has a frame without a name",
        "a 9223372036854775807 | line 2: 'a 9223372036854775807' long overflow",
    })
    void shouldRefuseALineThatIsNoStackAndNameIt(final String line, final String message) throws IOException
    {
        final Path file = Files.writeString(folder.resolve("f"), "a;b 1\n" + line + "\nc 1\n");
        final IOException refused = assertThrows(IOException.class, () -> CollapsedStacks.read(file, "p"));
        assertTrue(refused.getMessage().startsWith(file + ", line 2: "), refused.getMessage());
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    @Test
    void shouldRefuseAStackThatIsTooDeep()
    {
        final String deepest = "a;".repeat(CollapsedStacks.DEPTH_MAX - 1) + "a 1";
        assertEquals(1, CollapsedStacks.parse(deepest, "p").hottest(9).size());
        final IllegalArgumentException refused =
            assertThrows(IllegalArgumentException.class, () -> CollapsedStacks.parse("a;" + deepest, "p"));
        assertTrue(refused.getMessage().endsWith("...' has more than 4096 frames"), refused.getMessage());
        assertTrue(refused.getMessage().length() < 200, "the line is cut");
    }
}
