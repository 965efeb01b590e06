package io.suuupra.tools.banks;

import com.fasterxml.jackson.databind.JsonNode;
import io.suuupra.bank.FaultPlan;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.tools.mapping.MappingException;
import io.suuupra.tools.mapping.StrictNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Faults as JSON and as options. */
final class FaultJsonTest
{
    @TempDir
    private Path folder;

    private static JsonNode json(final String text) throws IOException
    {
        return FaultJson.JSON.readTree(text.replace('\'', '"'));
    }

    private static FaultPlan options(final FaultPlan before, final String... arguments) throws IOException
    {
        final FaultOptions options = new FaultOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("faults",
            CommandLine.Model.CommandSpec.forAnnotatedObject(options))).parseArgs(arguments);
        return options.applyTo(before);
    }

    @Test
    void shouldKeepAllThatCanBeSet() throws Exception
    {
        final Path scenario = folder.resolve("s.json");
        Files.writeString(scenario, """
            [{"when": {"kind": "CREDIT", "payee": "Shop@Beta", "payer": "a@b", "transaction_id": "T", "amount_min": 5,
               "amount_max": 6}, "respond": {"rc": "YD", "delay_ms": 7}},
             {"when": {}, "respond": {"no_response": "after_posting", "adjust": "TCC"}},
             {"when": {}, "respond": {"no_response": "before_posting", "adjust": "RET"}},
             {"when": {}, "respond": {"late": true}}]""");
        final FaultPlan plan = options(FaultPlan.NONE, "--on", "DEBIT,REVERSE_DEBIT", "--deaf", "1.5", "--silent", "2",
            "--duplicates", "3", "--late", "4", "--latency", "120/900", "--decline", "Z9=5", "--decline", "XY=0.001",
            "--no-reversal", "36.29", "--throttle", "8", "--omit", "9", "--seed", "10", "--outage", "11",
            "--scenario", scenario.toString());

        assertEquals(1_500, plan.of(UpiRequestKind.DEBIT).deaf());
        assertEquals(1, plan.of(UpiRequestKind.DEBIT).declines().get("XY"));
        assertEquals(36_290, plan.of(UpiRequestKind.REVERSE_DEBIT).noReversal());
        assertEquals(0, plan.of(UpiRequestKind.CREDIT).deaf());
        assertEquals(plan, FaultJson.plan(FaultJson.write(plan)));
        final Path file = folder.resolve("faults.json");
        FaultsFile.write(file, plan);
        assertEquals(plan, FaultsFile.read(file));
        assertEquals(FaultPlan.NONE, options(plan, "--clear"));
        assertEquals(plan, options(plan), "what is not named stays");
    }

    @Test
    void shouldHaveTheRatesOfARealBank() throws Exception
    {
        final FaultPlan plan = options(FaultPlan.NONE, "--profile", "state bank of india");
        assertEquals("State Bank of India", plan.profile());
        // 6.17 % business and 0.61 % technical declines; 63.71 % of the reversals done.
        assertEquals(6_170 + 610,
            plan.of(UpiRequestKind.DEBIT).declines().values().stream().mapToInt(Integer::intValue).sum());
        assertEquals(610, plan.of(UpiRequestKind.DEBIT).declines().get("XY"));
        assertEquals(36_290, plan.of(UpiRequestKind.REVERSE_DEBIT).noReversal());
        for (final String name : BankProfiles.names())
        {
            assertTrue(BankProfiles.apply(name, FaultPlan.NONE).isPresent(), name);
        }
        assertEquals(16, BankProfiles.names().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'sed': 1}                            | sed: unknown key; known are omit, outage_until_ms, profile, rates, " +
        "rules, seed, throttle",
        "{'throttle': -1}                      | throttle: must be a whole number from 0 to 2147483647",
        "{'throttle': 1.5}                     | throttle: must be a whole number from 0 to 2147483647",
        "{'rates': {'AUTHORISE': {}}}          | rates.AUTHORISE: must be DEBIT, CREDIT, REVERSE_DEBIT or " +
        "REVERSE_CREDIT, not 'AUTHORISE'",
        "{'rates': {'DEBIT': {'deaf': 'x'}}}   | rates.DEBIT.deaf: must be a whole number from 0 to 100000"})
    void shouldNameWhatIsWrongInAPlan(final String text, final String message) throws IOException
    {
        final JsonNode json = json(text);
        assertEquals(message, assertThrows(MappingException.class, () -> FaultJson.plan(json)).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}                                             | rules: must be a list",
        "[{'when': {}}]                                 | rules[0].respond: is missing",
        "[{'when': {'knd': 1}, 'respond': {}}]          | rules[0].when.knd: unknown key; known are amount_max, " +
        "amount_min, kind, payee, payer, transaction_id",
        "[{'when': {}, 'respond': {'rc': '00'}}]        | rules[0]: decline: must be the code of a decline, such as " +
        "Z9; not '00'",
        "[{'when': {}, 'respond': {'delay_ms': -1}}]    | rules[0].respond.delay_ms: must be a whole number from 0 " +
        "to 600000",
        "[{'when': {}, 'respond': {'no_response': 1}}]  | rules[0].respond.no_response: must be before_posting or " +
        "after_posting",
        "[{'when': {'amount_min': 2, 'amount_max': 1}, 'respond': {}}] | rules[0]: amount_min and amount_max: must " +
        "be a range of 0 or more"})
    void shouldNameWhatIsWrongInAScenario(final String text, final String message) throws IOException
    {
        final StrictNode rules = new StrictNode("rules", json(text));
        assertEquals(message, assertThrows(MappingException.class, () -> FaultJson.rules(rules)).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--deaf 101          | --deaf must be 0 to 100 per cent, with up to 3 decimals",
        "--decline Z9=x      | --decline Z9 must be 0 to 100 per cent, with up to 3 decimals",
        "--latency 1/2/3     | --latency must be ms as P50/P99, such as 120/900, or one number",
        "--latency 9/1       | latency p99: p50 to 600000 ms, and 0 with a p50 of 0; not 1",
        "--on PAY --deaf 1   | --on: must be DEBIT, CREDIT, REVERSE_DEBIT or REVERSE_CREDIT, not 'PAY'",
        "--outage -1         | --outage must be 0 to 604800 s"})
    void shouldNameTheOptionThatIsWrong(final String arguments, final String message)
    {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
            () -> options(FaultPlan.NONE, arguments.split(" "))).getMessage());
    }
}
