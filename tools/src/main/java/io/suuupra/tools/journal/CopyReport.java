package io.suuupra.tools.journal;

import io.suuupra.journal.Backup;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Says what a backup or a restore has copied, and proves it. */
final class CopyReport
{
    private CopyReport()
    {
    }

    /**
     * @return exit code: 1 if the copy is not in order.
     */
    static int print(
        final Backup.Result copied, final Path target, final PrintWriter out, final PrintWriter err) throws IOException
    {
        out.println("copied to " + target + ": " + copied.bytes() + " bytes, " + copied.journalFiles() +
            " journal files up to sequence " + copied.sequence() + ", " + (copied.snapshotSequence() == 0 ?
            "no snapshot" : "the snapshot at " + copied.snapshotSequence() + ", " + copied.rows() +
            " rows of the store"));
        return VerifyCommand.report(Verification.run(JournalFolder.open(target), AuditDemand.NONE), out, err);
    }
}
