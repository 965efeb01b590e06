package io.suuupra.journal.audit;

import java.io.IOException;

/**
 * The journal, the rows or the chain itself are not what was chained and signed.
 */
public final class AuditDamage extends IOException
{
    private static final long serialVersionUID = 1;

    private final long sequence;

    /**
     * @param sequence of the first frame that is not as it was; 0 = no frame is concerned.
     * @param reason   what was found.
     */
    public AuditDamage(final long sequence, final String reason)
    {
        super("audit chain broken" + (sequence == 0 ? ": " : " at sequence " + sequence + ": ") + reason);
        this.sequence = sequence;
    }

    /** @return sequence of the first frame that is not as it was; 0 = no frame is concerned. */
    public long sequence()
    {
        return sequence;
    }
}
