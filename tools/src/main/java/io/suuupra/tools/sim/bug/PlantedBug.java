package io.suuupra.tools.sim.bug;

import java.util.function.Supplier;

/**
 * A bug as somebody might make it.
 */
public enum PlantedBug
{
    /** Acknowledges what was written but not forced. */
    ACK_BEFORE_FORCE(() -> Edit.withoutCall(Where.WAL, "commit", "force", 0)),

    /** Takes journal files for forced that were only written, and writes over what would still prove them. */
    JOURNAL_NOT_FORCED(() -> Edit.withoutCall(Where.FOLLOWER, "force", "force", 0)),

    /** Writes over a write-ahead file before the journal has what is in it. */
    WAL_REUSED_TOO_EARLY(() -> Edit.withoutCall(Where.WAL, "next", "awaitForced", 0)),

    /** A start does not look into the write-ahead files. */
    WAL_NOT_READ(() -> Edit.withoutCall(Where.JOURNAL + "wal.WalScan", "behind", "scan", 0)),

    /** Answers at the end of a batch without writing what is left of it. */
    RELEASE_WITHOUT_COMMIT(() -> Edit.withoutCall(Where.HOST + "JournalStage", "onEvent", "commit", 2)),

    /** Answers what the engine has not worked on. */
    RELEASE_BEFORE_ENGINE(() -> Edit.withoutCall(Where.HOST + "ReleaseStage", "upTo", "awaitApplied", 0)),

    /** Takes a torn frame for a whole one. */
    FRAME_CRC_SKIPPED(() -> Edit.decided(Where.JOURNAL + "GroupChain", "checkFrame", 4, true)),

    /** A new journal file has a name that a loss of power may take. */
    NAME_OF_JOURNAL_NOT_FORCED(() -> Edit.withoutCall(Where.JOURNAL + "cycle.GroupAppender", "begin",
        "forceDirectory", 0)),

    /** A new segment of the store has a name that a loss of power may take. */
    NAME_OF_SEGMENT_NOT_FORCED(() -> Edit.withoutCall(Where.JOURNAL + "store.MappedSegments", "make",
        "forceDirectory", 0)),

    /** A snapshot counts on records that were not forced. */
    STORE_NOT_FORCED(() -> Edit.withoutCall(Where.HOST + "SnapshotKeeper", "write", "force", 0)),

    /** A snapshot lacks the holds. */
    SNAPSHOT_WITHOUT_HOLDS(() -> Edit.withoutCall(Where.LEDGER + "LedgerSnapshot", "write", "write", 1)),

    /** A snapshot lacks the sessions, so what is sent again is done again. */
    SNAPSHOT_WITHOUT_SESSIONS(() -> Edit.withoutCall(Where.ENGINE + "EngineSnapshot", "write", "write", 2)),

    /** A snapshot that is still being written sees what accounts have become. */
    SNAPSHOT_OF_LATER_ACCOUNTS(() -> Edit.withoutCall(Where.LEDGER + "Accounts", "touch", "touch", 0)),

    /** A snapshot that is still being written sees what holds have become. */
    SNAPSHOT_OF_LATER_HOLDS(() -> Edit.withoutCall(Where.LEDGER + "Holds", "resolve", "touch", 0)),

    /** After a start from a snapshot no hold runs out of time. */
    EXPIRIES_NOT_RESTORED(() -> Edit.withoutCall(Where.LEDGER + "LedgerSnapshot", "restored", "add", 0)),

    /** After a start from a snapshot the clock of the ledger begins anew. */
    STAMPS_NOT_RESTORED(() -> Edit.withoutCall(Where.LEDGER + "LedgerSnapshot", "restored", "restore", 0)),

    /** After a start from a snapshot a session does not know what it has seen. */
    SESSION_NOT_RESTORED(() -> Edit.withoutCall(Where.ENGINE + "session.Sessions", "restore", "lastRequest", 0)),

    /** A replay begins with the last frame that the snapshot holds already. */
    REPLAY_OVERLAPS(() -> Edit.offByOne(Where.HOST + "Recovery", "replay", 0)),

    /** A hold does not expire in the nanosecond in which it should. */
    EXPIRY_OFF_BY_ONE(() -> Edit.offByOne(Where.LEDGER + "Ledger", "expireAndStamp", 1)),

    /** A broken chain leaves the balances as it made them. */
    CHAIN_BALANCES_KEPT(() -> Edit.withoutCall(Where.LEDGER + "ChainUndo", "rollback", "arraycopy", 0)),

    /** A broken chain leaves the holds resolved that it resolved. */
    CHAIN_HOLDS_KEPT(() -> Edit.withoutCall(Where.LEDGER + "ChainUndo", "rollback", "reopen", 0)),

    /** A broken chain leaves its records. */
    CHAIN_RECORDS_KEPT(() -> Edit.withoutCall(Where.LEDGER + "ChainUndo", "rollback", "truncate", 0)),

    /** A hold that was made in a chain never expires. */
    CHAIN_HOLD_NEVER_DUE(() -> Edit.withoutCall(Where.LEDGER + "ChainUndo", "commit", "add", 0)),

    /** The end of a hold does not release what the credit account was to get. */
    CREDIT_NOT_RELEASED(() -> Edit.withoutCall(Where.LEDGER + "Balances", "release", "add", 1)),

    /** A hold can be posted again and again. */
    HOLD_STAYS_OPEN(() -> Edit.withoutCall(Where.LEDGER + "Resolution", "release", "resolve", 0)),

    /** The id of a refused transfer can be used again. */
    REFUSED_ID_FORGOTTEN(() -> Edit.withoutCall(Where.LEDGER + "TransferBatch", "onRefused", "appendTombstone", 0)),

    /** An account may be overdrawn by one unit less than it has. */
    LIMIT_OFF_BY_ONE(() -> Edit.offByOne(Where.LEDGER + "Movement", "checkBalances", 1)),

    /** The last request of a session is done again when it is sent again. */
    LAST_REQUEST_REPEATED(() -> Edit.offByOne(Where.ENGINE + "Engine", "onCommand", 0)),

    /** A session does not remember its requests at all. */
    REQUESTS_FORGOTTEN(() -> Edit.withoutCall(Where.ENGINE + "Engine", "onCommand", "keep", 0)),

    /** Two commands within a nanosecond get the same timestamp. */
    STAMP_GIVEN_TWICE(() -> Edit.constant(Where.LEDGER + "Stamps", "take", 1L, 0L, 1)),

    /** A balancing transfer ignores what is held. */
    BALANCING_IGNORES_HOLDS(() -> Edit.withoutCall(Where.LEDGER + "Movement", "amountOf", "debitsPending", 0)),

    /** A closed account takes transfers. */
    CLOSED_ACCOUNT_OPEN(() -> Edit.withoutCall(Where.LEDGER + "Movement", "checkAccounts", "isClosed", 0)),

    /** The Java client gives two requests one number. */
    CLIENT_NUMBER_USED_TWICE(() -> Edit.constant(Where.CLIENT + "Pipeline", "append", 1L, 0L, 0)),

    /** The Java client says that a request did not happen, and has sent it. */
    CLIENT_DOUBT_DENIED(() -> Edit.withoutCall(Where.CLIENT + "Pipeline", "expired", "isUncertain", 0)),

    /** The Java client does not send again what was under way when the connection broke. */
    CLIENT_SENDS_NOT_AGAIN(() -> Edit.withoutCall(Where.CLIENT + "Pipeline", "onLost", "onLost", 0));

    @SuppressWarnings("ImmutableEnumChecker") // It is a method without state.
    private final Supplier<Edit> edit;

    PlantedBug(final Supplier<Edit> edit)
    {
        this.edit = edit;
    }

    /** @return what it does to the node's code. */
    Edit edit()
    {
        return edit.get();
    }

    /** Classes that are named more than once. */
    private static final class Where
    {
        private static final String JOURNAL = "io.suuupra.journal.";
        private static final String ENGINE = "io.suuupra.engine.";
        private static final String HOST = "io.suuupra.engine.host.local.";
        private static final String LEDGER = "io.suuupra.engine.ledger.";
        private static final String WAL = "io.suuupra.journal.wal.WriteAheadLog";
        private static final String CLIENT = "io.suuupra.client.";
        private static final String FOLLOWER = "io.suuupra.journal.wal.CycleFollower";
    }
}
