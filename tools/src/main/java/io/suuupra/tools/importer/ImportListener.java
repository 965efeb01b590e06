package io.suuupra.tools.importer;

/**
 * Hears how an import goes on.
 */
public interface ImportListener
{
    /**
     * @param line   on which the row begins, from 1.
     * @param reason why the row, or a part of it, is not in the ledger.
     */
    void badRow(long line, String reason);

    /**
     * @param summary   what was done so far.
     * @param bytesRead of the file.
     */
    void progress(ImportSummary summary, long bytesRead);
}
