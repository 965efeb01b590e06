package io.suuupra.journal.audit;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MerkleTreeTest
{
    /** Leaves and roots that the first implementations of RFC 6962 are tested with. */
    private static final List<String> LEAVES = List.of("", "00", "10", "2021", "3031", "40414243",
        "5051525354555657", "606162636465666768696a6b6c6d6e6f");
    private static final List<String> ROOTS = List.of(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    static MerkleTree tree(final List<byte[]> leaves)
    {
        final MerkleTree tree = new MerkleTree(leaves.size());
        leaves.forEach(tree::add);
        return tree;
    }

    static List<byte[]> leaves(final int count, final long seed)
    {
        final SplittableRandom random = new SplittableRandom(seed);
        final List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++)
        {
            final byte[] leaf = new byte[random.nextInt(40)];
            random.nextBytes(leaf);
            leaves.add(leaf);
        }
        return leaves;
    }

    @Test
    void shouldGiveTheRootsThatOthersGive()
    {
        for (int size = 0; size <= LEAVES.size(); size++)
        {
            final MerkleTree tree = new MerkleTree(LEAVES.size());
            LEAVES.subList(0, size).forEach(leaf -> tree.add(HexFormat.of().parseHex(leaf)));
            assertEquals(ROOTS.get(size), HexFormat.of().formatHex(tree.root()), size + " leaves");
        }
    }

    @Test
    void shouldProveEveryLeafOfEveryTree()
    {
        for (int size = 1; size <= 70; size++)
        {
            final List<byte[]> leaves = leaves(size, size);
            final MerkleTree tree = tree(leaves);
            for (int i = 0; i < size; i++)
            {
                assertTrue(MerkleTree.proves(leaves.get(i), i, size, tree.path(i), tree.root()), i + " of " + size);
            }
        }
    }

    @Test
    void shouldTakeNoMoreLeavesThanItHasRoomFor()
    {
        final MerkleTree tree = tree(leaves(3, 1));
        assertThrows(IllegalStateException.class, () -> tree.add(new byte[1]));
        assertThrows(IndexOutOfBoundsException.class, () -> tree.path(3));
        tree.clear();
        tree.add(new byte[1]);
        assertEquals(1, tree.size());
    }
}
