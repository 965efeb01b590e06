package io.suuupra.tools;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.tools.ledger.LedgerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CommandLineTest
{
    private static final String MAPPING = """
        columns: { id: { type: integer }, amount: { type: decimal, scale: 2 } }
        accounts:
          - { id: 1, ledger: 203, code: 1 }
          - { id: 2, ledger: 203, code: 1 }
        transfers:
          - { id: id, debit: 1, credit: 2, amount: amount, ledger: 203, code: 1, user_data_32: 5 }
        reconcile:
          account: 2
          label: "'main'"
          day: 5
          day_field: user_data_32
          balance: amount
          grows_by: credits
          scale: 2
        """;

    private final FakeLedger ledger = new FakeLedger();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "nonsense                    | unknown command 'nonsense' (see suuupra --help)",
        "report nonsense             | unknown command 'nonsense' (see suuupra report --help)",
        "--nonsense                  | Unknown option: '--nonsense' (see suuupra --help)",
        "report                      | a report is missing (see suuupra report --help)",
        "journal                     | a command for the journal is missing (see suuupra journal --help)",
        "import x                    | Missing required option: '--mapping=FILE.yaml' (see suuupra import --help)",
        "import x --mapping y --in-flight 0 | --in-flight must be 1 to 64 (see suuupra import --help)",
        "import x --mapping y --max-errors -1 | --max-errors must be 0 or more (see suuupra import --help)",
        "report statement x          | ACCOUNT must be a decimal number of 1 to 39 digits or a UUID (see suuupra " +
        "report statement --help)",
        "report statement 1 --limit -1 | --limit must be 0 or more (see suuupra report statement --help)",
        "report trial-balance --scale 19 | --scale must be 0 to 18 (see suuupra report trial-balance --help)",
        "report trial-balance --ledger 4294967296 | --ledger must be 1 to 4294967295 (see suuupra report " +
        "trial-balance --help)",
        "up --http 70000             | --http must be 0 (any free port) to 65535 (see suuupra up --help)",
        "up --http 9000              | --http and --binary must be different ports (see suuupra up --help)",
        "up --clock-start 5          | --clock-start needs --sandbox (see suuupra up --help)",
        "up --tls-cert x             | --tls-cert and --tls-key must be given together (see suuupra up --help)",
        "up --tls-client-ca x        | --tls-client-ca needs --tls-cert and --tls-key (see suuupra up --help)",
        "qr --pn Shop               | Missing required option: '--pa=ADDRESS' (see suuupra qr --help)",
        "qr --pa shop --pn Shop      | --pa: must be an address local@handle of at most 255 characters (see suuupra " +
        "qr --help)",
        "qr --pa a@b --pn S --am 499 | --am: must be rupees with two decimals above 0, such as 499.00 (see suuupra " +
        "qr --help)",
        "qr --pa a@b --pn S --scale 17 | --scale: must be 1 to 16 (see suuupra qr --help)",
        "qr --pa a@b --pn S --out x  | --out: must end in .png or .svg (see suuupra qr --help)",
        "up --only nod               | --only must name parts of: node, banks; not 'nod' (see suuupra up " +
        "--help)",
        "up --only banks             | --only must name node; banks by themselves are: suuupra banks run (see " +
        "suuupra up --help)",
        "banks                       | run, list, show, faults, state, pin or eod is missing (see suuupra " +
        "banks --help)",
        "banks run --banks DDDD      | --banks must name banks or PSPs of: AAAA, BBBB, CCCC, alpha, beta, test; not " +
        "'DDDD' (see suuupra banks run --help)",
        "banks show DDDD             | BANK must be one of: AAAA, BBBB, CCCC (see suuupra banks --help)",
        "pay anna@alpha a@beta 1.234 | AMOUNT must be rupees above 0 with up to two decimals (see suuupra pay --help)",
        "pay anna a@beta 1           | FROM must be an address: name@psp (see suuupra pay --help)"})
    void shouldRefuseWrongUsageInOneLine(final String arguments, final String line)
    {
        assertEquals(Main.USAGE, run(arguments.split(" ")));
        assertEquals("suuupra: " + line + "\n", err.toString());
        assertEquals("", out.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--help", "up --help", "import --help", "report --help", "report trial-balance --help",
        "report statement --help",
        "qr --help",
        "pay --help", "banks --help", "banks run --help", "banks faults --help",
        "key --help", "key rotate --help", "security-check --help", "journal --help"})
    void shouldHelp(final String arguments)
    {
        assertEquals(Main.DONE, run(arguments.split(" ")));
        assertTrue(out.toString().startsWith("Usage: suuupra"), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void shouldImportAndReconcile() throws IOException
    {
        final String file = file("file.csv", "id,amount\n1,1.50\n");
        final String mapping = file("mapping.yaml", MAPPING);

        assertEquals(Main.DONE, run("import", file, "--mapping", mapping, "--key", "k"), err.toString());

        assertEquals("""
            rows       1 read, 0 bad
            accounts   2 created, 0 existing, 0 refused
            transfers  1 created, 0 existing, 0 refused

            reconciliation of 1 accounts, 1 days: 1 agree (100.00 %), 0 do not
            """, out.toString());
        assertEquals("", err.toString());
        assertTrue(ledger.isClosed());
    }

    @Test
    void shouldListBadRowsAndBreaks() throws IOException
    {
        final String file = file("file.csv", "id,amount\n1,1.50\n1,3\nx,1\n2,3.00\n");
        final String mapping = file("mapping.yaml", MAPPING);

        assertEquals(Main.FAILED, run("import", file, "--mapping", mapping, "--key", "k"));

        assertEquals("""
            rows       4 read, 2 bad
            accounts   2 created, 0 existing, 0 refused
            transfers  2 created, 0 existing, 1 refused, exists_with_different_amount 1

            reconciliation of 1 accounts, 1 days: 0 agree (0.00 %), 1 do not
            account  ledger account  day  opening  movements   sum  ledger says  file says  difference
            -------  --------------  ---  -------  ---------  ----  -----------  ---------  ----------
            main     2               5       0.00          2  4.50         4.50       3.00        1.50
            """, out.toString());
        assertEquals(file + ":4: id must be a whole number of at most 64 bits, not 'x'\n" +
            file + ":3: transfer 1: exists_with_different_amount\n" +
            "suuupra: 2 of 4 rows were not imported as they stand\n", err.toString());
    }

    @Test
    void shouldNameThePlaceInTheMapping() throws IOException
    {
        final String mapping = file("mapping.yaml", MAPPING.replace("amount: amount", "amount: nothing"));

        assertEquals(Main.FAILED, run("import", file("file.csv", ""), "--mapping", mapping, "--key", "k"));
        assertEquals("suuupra: " + mapping + ": transfers[0].amount: \"nothing\": " +
            "there is no column, constant or value 'nothing' before this place\n", err.toString());
    }

    @Test
    void shouldNameAFileThatIsNotThere() throws IOException
    {
        final String missing = folder.resolve("missing").toString();

        assertEquals(Main.FAILED, run("import", missing, "--mapping", file("m.yaml", MAPPING), "--key", "k"));
        assertEquals("suuupra: there is no file " + missing + "\n", err.toString());
    }

    @Test
    void shouldPrintReports()
    {
        ledger.createAccounts(List.of(Account.builder().id(UInt128.of(1)).ledger(203).code(1).build())).join();

        assertEquals(Main.DONE, run("report", "trial-balance", "--key", "k"));
        assertEquals(Main.DONE, run("report", "statement", "1", "--key", "k", "--from", "2026-01-01"));
        assertTrue(out.toString().contains("debits = credits"));
        assertTrue(out.toString().contains("account 1, ledger 203 CZK, code 1"));
        assertEquals("", err.toString());
    }

    @Test
    void shouldFailOnAnAccountThatIsNotThere()
    {
        assertEquals(Main.FAILED, run("report", "statement", "5", "--key", "k"));
        assertEquals("suuupra: there is no account 5\n", err.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--ca x                       | --ca and --cert need TLS: suuupras://host:port or https://host:port",
        "--url suuupras://a --cert x  | --cert and --cert-key must be given together",
        "--url https://a --cert-key x | --cert and --cert-key must be given together"})
    void shouldRefuseTlsFilesThatHaveNoUse(final String arguments, final String line)
    {
        assertEquals(Main.FAILED, run(("report trial-balance --key k " + arguments).split(" ")));
        assertEquals("suuupra: " + line + "\n", err.toString());
    }

    @Test
    void shouldFailInOneLineWhenTheNodeIsNotThere()
    {
        final CommandLine commandLine = Main.commandLine((url, key, tls) ->
        {
            throw new LedgerException(url + ": connection refused", null);
        });

        assertEquals(Main.FAILED, execute(commandLine, "report", "trial-balance", "--key", "k"));
        assertEquals("suuupra: suuupra://127.0.0.1:9000: connection refused\n", err.toString());
    }

    private int run(final String... arguments)
    {
        return execute(Main.commandLine((url, key, tls) -> ledger), arguments);
    }

    private int execute(final CommandLine commandLine, final String... arguments)
    {
        return commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }

    private String file(final String name, final String content) throws IOException
    {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
