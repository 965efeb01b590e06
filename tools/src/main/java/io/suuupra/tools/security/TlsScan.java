package io.suuupra.tools.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What testssl.sh says of a port. That nobody has signed the certificate but the node itself is no finding: it was made
 * for this check.
 */
final class TlsScan
{
    private static final long TIMEOUT_S = 600;
    private static final Set<String> BAD = Set.of("MEDIUM", "HIGH", "CRITICAL", "FATAL");
    private static final Set<String> OLD = Set.of("SSLv2", "SSLv3", "TLS1", "TLS1_1", "TLS1_2");
    private static final String SIGNED_BY = "cert";

    private final Programs programs;

    TlsScan(final Programs programs)
    {
        this.programs = programs;
    }

    /**
     * @param name   of the port, for the verdict.
     * @param port   on 127.0.0.1.
     * @param folder for its report.
     * @return one verdict for the versions of the protocol, one for what is known to be weak.
     */
    List<Verdict> run(final String name, final int port, final Path folder) throws IOException, InterruptedException
    {
        final Path testssl = programs.find("testssl", "testssl.sh");
        final Path report = folder.resolve("testssl-" + name + ".json");
        final List<String> output = programs.run(List.of(
            testssl.toString(), "--quiet", "--warnings", "batch", "--color", "0", "--nodns", "none",
            "--protocols", "--server-defaults", "--vulnerable", "--fs",
            "--jsonfile", report.toString(), "127.0.0.1:" + port), TIMEOUT_S);
        Files.write(folder.resolve("testssl-" + name + ".log"), output);
        if (!Files.exists(report))
        {
            return List.of(new Verdict(name + ": testssl.sh", false,
                "made no report: " + (output.isEmpty() ? "it said nothing" : output.getLast())));
        }
        return judge(name, new ObjectMapper().readTree(Files.readAllBytes(report)));
    }

    static List<Verdict> judge(final String name, final JsonNode report)
    {
        final Map<String, String> versions = new TreeMap<>();
        final List<String> bad = new ArrayList<>();
        int count = 0;
        for (final JsonNode finding : report)
        {
            count++;
            final String id = finding.path("id").asText();
            final String text = finding.path("finding").asText();
            if (OLD.contains(id) || id.equals("TLS1_3"))
            {
                versions.put(id, text);
            }
            else if (BAD.contains(finding.path("severity").asText()) && !id.startsWith(SIGNED_BY))
            {
                bad.add(id + ": " + text);
            }
        }
        final boolean only13 = versions.getOrDefault("TLS1_3", "").startsWith("offered") &&
            OLD.stream().allMatch(old -> versions.getOrDefault(old, "").startsWith("not offered"));
        return List.of(
            new Verdict(name + ": TLS 1.3 and nothing older", only13,
                only13 ? "as testssl.sh sees it" : versions.toString()),
            new Verdict(name + ": weaknesses of TLS", bad.isEmpty() && count > OLD.size(),
                bad.isEmpty() ? "none among " + count + " findings of testssl.sh" : String.join("; ", bad)));
    }
}
