package io.suuupra.tools;

import io.suuupra.gateway.boot.GatewayOptions;
import io.suuupra.gateway.net.TlsFiles;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** Who may knock at a node, how often, and whether others can listen. */
final class FrontDoor
{
    @Option(names = "--tls-cert", paramLabel = "FILE",
        description = "PEM file of the node's certificate and those that lead to its root: both ports then speak " +
            "TLS 1.3 only. New files are used without a restart.")
    private Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE",
        description = "PEM file of the certificate's private key, PKCS #8 without a password.")
    private Path key;

    @Option(names = "--tls-client-ca", paramLabel = "FILE",
        description = "PEM file of certificates: clients must then show one that leads to them.")
    private Path clientCa;

    @Option(names = "--insecure",
        description = "Speaks plain text even on an address that other machines reach.")
    private boolean insecure;

    @Option(names = "--key-requests", paramLabel = "N", defaultValue = "0",
        description = "Requests a second of a key that has no rate of its own; 0 = any number. " +
            "Default: ${DEFAULT-VALUE}.")
    private int requestsPerSecond;

    @Option(names = "--key-events", paramLabel = "N", defaultValue = "0",
        description = "Accounts, transfers and ids a second of a key that has no rate of its own; 0 = any number. " +
            "Default: ${DEFAULT-VALUE}.")
    private int eventsPerSecond;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "4096",
        description = "Open connections on each port. Default: ${DEFAULT-VALUE}.")
    private int connections;

    @Option(names = "--connections-per-address", paramLabel = "N", defaultValue = "1024",
        description = "Open connections on each port from one address. Default: ${DEFAULT-VALUE}.")
    private int connectionsPerAddress;

    /**
     * @return what is wrong with the options as a whole, in one line; empty if nothing is.
     */
    String fault()
    {
        return (certificate == null) != (key == null) ? "--tls-cert and --tls-key must be given together" :
            clientCa != null && certificate == null ? "--tls-client-ca needs --tls-cert and --tls-key" : "";
    }

    /** @return whether the node speaks TLS. */
    boolean isTls()
    {
        return certificate != null;
    }

    /**
     * @param options of a gateway.
     * @return the same with what was given.
     */
    GatewayOptions.Builder applyTo(final GatewayOptions.Builder options)
    {
        return options
            .tls(certificate == null ? null : new TlsFiles(certificate, key, clientCa))
            .insecure(insecure)
            .keyRates(requestsPerSecond, eventsPerSecond)
            .connectionsMax(connections)
            .connectionsPerAddress(connectionsPerAddress);
    }
}
