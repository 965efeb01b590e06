package io.suuupra.tools.sim;

/** Runs something at the earliest of the times that it was asked for. */
final class SimTimer
{
    private final SimMachine machine;
    private final Runnable work;
    private long dueAt = Long.MAX_VALUE;

    /**
     * @param machine whose time it goes by.
     * @param work    to run.
     */
    SimTimer(final SimMachine machine, final Runnable work)
    {
        this.machine = machine;
        this.work = work;
    }

    /**
     * @param delayNs after which the work is due at the latest; negative = no matter when.
     */
    void within(final long delayNs)
    {
        if (delayNs >= 0 && machine.now() + delayNs < dueAt)
        {
            final long at = machine.now() + delayNs;
            dueAt = at;
            machine.after(delayNs, () ->
            {
                if (dueAt == at)
                {
                    dueAt = Long.MAX_VALUE;
                    work.run();
                }
            });
        }
    }
}
