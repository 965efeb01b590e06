package io.suuupra.tools;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.gateway.auth.KeyEntry;
import io.suuupra.gateway.auth.KeyStore;
import io.suuupra.gateway.auth.KeyTerms;
import io.suuupra.gateway.auth.Scopes;
import io.suuupra.tools.report.TextTable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code key}: the API keys of a data folder. A running node notices within a second. */
@Command(
    name = "key",
    description = "Lists, adds, rotates and removes the API keys of a data folder; a running node notices within a " +
        "second.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class KeyCommand implements Callable<Integer>
{
    private static final long LEDGER_MAX = 0xFFFF_FFFFL;
    private static final int ID_DIGITS = 16;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call()
    {
        throw new ParameterException(spec.commandLine(), "list, add, rotate or remove is missing");
    }

    @Command(name = "list", description = "Lists the keys; their secrets are not kept anywhere.",
        mixinStandardHelpOptions = true)
    int list(@Mixin final DataOption data) throws IOException
    {
        final TextTable table = new TextTable().left("id").left("name").left("scopes").left("ledgers")
            .left("expires").left("per second").left("certificate");
        for (final KeyEntry key : data.open().list())
        {
            table.row(key.idText(), key.name(), String.join(",", Scopes.names(key.scopes())),
                Integer.toUnsignedString(key.ledgerMin()) + "-" + Integer.toUnsignedString(key.ledgerMax()),
                key.terms().expiresS() == 0 ? "never" : Instant.ofEpochSecond(key.terms().expiresS()).toString(),
                rates(key.terms()), key.terms().certificate().isEmpty() ? "any" : key.terms().certificate());
        }
        final PrintWriter out = spec.commandLine().getOut();
        out.print(table.render());
        out.flush();
        return Main.DONE;
    }

    @Command(
        name = "add",
        description = "Adds a key and prints it; it can never be shown again.",
        mixinStandardHelpOptions = true)
    int add(
        @Parameters(paramLabel = "NAME", description = "Whose key it is, 1 to 64 characters.") final String name,
        @Option(names = "--scopes", paramLabel = "LIST", split = ",", defaultValue = "read,post",
            description = "What it may do, of: read, post, admin. Default: ${DEFAULT-VALUE}.")
        final List<String> scopes,
        @Option(names = "--ledger-min", paramLabel = "N", defaultValue = "0",
            description = "First ledger that it sees.")
        final long ledgerMin,
        @Option(names = "--ledger-max", paramLabel = "N", defaultValue = "4294967295",
            description = "Last ledger that it sees.")
        final long ledgerMax,
        @Mixin final KeyTermsOptions terms,
        @Mixin final DataOption data) throws IOException
    {
        final CommandLine command = spec.subcommands().get("add");
        int bits = 0;
        for (final String scope : scopes)
        {
            if (!Scopes.NAMES.contains(scope))
            {
                throw new ParameterException(command, "--scopes must be of: " + String.join(", ", Scopes.NAMES));
            }
            bits |= 1 << Scopes.NAMES.indexOf(scope);
        }
        if (ledgerMin < 0 || ledgerMin > ledgerMax || ledgerMax > LEDGER_MAX)
        {
            throw new ParameterException(command,
                "--ledger-min must be 0 to 4294967295, and not above --ledger-max, which has the same range");
        }
        final ApiKey key;
        try
        {
            key = data.open().add(name, bits, (int)ledgerMin, (int)ledgerMax, terms.terms());
        }
        catch (final IllegalArgumentException refused)
        {
            throw new ParameterException(command, refused.getMessage(), refused);
        }
        return print(key);
    }

    @Command(
        name = "rotate",
        description = "Gives a key a new secret under the same id, and prints it; it can never be shown again. The " +
            "old one is accepted until the overlap has ended, and open sessions that began with it then end.",
        mixinStandardHelpOptions = true)
    int rotate(
        @Parameters(paramLabel = "ID", description = "Id of the key: 16 hex digits, as listed.") final String id,
        @Option(names = "--overlap", paramLabel = "SPAN", defaultValue = "24h",
            description = "How long the old secret is still accepted: 30s, 15m, 24h, at most 90d; 0s = not at all. " +
                "Default: ${DEFAULT-VALUE}.")
        final String overlap,
        @Mixin final DataOption data) throws IOException
    {
        final long key = checkId(id, "rotate");
        final Optional<ApiKey> renewed;
        try
        {
            renewed = data.open().rotate(key, KeyTimes.span(overlap));
        }
        catch (final IllegalArgumentException refused)
        {
            throw new ParameterException(
                spec.subcommands().get("rotate"), "--overlap: " + refused.getMessage(), refused);
        }
        return renewed.isPresent() ? print(renewed.get()) : absent(id);
    }

    @Command(
        name = "remove",
        description = "Revokes a key; sessions that use it end within about a second.",
        mixinStandardHelpOptions = true)
    int remove(
        @Parameters(paramLabel = "ID", description = "Id of the key: 16 hex digits, as listed.") final String id,
        @Mixin final DataOption data) throws IOException
    {
        return data.open().remove(checkId(id, "remove")) ? Main.DONE : absent(id);
    }

    private static String rates(final KeyTerms terms)
    {
        return terms.requestsPerSecond() == 0 && terms.eventsPerSecond() == 0 ? "default" :
            (terms.requestsPerSecond() == 0 ? "default" : terms.requestsPerSecond()) + " requests, " +
            (terms.eventsPerSecond() == 0 ? "default" : terms.eventsPerSecond()) + " events";
    }

    private long checkId(final String id, final String command)
    {
        if (id.length() != ID_DIGITS || !id.matches("[0-9a-fA-F]+"))
        {
            throw new ParameterException(spec.subcommands().get(command), "ID must be 16 hex digits");
        }
        return Long.parseUnsignedLong(id, 16);
    }

    private int print(final ApiKey key)
    {
        final PrintWriter out = spec.commandLine().getOut();
        out.println(key.reveal());
        out.flush();
        return Main.DONE;
    }

    private int absent(final String id)
    {
        final PrintWriter err = spec.commandLine().getErr();
        err.println("suuupra: there is no key " + id);
        err.flush();
        return Main.FAILED;
    }

    /** The data folder whose keys are meant. */
    static final class DataOption
    {
        @Option(names = "--data", paramLabel = "DIR", defaultValue = "./data",
            description = "Data folder of the node. Default: ${DEFAULT-VALUE}.")
        private Path data;

        KeyStore open() throws IOException
        {
            // A key made for a folder that is not one would help nobody.
            if (!Files.isRegularFile(data.resolve("keys.json")))
            {
                throw new NoSuchFileException(data.resolve("keys.json").toString(), null,
                    "the node makes it at its first start");
            }
            return KeyStore.openOrCreate(data);
        }
    }
}
