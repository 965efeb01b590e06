package io.suuupra.journal.audit;

import io.suuupra.journal.disk.Disk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LeafSaltsTest
{
    private static final int ROWS = 1_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path folder;

    private static Octets salt(final LeafSalts salts, final long row)
    {
        final byte[] leaf = new byte[TransferLeaf.LENGTH];
        salts.put(row, leaf);
        final int end = TransferLeaf.LENGTH - LeafSalts.LENGTH;
        assertArrayEquals(new byte[end], Arrays.copyOf(leaf, end), "the fields stay");
        return Octets.of(Arrays.copyOfRange(leaf, end, leaf.length));
    }

    @Test
    void shouldDifferForEachRowAndEachChain()
    {
        final LeafSalts one = LeafSalts.generate(RANDOM);
        final LeafSalts other = LeafSalts.generate(RANDOM);
        final Set<Octets> all = new HashSet<>();
        for (long row = 0; row < ROWS; row++)
        {
            all.add(salt(one, row));
            all.add(salt(other, row));
            assertEquals(salt(one, row), salt(one.copy(), row));
        }
        assertEquals(2 * ROWS, all.size());
    }

    @Test
    void shouldBeTheSameAfterARestart() throws IOException
    {
        final Octets before;
        try (AuditChain chain = AuditFixture.open(folder, Disk.SYSTEM))
        {
            before = salt(chain.salts(), 7);
        }
        try (AuditChain chain = AuditFixture.open(folder, Disk.SYSTEM))
        {
            assertEquals(before, salt(chain.salts(), 7));
        }
        final Path file = new AuditPaths(folder).salt();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void shouldRefuseAFileThatWasChanged() throws IOException
    {
        final Path file = folder.resolve("salt");
        LeafSalts.generate(RANDOM).write(file, Disk.SYSTEM);
        final byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++)
        {
            final byte[] changed = whole.clone();
            changed[i] ^= 1;
            Files.write(file, changed);
            assertTrue(assertThrows(AuditDamage.class, () -> LeafSalts.read(file))
                .getMessage().contains("is not as it was made"), "byte " + i);
            Files.write(file, Arrays.copyOf(whole, i));
            assertThrows(AuditDamage.class, () -> LeafSalts.read(file), "cut at " + i);
        }
        Files.write(file, whole);
        assertNotEquals(salt(LeafSalts.generate(RANDOM), 0), salt(LeafSalts.read(file), 0));
    }
}
