package io.suuupra.bench.table;

import io.suuupra.bench.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class LoadCommandTest
{
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "load --rate 0                                    | --rate must be 1 to 10000000, is 0",
        "load --rate 10 --saturate                        | --rate and --saturate exclude each other",
        "load --in-flight 5                               | --in-flight needs --saturate",
        "load --batch 5                                   | --batch needs --mode batch",
        "load --mode batch --batch 8190                   | --batch must be 1 to 8189, is 8190",
        "load --accounts 1                                | --accounts must be 2 to 10000000, is 1",
        "load --seconds 0                                 | --seconds must be 1 to 86400, is 0",
        "load --warmup -1                                 | --warmup must be 0 to 3600, is -1",
        "load --connections 0                             | --connections must be 1 to 256, is 0",
        "load --zipf 0                                    | --zipf must be above 0",
        "load --zipf NaN                                  | --zipf must be above 0",
        "load --zipf 11                                   | --zipf must be above 0 and up to 10, is 11.0",
        "load --mode batch --rate 1 --seconds 1           | --rate: in 1 s at 1 transfers/s not every connection",
        "load --mode batch --saturate --in-flight 200000  | --in-flight: 200000 requests of 8189 transfers are more",
        "load --key k                                     | --key needs --url",
        "load --url suuupra://localhost --key nonsense    | key: must have the form",
        "load --url nonsense --key k                      | address: must be suuupra://host:port or suuupras:",
        "load --data /no/such/folder                      | --data must name a folder",
        "load --mode both                                 | --mode",
        "load --row 12                                    | --row: there is no row '12'",
        "load --runs 0                                    | --runs must be 1 to 100, is 0",
        "load --prefill -1                                | --prefill must be 0 to 4294967296, is -1",
        "load --quick --rate 5                            | options of the table and of one run exclude each other",
        "peers --seconds 0                                | --seconds must be 1 to 3600, is 0",
        "peers --accounts 1                               | --accounts must be 2 to 1000000, is 1",
        "peers --data /nowhere/at/all                     | --data must name a folder that exists",
        "micro --include [                                | --include must be a regular expression",
        "load --nonsense                                  | Unknown option: '--nonsense'"
    })
    void shouldRefuseWrongOptionsWithOneLineThatNamesThem(final String arguments, final String message)
    {
        assertEquals(Main.USAGE, execute(arguments.split(" ")));
        assertTrue(err.toString().contains(message), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void shouldSayWhyANodeCannotBeReached()
    {
        final String key = "suuupra_0123456789abcdef_" + "A".repeat(43);
        assertEquals(Main.FAILED, execute("load", "--url", "suuupra://127.0.0.1:1", "--key", key));
        assertTrue(err.toString().contains("cannot connect to 127.0.0.1:1"), err.toString());
    }

    @Test
    void shouldShowHelp()
    {
        assertEquals(Main.DONE, execute("load", "--help"));
        assertTrue(out.toString().contains("--saturate"), out.toString());
        assertTrue(out.toString().contains("makes the TABLE"), out.toString());
        assertTrue(out.toString().indexOf("One run:") > out.toString().indexOf("--quick"), out.toString());
        assertEquals(Main.DONE, execute("peers", "--help"));
        assertTrue(out.toString().contains("PostgreSQL"), out.toString());
        assertEquals(Main.DONE, execute("micro", "--help"));
        assertTrue(out.toString().contains("--quick"), out.toString());
        assertEquals(Main.USAGE, execute());
        assertTrue(err.toString().contains("load"), err.toString());
    }

    private int execute(final String... arguments)
    {
        final CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(arguments);
    }
}
