package io.suuupra.engine.host;

/**
 * What became of a request that was offered to a host.
 */
public enum Offer
{
    /** Taken; exactly one reply will follow, unless the node halts. */
    ACCEPTED,

    /** The ring is full; nothing was taken. */
    BUSY,

    /** Disk or memory run low, so no command is admitted; reads still are. Nothing was taken. */
    SHORTAGE,

    /** The node has halted or is closing; nothing was taken. */
    HALTED
}
