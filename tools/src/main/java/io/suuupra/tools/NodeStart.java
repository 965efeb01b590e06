package io.suuupra.tools;

import io.suuupra.engine.host.local.LocalNodeOptions;
import io.suuupra.gateway.boot.GatewayOptions;
import io.suuupra.gateway.boot.NodeMain;

import java.io.IOException;
import java.nio.file.Path;

/** The one place where the command line meets the node. */
final class NodeStart
{
    private NodeStart()
    {
    }

    /**
     * Runs a node until the process is told to end.
     *
     * @param sizes        of the node's files.
     * @param frontDoor    options of the gateway.
     * @param data         folder.
     * @param bind         address to listen on.
     * @param http         port; 0 = any free one.
     * @param binary       port; 0 = any free one.
     * @param sandbox      true for a clock that is moved by hand.
     * @param clockStartNs where that clock starts; 0 = now.
     * @param companion    to run beside it.
     * @return exit code: 0 after a clean end, 3 after a halt.
     * @throws IOException          if the node cannot start.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    static int run(
        final FileSizes sizes,
        final FrontDoor frontDoor,
        final Path data,
        final String bind,
        final int http,
        final int binary,
        final boolean sandbox,
        final long clockStartNs,
        final NodeMain.Companion companion) throws IOException, InterruptedException
    {
        final LocalNodeOptions node = sizes.applyTo(LocalNodeOptions.defaults(data));
        final GatewayOptions gateway = frontDoor.applyTo(GatewayOptions.builder())
            .refusals(data.resolve("audit"))
            .bindAddress(bind)
            .httpPort(http)
            .binaryPort(binary)
            .sandbox(sandbox)
            .build();
        return NodeMain.run(sandbox ? node.withManualClock(clockStartNs) : node, gateway, System.out,
            companion);
    }
}
