package io.suuupra.journal.audit;

import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.journal.disk.Disk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReceiptTest
{
    private static final Octets SALT = Octets.zeros(LeafSalts.LENGTH);

    @TempDir
    private Path folder;

    private PublicNodeKey key;

    private static TransferLeaf leaf(final long row, final Transfer transfer)
    {
        return new TransferLeaf(row, Long.MAX_VALUE, 1, transfer, SALT);
    }

    private static Transfer small(final long amount, final int flags)
    {
        return Transfer.builder().id(UInt128.of(7)).debitAccountId(UInt128.of(1)).creditAccountId(UInt128.of(2))
            .amount(amount).ledger(356).code(1).flags(flags).timestamp(99).build();
    }

    /** No field can be longer. */
    private static Transfer longest()
    {
        return new Transfer(UInt128.MAX, UInt128.MAX, UInt128.MAX, Long.MAX_VALUE, UInt128.MAX, UInt128.MAX, -1, -1,
            -1, -1, 0xFFFF, TransferFlags.ALL, Long.MAX_VALUE);
    }

    private Receipt receipt(final int size, final int index, final Transfer transfer) throws IOException
    {
        final MerkleTree tree = new MerkleTree(size);
        try (AuditChain chain = AuditFixture.open(folder, Disk.SYSTEM))
        {
            key = chain.publicKey();
            final long signed = chain.signedRows();
            AuditFixture.add(chain, AuditFixture.frames(5), 0, 5);
            for (int row = 0; row < size; row++)
            {
                final byte[] leaf = row == index ? leaf(row, transfer).bytes() : AuditFixture.leaf(row);
                tree.add(leaf);
                chain.addRow(leaf);
            }
            assertEquals(0, signed);
            chain.checkpoint();
            return new Receipt(leaf(index, transfer), Octets.of(tree.path(index)), chain.covering(index));
        }
    }

    @BeforeEach
    void setUp()
    {
        key = null;
    }

    @Test
    void shouldProveATransferAndReadAsItIsWritten() throws IOException
    {
        final Receipt receipt = receipt(100, 42, small(500, 0));
        assertNull(receipt.problem(key));
        assertEquals(receipt, Receipt.parse(receipt.text()));
        assertNull(Receipt.parse(receipt.text()).problem(key));
        assertTrue(receipt.text().contains("    \"id\": \"7\",\n"), receipt.text());
        assertTrue(receipt.text().contains("    \"flags\": [],\n"), receipt.text());
    }

    @Test
    void shouldTakeTwoKibibytesAtMost() throws IOException
    {
        final Receipt receipt = receipt(Checkpoint.ROWS_MAX, 8_000, longest());
        assertNull(receipt.problem(key));
        final Checkpoint signed = receipt.checkpoint();
        final Receipt longest = new Receipt(
            new TransferLeaf(Long.MAX_VALUE, Long.MAX_VALUE, 1, longest(), SALT), receipt.path(),
            new Checkpoint(Long.MAX_VALUE, signed.frames(), Long.MAX_VALUE, Long.MAX_VALUE, Checkpoint.ROWS_MAX,
                signed.root(), signed.previous(), -1, signed.signature()));
        final int length = longest.text().getBytes(StandardCharsets.UTF_8).length;
        System.out.println("the longest receipt has " + length + " bytes");
        assertTrue(length <= Receipt.TEXT_MAX, length + " bytes");
        assertEquals(longest, Receipt.parse(longest.text()));
    }

    @Test
    void shouldFailWithAnyBitChanged() throws IOException
    {
        final String text = receipt(3, 1, small(500, TransferFlags.PENDING)).text();
        final byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++)
        {
            final byte[] changed = bytes.clone();
            changed[bit / Byte.SIZE] ^= (byte)(1 << bit % Byte.SIZE);
            assertNotNull(problem(new String(changed, StandardCharsets.ISO_8859_1)), "bit " + bit);
        }
        for (int i = 0; i < text.length(); i++)
        {
            assertNotNull(problem(text.substring(0, i)), "cut at " + i);
            assertNotNull(problem(text.substring(0, i) + text.substring(i + 1)), "without byte " + i);
            assertNotNull(problem(text.substring(0, i) + " " + text.substring(i)), "a blank at " + i);
        }
        assertNull(problem(text));
    }

    private String problem(final String text)
    {
        try
        {
            return Receipt.parse(text).problem(key);
        }
        catch (final IllegalArgumentException bad)
        {
            return bad.getMessage();
        }
    }

    @Test
    void shouldNotBeProvenByAnotherKeyOrAnotherTransfer() throws IOException
    {
        final Receipt receipt = receipt(9, 4, small(500, 0));
        final PublicNodeKey stranger = NodeKey.generate(new SecureRandom()).publicKey();
        assertTrue(receipt.problem(stranger).contains("it is signed by the key"));
        final Receipt other = new Receipt(
            leaf(4, small(501, 0)), receipt.path(), receipt.checkpoint());
        assertEquals("the transfer is not in the block that was signed", other.problem(key));
    }

    @Test
    void shouldRefuseAnyOtherText()
    {
        final Random random = new Random(7);
        for (int i = 0; i < 2_000; i++)
        {
            final byte[] bytes = new byte[random.nextInt(3_000)];
            random.nextBytes(bytes);
            assertThrows(IllegalArgumentException.class,
                () -> Receipt.parse(new String(bytes, StandardCharsets.ISO_8859_1)));
        }
    }
}
