package io.suuupra.codecs.edge;

/**
 * An account as a client sends it and as a lookup returns it.
 *
 * @param id             unique for ever; neither 0 nor 2^128 - 1.
 * @param debitsPending  minor units held on the debit side; 0 when sent.
 * @param debitsPosted   minor units posted on the debit side; 0 when sent.
 * @param creditsPending minor units held on the credit side; 0 when sent.
 * @param creditsPosted  minor units posted on the credit side; 0 when sent.
 * @param userData128    free for the user.
 * @param userData64     free for the user, unsigned.
 * @param userData32     free for the user, unsigned.
 * @param reserved       0.
 * @param ledger         unsigned, not 0.
 * @param code           1 to 65535.
 * @param flags          bits of {@code AccountFlags}.
 * @param timestamp      ns; 0 when sent, unless imported.
 */
public record Account(
    UInt128 id,
    long debitsPending,
    long debitsPosted,
    long creditsPending,
    long creditsPosted,
    UInt128 userData128,
    long userData64,
    int userData32,
    int reserved,
    int ledger,
    int code,
    int flags,
    long timestamp)
{
    /**
     * @return a builder with every field 0.
     */
    public static Builder builder()
    {
        return new Builder();
    }

    /** Collects the fields; what is not set stays 0. */
    public static final class Builder
    {
        private UInt128 id = UInt128.ZERO;
        private long debitsPending;
        private long debitsPosted;
        private long creditsPending;
        private long creditsPosted;
        private UInt128 userData128 = UInt128.ZERO;
        private long userData64;
        private int userData32;
        private int reserved;
        private int ledger;
        private int code;
        private int flags;
        private long timestamp;

        private Builder()
        {
        }

        /**
         * @param value unique for ever; neither 0 nor 2^128 - 1.
         * @return this.
         */
        public Builder id(final UInt128 value)
        {
            id = value;
            return this;
        }

        /**
         * @param value minor units held on the debit side; 0 when sent.
         * @return this.
         */
        public Builder debitsPending(final long value)
        {
            debitsPending = value;
            return this;
        }

        /**
         * @param value minor units posted on the debit side; 0 when sent.
         * @return this.
         */
        public Builder debitsPosted(final long value)
        {
            debitsPosted = value;
            return this;
        }

        /**
         * @param value minor units held on the credit side; 0 when sent.
         * @return this.
         */
        public Builder creditsPending(final long value)
        {
            creditsPending = value;
            return this;
        }

        /**
         * @param value minor units posted on the credit side; 0 when sent.
         * @return this.
         */
        public Builder creditsPosted(final long value)
        {
            creditsPosted = value;
            return this;
        }

        /**
         * @param value free for the user.
         * @return this.
         */
        public Builder userData128(final UInt128 value)
        {
            userData128 = value;
            return this;
        }

        /**
         * @param value free for the user, unsigned.
         * @return this.
         */
        public Builder userData64(final long value)
        {
            userData64 = value;
            return this;
        }

        /**
         * @param value free for the user, unsigned.
         * @return this.
         */
        public Builder userData32(final int value)
        {
            userData32 = value;
            return this;
        }

        /**
         * @param value 0.
         * @return this.
         */
        public Builder reserved(final int value)
        {
            reserved = value;
            return this;
        }

        /**
         * @param value unsigned, not 0.
         * @return this.
         */
        public Builder ledger(final int value)
        {
            ledger = value;
            return this;
        }

        /**
         * @param value 1 to 65535.
         * @return this.
         */
        public Builder code(final int value)
        {
            code = value;
            return this;
        }

        /**
         * @param value bits of {@code AccountFlags}.
         * @return this.
         */
        public Builder flags(final int value)
        {
            flags = value;
            return this;
        }

        /**
         * @param value ns; 0 when sent, unless imported.
         * @return this.
         */
        public Builder timestamp(final long value)
        {
            timestamp = value;
            return this;
        }

        /**
         * @return the record.
         */
        public Account build()
        {
            return new Account(
                id, debitsPending, debitsPosted, creditsPending, creditsPosted, userData128, userData64,
                userData32, reserved, ledger, code, flags, timestamp);
        }
    }
}
