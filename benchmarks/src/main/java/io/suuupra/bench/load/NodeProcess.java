package io.suuupra.bench.load;

import io.suuupra.tools.Main;

/**
 * The main of the rig's own node: what {@code ./suuupra up} runs, on free ports, for as long as the rig lives.
 */
final class NodeProcess
{
    private static final int EXIT_ORPHANED = 4;

    private NodeProcess()
    {
    }

    /**
     * @param arguments of {@code up}.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // Whatever happens there, this process ends.
    public static void main(final String[] arguments)
    {
        // Nobody would end it after the rig was killed, and its data is for the rig only.
        ProcessHandle.current().parent().ifPresentOrElse(
            rig -> rig.onExit().thenRun(() -> Runtime.getRuntime().halt(EXIT_ORPHANED)),
            () -> Runtime.getRuntime().halt(EXIT_ORPHANED));
        Main.main(arguments);
    }
}
