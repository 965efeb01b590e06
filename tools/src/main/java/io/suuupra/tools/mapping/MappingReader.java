package io.suuupra.tools.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.tools.csv.CsvFormat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads and compiles a mapping. Unknown keys, names out of reach and values of the wrong kind are errors that name
 * their place.
 */
public final class MappingReader
{
    /** Bytes of the largest mapping file. */
    public static final int FILE_MAX = 1024 * 1024;

    /** Rules for accounts, and likewise for transfers. */
    public static final int RULES_MAX = 64;

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> ACCOUNT_KEYS = Set.of(
        "name", "when", "id", "ledger", "code", "flags", "user_data_128", "user_data_64", "user_data_32");
    private static final Set<String> TRANSFER_KEYS = Set.of(
        "name", "when", "id", "debit", "credit", "amount", "ledger", "code", "user_data_128", "user_data_64",
        "user_data_32");
    private static final Set<String> RECONCILE_KEYS = Set.of(
        "when", "account", "label", "day", "day_field", "balance", "grows_by", "opening", "tolerance_per_movement",
        "scale");

    private MappingReader()
    {
    }

    /**
     * @param file of the mapping.
     * @return the compiled mapping.
     * @throws MappingException if it is refused; the message names the place.
     * @throws IOException      if it cannot be read.
     */
    public static Mapping read(final Path file) throws MappingException, IOException
    {
        if (Files.size(file) > FILE_MAX)
        {
            throw new MappingException("", "a mapping has at most " + FILE_MAX + " bytes");
        }
        return parse(Files.readString(file));
    }

    /**
     * @param yaml text of a mapping.
     * @return the compiled mapping.
     * @throws MappingException if it is refused; the message names the place.
     */
    public static Mapping parse(final String yaml) throws MappingException
    {
        final JsonNode json;
        try
        {
            json = YAML.readTree(yaml);
        }
        catch (final JsonProcessingException notYaml)
        {
            final int line = notYaml.getLocation() == null ? 1 : notYaml.getLocation().getLineNr();
            throw new MappingException(
                "line " + line, notYaml.getOriginalMessage().lines().findFirst().orElse("not YAML"));
        }
        if (json == null || !json.isObject())
        {
            throw new MappingException("", "a mapping must be a YAML mapping of keys to values");
        }
        final StrictNode root = new StrictNode("", json)
            .allow(Set.of("csv", "columns", "constants", "maps", "values", "accounts", "transfers", "reconcile"));
        final CsvFormat format = format(root.get("csv"));
        final Names names = new Names();
        final List<Column> columns = ColumnReader.read(root.require("columns"), format.header(), names);
        final FieldReader fields = new FieldReader(names, maps(root.get("maps")));
        constants(root.get("constants"), names);
        for (final Map.Entry<String, StrictNode> value : root.get("values").entries().entrySet())
        {
            names.add(value.getValue().path(), value.getKey(), fields.expression(value.getValue()));
        }
        final List<AccountRule> accounts = new ArrayList<>();
        for (final StrictNode node : rules(root.get("accounts")))
        {
            accounts.add(account(node.allow(ACCOUNT_KEYS), fields));
        }
        final List<TransferRule> transfers = new ArrayList<>();
        for (final StrictNode node : rules(root.get("transfers")))
        {
            transfers.add(transfer(node.allow(TRANSFER_KEYS), fields));
        }
        if (accounts.isEmpty() && transfers.isEmpty())
        {
            throw new MappingException("", "accounts or transfers must be given");
        }
        final StrictNode reconcile = root.get("reconcile");
        return new Mapping(format, columns, names, accounts, transfers,
            reconcile.isMissing() ? null : reconcile(reconcile.allow(RECONCILE_KEYS), fields));
    }

    private static List<StrictNode> rules(final StrictNode node) throws MappingException
    {
        final List<StrictNode> rules = node.list();
        if (rules.size() > RULES_MAX)
        {
            throw new MappingException(node.path(), "has at most " + RULES_MAX + " entries");
        }
        return rules;
    }

    private static CsvFormat format(final StrictNode node) throws MappingException
    {
        node.allow(Set.of("delimiter", "quote", "header", "charset"));
        final StrictNode delimiter = node.get("delimiter");
        final StrictNode quote = node.get("quote");
        final StrictNode header = node.get("header");
        final StrictNode charset = node.get("charset");
        try
        {
            return new CsvFormat(
                delimiter.isMissing() ? ',' : delimiter.character(),
                quote.isMissing() ? '"' : quote.text().isEmpty() ? CsvFormat.NO_QUOTE : quote.character(),
                header.isMissing() || header.bool(),
                charset.isMissing() ? StandardCharsets.UTF_8 : Charset.forName(charset.text()));
        }
        catch (final IllegalCharsetNameException | UnsupportedCharsetException unknown)
        {
            throw new MappingException(charset.path(), "there is no charset '" + charset.text() + "'");
        }
        catch (final IllegalArgumentException refused)
        {
            throw new MappingException(node.path(), refused.getMessage());
        }
    }

    private static void constants(final StrictNode node, final Names names) throws MappingException
    {
        for (final Map.Entry<String, StrictNode> constant : node.entries().entrySet())
        {
            final StrictNode value = constant.getValue();
            names.add(value.path(), constant.getKey(), value.json().isTextual() ?
                Expression.constant(Kind.TEXT, value.text()) :
                Expression.constant(Kind.INTEGER, value.integer(Long.MIN_VALUE, Long.MAX_VALUE)));
        }
    }

    private static Map<String, ValueMap> maps(final StrictNode node) throws MappingException
    {
        final Map<String, ValueMap> maps = new HashMap<>();
        for (final Map.Entry<String, StrictNode> map : node.entries().entrySet())
        {
            final Map<String, Object> entries = new HashMap<>();
            Kind kind = null;
            for (final Map.Entry<String, StrictNode> entry : map.getValue().entries().entrySet())
            {
                final StrictNode value = entry.getValue();
                final Kind own = value.json().isTextual() ? Kind.TEXT : Kind.INTEGER;
                if (kind != null && kind != own)
                {
                    throw new MappingException(value.path(), "the values of a map are all texts or all integers");
                }
                kind = own;
                entries.put(entry.getKey(),
                    own == Kind.TEXT ? value.text() : (Object)value.integer(Long.MIN_VALUE, Long.MAX_VALUE));
            }
            if (kind == null)
            {
                throw new MappingException(map.getValue().path(), "has no entries");
            }
            maps.put(map.getKey(), new ValueMap(map.getKey(), kind, entries));
        }
        return maps;
    }

    private static AccountRule account(final StrictNode node, final FieldReader fields) throws MappingException
    {
        return new AccountRule(
            fields.condition(node.get("when")),
            fields.id(node.require("id")),
            fields.integer(node.require("ledger")),
            fields.integer(node.require("code")),
            flags(node.get("flags")),
            fields.idOrZero(node.get("user_data_128")),
            fields.integerOrZero(node.get("user_data_64")),
            fields.integerOrZero(node.get("user_data_32")));
    }

    private static int flags(final StrictNode node) throws MappingException
    {
        // The engine sets `closed`; `linked` and `imported` belong to a batch, which the importer cuts as it likes.
        final Set<String> allowed =
            Set.of("debits_must_not_exceed_credits", "credits_must_not_exceed_debits", "history");
        int flags = 0;
        for (final StrictNode flag : node.list())
        {
            if (!allowed.contains(flag.text()))
            {
                throw new MappingException(flag.path(), "must be one of " +
                    String.join(", ", allowed.stream().sorted().toList()));
            }
            flags |= 1 << AccountFlags.NAMES.indexOf(flag.text());
        }
        return flags;
    }

    private static TransferRule transfer(final StrictNode node, final FieldReader fields) throws MappingException
    {
        return new TransferRule(
            fields.condition(node.get("when")),
            fields.id(node.require("id")),
            fields.id(node.require("debit")),
            fields.id(node.require("credit")),
            fields.integer(node.require("amount")),
            fields.integer(node.require("ledger")),
            fields.integer(node.require("code")),
            fields.idOrZero(node.get("user_data_128")),
            fields.integerOrZero(node.get("user_data_64")),
            fields.integerOrZero(node.get("user_data_32")));
    }

    private static ReconcileRule reconcile(final StrictNode node, final FieldReader fields) throws MappingException
    {
        final StrictNode dayField = node.require("day_field");
        final ReconcileRule.DayField field = switch (dayField.text())
        {
            case "user_data_32" -> ReconcileRule.DayField.USER_DATA_32;
            case "user_data_64" -> ReconcileRule.DayField.USER_DATA_64;
            default -> throw new MappingException(dayField.path(), "must be user_data_32 or user_data_64");
        };
        final StrictNode growsBy = node.require("grows_by");
        final boolean creditsGrow = switch (growsBy.text())
        {
            case "credits" -> true;
            case "debits" -> false;
            default -> throw new MappingException(growsBy.path(), "must be credits or debits");
        };
        final StrictNode opening = node.get("opening");
        final StrictNode tolerance = node.get("tolerance_per_movement");
        final StrictNode scale = node.get("scale");
        return new ReconcileRule(
            fields.condition(node.get("when")),
            fields.id(node.require("account")),
            fields.expression(node.require("label")),
            fields.integer(node.require("day")).expression(),
            fields.integer(node.require("balance")).expression(),
            field,
            creditsGrow,
            opening.isMissing() ? 0 : opening.integer(Long.MIN_VALUE, Long.MAX_VALUE),
            tolerance.isMissing() ? 0 : tolerance.integer(0, Integer.MAX_VALUE),
            scale.isMissing() ? 0 : (int)scale.integer(0, MinorUnits.SCALE_MAX));
    }
}
