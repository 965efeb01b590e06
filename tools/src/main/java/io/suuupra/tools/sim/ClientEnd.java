package io.suuupra.tools.sim;

/** The client's end of a connection of the simulated network. */
interface ClientEnd
{
    /**
     * Bytes have come.
     *
     * @param bytes in the order in which the node has sent them.
     */
    void take(byte[] bytes);

    /** Nothing comes any more. */
    void ended();
}
