package io.suuupra.engine.ledger;

/**
 * Has the index of the records built again at a restore. The work can be split into any number of parts, which may be
 * done by as many threads at once: the host chooses.
 */
public interface Indexing
{
    /** All of it in one part, by the caller. */
    Indexing ONE_PART = part -> part.run(0, 1);

    /** One part of the work. */
    interface Part
    {
        /**
         * @param part  from 0 up to {@code parts}, which is excluded.
         * @param parts into which the work is split.
         */
        void run(int part, int parts);
    }

    /**
     * Returns when every part was run once.
     *
     * @param part to run.
     */
    void run(Part part);
}
