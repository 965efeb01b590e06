package io.suuupra.engine.host;

/**
 * The audit chain of a node, as far as a gateway needs it: receipts of transfers, and how far it has come.
 */
public interface Receipts
{
    /**
     * Asks for the receipt of a transfer that the engine has just told of. The answer comes later, on a thread of the
     * host's; it must not block.
     *
     * @param timestamp of the transfer in ns.
     * @param idLow     lower half of its id.
     * @param idHigh    upper half of its id.
     * @param answer    gets the outcome, once.
     * @return false if too many are waiting: no answer comes then.
     */
    boolean request(long timestamp, long idLow, long idHigh, Answer answer);

    /** @return sequence of the last command that is signed. */
    long signedSequence();

    /** @return records of the store that are signed. */
    long signedRecords();

    /** Takes the outcome of one request. */
    interface Answer
    {
        /**
         * @param text the receipt: JSON, at most 2 KiB.
         */
        void receipt(String text);

        /** The transfer is durable, but not signed yet: in a second it should be. */
        void notYet();

        /**
         * @param why there is no receipt, in one line; the node has halted, or is about to.
         */
        void failed(String why);
    }
}
