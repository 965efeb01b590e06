package io.suuupra.journal.audit;

import java.util.Arrays;

/**
 * Merkle tree of RFC 6962, section 2.1: the hash of a leaf is SHA-256 of 0x00 and its bytes, that of a node SHA-256 of
 * 0x01, its left and its right child; the left subtree of n leaves holds the largest power of two below n.
 *
 * <p>Pairing the nodes of a level from the left and lifting an odd last one unchanged gives that very tree.
 *
 * <p>Confined to one thread.
 */
public final class MerkleTree
{
    /** Bytes of a hash. */
    public static final int HASH_LENGTH = Sha256.LENGTH;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final Sha256 sha = new Sha256();
    private final byte[] leaves;
    private final byte[] level;
    private int size;

    /**
     * @param leavesMax leaves of the largest tree.
     */
    public MerkleTree(final int leavesMax)
    {
        leaves = new byte[leavesMax * HASH_LENGTH];
        level = new byte[leavesMax * HASH_LENGTH];
    }

    /** Takes all leaves out. */
    public void clear()
    {
        size = 0;
    }

    /** @return number of leaves. */
    public int size()
    {
        return size;
    }

    /**
     * Adds the next leaf.
     *
     * @param leaf its bytes.
     */
    public void add(final byte[] leaf)
    {
        if (size * HASH_LENGTH == leaves.length)
        {
            throw new IllegalStateException("the tree is full");
        }
        sha.add(LEAF).add(leaf).hash(leaves, size * HASH_LENGTH);
        size++;
    }

    /** @return hash of the whole tree; of no leaf the hash of no bytes. */
    public byte[] root()
    {
        if (size == 0)
        {
            return sha.hash();
        }
        System.arraycopy(leaves, 0, level, 0, size * HASH_LENGTH);
        int nodes = size;
        while (nodes > 1)
        {
            nodes = lift(nodes);
        }
        return Arrays.copyOf(level, HASH_LENGTH);
    }

    /**
     * @param index of a leaf, from 0.
     * @return hashes that prove it, one behind the other, the lowest first (section 2.1.1).
     */
    public byte[] path(final int index)
    {
        if (index < 0 || index >= size)
        {
            throw new IndexOutOfBoundsException("leaf " + index + " of " + size);
        }
        System.arraycopy(leaves, 0, level, 0, size * HASH_LENGTH);
        final byte[] path = new byte[Integer.SIZE * HASH_LENGTH];
        int length = 0;
        int nodes = size;
        int node = index;
        while (nodes > 1)
        {
            final int sibling = node ^ 1;
            if (sibling < nodes)
            {
                System.arraycopy(level, sibling * HASH_LENGTH, path, length, HASH_LENGTH);
                length += HASH_LENGTH;
            }
            nodes = lift(nodes);
            node >>= 1;
        }
        return Arrays.copyOf(path, length);
    }

    private int lift(final int nodes)
    {
        for (int i = 0; i + 1 < nodes; i += 2)
        {
            sha.add(NODE).add(level, i * HASH_LENGTH, 2 * HASH_LENGTH).hash(level, i / 2 * HASH_LENGTH);
        }
        if ((nodes & 1) != 0)
        {
            System.arraycopy(level, (nodes - 1) * HASH_LENGTH, level, nodes / 2 * HASH_LENGTH, HASH_LENGTH);
        }
        return (nodes + 1) / 2;
    }

    /**
     * Proves a leaf (RFC 9162, section 2.1.3.2).
     *
     * @param leaf  its bytes.
     * @param index of the leaf, from 0.
     * @param size  leaves of the tree.
     * @param path  as {@link #path} gave it.
     * @param root  of the tree.
     * @return whether the leaf stands there.
     */
    public static boolean proves(
        final byte[] leaf, final long index, final long size, final byte[] path, final byte[] root)
    {
        if (index < 0 || index >= size || path.length % HASH_LENGTH != 0)
        {
            return false;
        }
        final Sha256 sha = new Sha256();
        byte[] hash = sha.add(LEAF).add(leaf).hash();
        long node = index;
        long last = size - 1;
        for (int at = 0; at < path.length; at += HASH_LENGTH)
        {
            if (last == 0)
            {
                return false;
            }
            if ((node & 1) != 0 || node == last)
            {
                hash = sha.add(NODE).add(path, at, HASH_LENGTH).add(hash).hash();
                final int lifted = (node & 1) != 0 || node == 0 ? 0 : Long.numberOfTrailingZeros(node);
                node >>= lifted;
                last >>= lifted;
            }
            else
            {
                hash = sha.add(NODE).add(hash).add(path, at, HASH_LENGTH).hash();
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }
}
