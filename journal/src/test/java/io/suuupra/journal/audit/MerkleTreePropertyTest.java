package io.suuupra.journal.audit;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static io.suuupra.journal.audit.MerkleTreeTest.leaves;
import static io.suuupra.journal.audit.MerkleTreeTest.tree;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MerkleTreePropertyTest
{
    /** The definition of section 2.1, word for word. */
    private static byte[] root(final List<byte[]> leaves) throws NoSuchAlgorithmException
    {
        final MessageDigest sha = MessageDigest.getInstance("SHA-256");
        if (leaves.size() == 1)
        {
            sha.update((byte)0);
            return sha.digest(leaves.getFirst());
        }
        final int split = Integer.highestOneBit(leaves.size() - 1);
        final byte[] left = root(leaves.subList(0, split));
        final byte[] right = root(leaves.subList(split, leaves.size()));
        sha.update((byte)1);
        sha.update(left);
        return sha.digest(right);
    }

    /** The definition of section 2.1.1, word for word. */
    private static List<byte[]> path(final int index, final List<byte[]> leaves) throws NoSuchAlgorithmException
    {
        if (leaves.size() == 1)
        {
            return new ArrayList<>();
        }
        final int split = Integer.highestOneBit(leaves.size() - 1);
        final List<byte[]> left = leaves.subList(0, split);
        final List<byte[]> right = leaves.subList(split, leaves.size());
        final List<byte[]> path = index < split ? path(index, left) : path(index - split, right);
        path.add(root(index < split ? right : left));
        return path;
    }

    private static byte[] joined(final List<byte[]> hashes)
    {
        final byte[] all = new byte[hashes.size() * MerkleTree.HASH_LENGTH];
        for (int i = 0; i < hashes.size(); i++)
        {
            System.arraycopy(hashes.get(i), 0, all, i * MerkleTree.HASH_LENGTH, MerkleTree.HASH_LENGTH);
        }
        return all;
    }

    @Property(tries = 300)
    void shouldBeTheTreeOfTheDefinition(
        @ForAll @IntRange(min = 1, max = 130) final int size, @ForAll final int at, @ForAll final long seed)
        throws NoSuchAlgorithmException
    {
        final List<byte[]> leaves = leaves(size, seed);
        final int index = Math.floorMod(at, size);
        final MerkleTree tree = tree(leaves);
        assertArrayEquals(root(leaves), tree.root());
        assertArrayEquals(joined(path(index, leaves)), tree.path(index));
        assertTrue(MerkleTree.proves(leaves.get(index), index, size, tree.path(index), tree.root()));
    }

    @Property(tries = 300)
    void shouldProveNothingElse(
        @ForAll @IntRange(min = 2, max = 130) final int size, @ForAll final int at, @ForAll final long seed)
    {
        final List<byte[]> leaves = leaves(size, seed);
        final int index = Math.floorMod(at, size);
        final MerkleTree tree = tree(leaves);
        final byte[] path = tree.path(index);
        final byte[] root = tree.root();
        final byte[] leaf = leaves.get(index);
        final byte[] longer = Arrays.copyOf(leaf, leaf.length + 1);
        assertFalse(MerkleTree.proves(longer, index, size, path, root));
        assertFalse(MerkleTree.proves(leaf, index, size, Arrays.copyOf(path, path.length - 32), root));
        assertFalse(MerkleTree.proves(leaf, index, size, Arrays.copyOf(path, path.length + 32), root));
        assertFalse(MerkleTree.proves(leaf, index, size, Arrays.copyOf(path, path.length - 1), root));
        assertFalse(MerkleTree.proves(leaf, size, size, path, root));
        assertFalse(MerkleTree.proves(leaf, -1, size, path, root));
        final byte[] changed = path.clone();
        changed[Math.floorMod(at, path.length)] ^= 1;
        assertFalse(MerkleTree.proves(leaf, index, size, changed, root));
    }
}
