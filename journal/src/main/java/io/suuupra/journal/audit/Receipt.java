package io.suuupra.journal.audit;

import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.TransferFlags;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Proof that a transfer was recorded: the transfer, its path to the root of the tree over its block of rows, and the
 * signed checkpoint that holds this root. Whoever has the node's public key can check it, without the node.
 *
 * <p>As text it is JSON in one form only, the one that {@code jq .} prints: so no byte of it can change unseen.
 *
 * @param leaf       the row.
 * @param path       hashes from its leaf to the root, one behind the other.
 * @param checkpoint over the block.
 */
public record Receipt(TransferLeaf leaf, Octets path, Checkpoint checkpoint)
{
    /** Bytes of the longest text. */
    public static final int TEXT_MAX = 2_048;

    private static final String FORM = "suuupra-receipt-1";

    /** Names of the kinds that are transfers, by their number. */
    private static final List<String> KINDS =
        List.of("single_phase", "two_phase_pending", "two_phase_posted", "two_phase_voided");

    private static final Pattern FIELD = Pattern.compile(" *\"([a-z0-9_]+)\": (?:\"([^\"]*)\"|([0-9]+)),?");
    private static final Pattern ELEMENT = Pattern.compile(" {6}\"([a-z_]+)\",?");
    private static final Pattern OPENING = Pattern.compile(" {2}\"(transfer|checkpoint)\": \\{");

    /** @return the JSON text, one line behind the other, each ended. */
    public String text()
    {
        final Transfer transfer = leaf.transfer();
        return new Json()
            .string("receipt", FORM)
            .open("transfer")
            .string("id", transfer.id())
            .string("debit_account_id", transfer.debitAccountId())
            .string("credit_account_id", transfer.creditAccountId())
            .string("amount", transfer.amount())
            .string("pending_id", transfer.pendingId())
            .string("user_data_128", transfer.userData128())
            .string("user_data_64", Long.toUnsignedString(transfer.userData64()))
            .number("user_data_32", Integer.toUnsignedLong(transfer.userData32()))
            .number("timeout", Integer.toUnsignedLong(transfer.timeout()))
            .number("ledger", Integer.toUnsignedLong(transfer.ledger()))
            .number("code", transfer.code())
            .flags(transfer.flags())
            .string("timestamp", transfer.timestamp())
            .close()
            .string("kind", KINDS.get(leaf.kind()))
            .string("row", leaf.row())
            .string("recorded", leaf.recorded())
            .string("salt", leaf.salt())
            .string("path", path)
            .open("checkpoint")
            .string("sequence", checkpoint.sequence())
            .string("frames", checkpoint.frames())
            .string("timestamp", checkpoint.timestamp())
            .string("first_row", checkpoint.firstRow())
            .number("rows", checkpoint.rows())
            .string("root", checkpoint.root())
            .string("previous", checkpoint.previous())
            .string("key_id", HexFormat.of().toHexDigits(checkpoint.keyId()))
            .string("signature", checkpoint.signature())
            .close()
            .end();
    }

    /** Writes JSON as {@code jq .} does. */
    private static final class Json
    {
        private final StringBuilder text = new StringBuilder("{");
        private String indent = "  ";
        private String before = "";

        private StringBuilder name(final String name)
        {
            text.append(before).append('\n').append(indent).append('"').append(name).append("\": ");
            before = ",";
            return text;
        }

        Json string(final String name, final Object value)
        {
            name(name).append('"').append(value).append('"');
            return this;
        }

        Json number(final String name, final long value)
        {
            name(name).append(value);
            return this;
        }

        Json flags(final int flags)
        {
            name("flags").append('[');
            String comma = "";
            for (int bit = 0; bit < TransferFlags.NAMES.size(); bit++)
            {
                if ((flags & 1 << bit) != 0)
                {
                    text.append(comma).append("\n      \"").append(TransferFlags.NAMES.get(bit)).append('"');
                    comma = ",";
                }
            }
            text.append(comma.isEmpty() ? "]" : "\n    ]");
            return this;
        }

        Json open(final String name)
        {
            name(name).append('{');
            indent = "    ";
            before = "";
            return this;
        }

        Json close()
        {
            text.append("\n  }");
            indent = "  ";
            before = ",";
            return this;
        }

        String end()
        {
            return text.append("\n}\n").toString();
        }
    }

    /**
     * Reads a receipt. It proves nothing yet: see {@link #problem}.
     *
     * @param text as {@link #text} gives it.
     * @return the receipt.
     * @throws IllegalArgumentException if the text is not, byte for byte, that of a receipt; says why.
     */
    public static Receipt parse(final String text)
    {
        if (text.length() > TEXT_MAX)
        {
            throw new IllegalArgumentException("receipt: is longer than " + TEXT_MAX + " bytes");
        }
        final Fields fields = new Fields(text);
        if (!fields.isReceipt())
        {
            throw new IllegalArgumentException(
                "receipt: must be " + FORM + " as the node writes it, which is the form of jq .");
        }
        final Receipt receipt = new Receipt(
            new TransferLeaf(fields.number("row"), fields.number("recorded"), KINDS.indexOf(fields.get("kind")),
                fields.transfer(), fields.octets("salt", LeafSalts.LENGTH)),
            fields.octets("path", -1),
            fields.checkpoint());
        if (receipt.leaf.kind() < 0)
        {
            throw new IllegalArgumentException("kind: must be one of " + KINDS);
        }
        if (!receipt.text().equals(text))
        {
            throw new IllegalArgumentException(
                "receipt: is not written as the node writes it, which is the form of jq .");
        }
        return receipt;
    }

    /** The text's fields by name; those of an object behind its name and a point. */
    private static final class Fields
    {
        private final Map<String, String> values = new HashMap<>();
        private int flags;

        Fields(final String text)
        {
            String object = "";
            for (final String line : text.lines().toList())
            {
                final Matcher field = FIELD.matcher(line);
                final Matcher element = ELEMENT.matcher(line);
                final Matcher opening = OPENING.matcher(line);
                if (opening.matches())
                {
                    object = opening.group(1) + ".";
                }
                else if (line.startsWith("  }"))
                {
                    object = "";
                }
                else if (field.matches())
                {
                    values.put(object + field.group(1), field.group(2) == null ? field.group(3) : field.group(2));
                }
                else if (element.matches() && TransferFlags.NAMES.contains(element.group(1)))
                {
                    flags |= 1 << TransferFlags.NAMES.indexOf(element.group(1));
                }
            }
        }

        boolean isReceipt()
        {
            return FORM.equals(values.get("receipt"));
        }

        String get(final String name)
        {
            final String value = values.get(name);
            if (value == null)
            {
                throw new IllegalArgumentException(name + ": must be given");
            }
            return value;
        }

        long number(final String name)
        {
            return checked(name, () -> Long.parseLong(get(name)));
        }

        int unsigned(final String name)
        {
            return checked(name, () -> Integer.parseUnsignedInt(get(name)));
        }

        UInt128 id(final String name)
        {
            return checked(name, () -> UInt128.parse(get(name)));
        }

        Octets octets(final String name, final int length)
        {
            return checked(name, () -> Octets.parse(get(name), length));
        }

        private static <T> T checked(final String name, final Supplier<T> value)
        {
            try
            {
                return value.get();
            }
            catch (final IllegalArgumentException bad)
            {
                throw new IllegalArgumentException(name + ": is not in order", bad);
            }
        }

        Transfer transfer()
        {
            return Transfer.builder()
                .id(id("transfer.id"))
                .debitAccountId(id("transfer.debit_account_id"))
                .creditAccountId(id("transfer.credit_account_id"))
                .amount(number("transfer.amount"))
                .pendingId(id("transfer.pending_id"))
                .userData128(id("transfer.user_data_128"))
                .userData64(checked("transfer.user_data_64",
                    () -> Long.parseUnsignedLong(get("transfer.user_data_64"))))
                .userData32(unsigned("transfer.user_data_32"))
                .timeout(unsigned("transfer.timeout"))
                .ledger(unsigned("transfer.ledger"))
                .code(unsigned("transfer.code") & 0xFFFF)
                .flags(flags)
                .timestamp(number("transfer.timestamp"))
                .build();
        }

        Checkpoint checkpoint()
        {
            return new Checkpoint(
                number("checkpoint.sequence"),
                octets("checkpoint.frames", Sha256.LENGTH),
                number("checkpoint.timestamp"),
                number("checkpoint.first_row"),
                unsigned("checkpoint.rows"),
                octets("checkpoint.root", Sha256.LENGTH),
                octets("checkpoint.previous", Sha256.LENGTH),
                checked("checkpoint.key_id", () -> Long.parseUnsignedLong(get("checkpoint.key_id"), 16)),
                octets("checkpoint.signature", Checkpoint.SIGNATURE_LENGTH));
        }
    }

    /**
     * Checks what the receipt claims.
     *
     * @param key of the node, as it is known from elsewhere.
     * @return null if the key's owner has signed that this transfer was recorded; else what does not hold.
     */
    public String problem(final PublicNodeKey key)
    {
        if (checkpoint.keyId() != key.id())
        {
            return "it is signed by the key " + HexFormat.of().toHexDigits(checkpoint.keyId()) + ", not by " +
                key.idText();
        }
        if (!checkpoint.isSignedBy(key))
        {
            return "the signature is not the key's";
        }
        if (!MerkleTree.proves(leaf.bytes(), leaf.row() - checkpoint.firstRow(), checkpoint.rows(), path.toArray(),
            checkpoint.root().toArray()))
        {
            return "the transfer is not in the block that was signed";
        }
        return null;
    }
}
