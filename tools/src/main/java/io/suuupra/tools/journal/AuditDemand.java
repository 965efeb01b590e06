package io.suuupra.tools.journal;

import io.suuupra.journal.audit.PublicNodeKey;
import io.suuupra.journal.audit.Receipt;

import java.nio.file.Path;

/**
 * What a verification is to hold the audit chain against.
 *
 * @param directory of the chain; null = that of the data folder, where there is one.
 * @param key       of the node, as it is known from elsewhere; null = as the folder has it.
 * @param witness   a receipt of the node, whose checkpoint must be of the chain; null = none.
 */
record AuditDemand(Path directory, PublicNodeKey key, Receipt witness)
{
    /** The chain of the folder, if it has one, by its own key. */
    static final AuditDemand NONE = new AuditDemand(null, null, null);

    boolean isMade()
    {
        return directory != null || key != null || witness != null;
    }
}
