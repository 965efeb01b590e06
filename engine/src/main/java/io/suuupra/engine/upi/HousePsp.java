package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.UpiState;

/**
 * A PSP that stands in the engine. It is asked and told in the command in which that happens, without a request in the
 * store; to everybody else it is a participant like any other.
 */
public interface HousePsp
{
    /** Nobody. */
    HousePsp NONE = new HousePsp()
    {
        @Override
        public int participant()
        {
            return 0;
        }

        @Override
        public void at(final long hostTimeNs, final long now)
        {
            // Nobody needs to know.
        }

        @Override
        public void fire()
        {
            // Nobody waits.
        }

        @Override
        public void account(final HouseAccount account)
        {
            throw new IllegalStateException("nobody has no account");
        }

        @Override
        public int authorise(final HouseRequest request)
        {
            throw new IllegalStateException("nobody is asked");
        }

        @Override
        public void moved(
            final long owner, final long transaction, final UpiState state, final int code, final long rrn)
        {
            throw new IllegalStateException("nobody is told");
        }
    };

    /** @return its number as a participant; 0 = it is not set. */
    int participant();

    /**
     * Tells the time of the command that runs, before anything else.
     *
     * @param hostTimeNs the host's clock.
     * @param now        the command's first stamp.
     */
    void at(long hostTimeNs, long now);

    /** Lets happen what is due. */
    void fire();

    /**
     * Gives the account at a bank that it pays from and is paid to.
     *
     * @param account to fill in.
     */
    void account(HouseAccount account);

    /**
     * ReqAuthDetails.
     *
     * @param request what is asked; takes the answer.
     * @return why not, a code of a PSP; 0 = it agrees.
     */
    int authorise(HouseRequest request);

    /**
     * A transaction of its own has come further.
     *
     * @param owner       as it was named when the transaction began.
     * @param transaction row of it.
     * @param state       that it is in now.
     * @param code        what says most about it.
     * @param rrn         of it.
     */
    void moved(long owner, long transaction, UpiState state, int code, long rrn);
}
