package io.suuupra.tools;

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
     * @param data         folder.
     * @param bind         address to listen on.
     * @param http         port; 0 = any free one.
     * @param binary       port; 0 = any free one.
     * @param sandbox      true for a clock that is moved by hand.
     * @param clockStartNs where that clock starts; 0 = now.
     * @return exit code.
     */
    @SuppressWarnings("DoNotCallSuggester")
    static int run(
        final Path data,
        final String bind,
        final int http,
        final int binary,
        final boolean sandbox,
        final long clockStartNs) throws IOException
    {
        throw new IOException("this build has no node for " + data + " on " + bind + ":" + http + " and " + binary +
            (sandbox ? ", sandbox from " + clockStartNs : ""));
    }
}
