package io.suuupra.codecs.edge;

/**
 * A transfer as a client sends it and as a lookup returns it.
 *
 * @param id              unique for ever; neither 0 nor 2^128 - 1.
 * @param debitAccountId  account whose debits grow.
 * @param creditAccountId account whose credits grow.
 * @param amount          minor units, 0 to 2^63 - 1.
 * @param pendingId       the hold that is posted or voided; 0 elsewhere.
 * @param userData128     free for the user.
 * @param userData64      free for the user, unsigned.
 * @param userData32      free for the user, unsigned.
 * @param timeout         seconds, unsigned; 0 = never.
 * @param ledger          unsigned, not 0 unless inherited.
 * @param code            0 to 65535, not 0 unless inherited.
 * @param flags           bits of {@code TransferFlags}.
 * @param timestamp       ns; 0 when sent, unless imported.
 */
public record Transfer(
    UInt128 id,
    UInt128 debitAccountId,
    UInt128 creditAccountId,
    long amount,
    UInt128 pendingId,
    UInt128 userData128,
    long userData64,
    int userData32,
    int timeout,
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
        private UInt128 debitAccountId = UInt128.ZERO;
        private UInt128 creditAccountId = UInt128.ZERO;
        private long amount;
        private UInt128 pendingId = UInt128.ZERO;
        private UInt128 userData128 = UInt128.ZERO;
        private long userData64;
        private int userData32;
        private int timeout;
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
         * @param value account whose debits grow.
         * @return this.
         */
        public Builder debitAccountId(final UInt128 value)
        {
            debitAccountId = value;
            return this;
        }

        /**
         * @param value account whose credits grow.
         * @return this.
         */
        public Builder creditAccountId(final UInt128 value)
        {
            creditAccountId = value;
            return this;
        }

        /**
         * @param value minor units, 0 to 2^63 - 1.
         * @return this.
         */
        public Builder amount(final long value)
        {
            amount = value;
            return this;
        }

        /**
         * @param value the hold that is posted or voided; 0 elsewhere.
         * @return this.
         */
        public Builder pendingId(final UInt128 value)
        {
            pendingId = value;
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
         * @param value seconds, unsigned; 0 = never.
         * @return this.
         */
        public Builder timeout(final int value)
        {
            timeout = value;
            return this;
        }

        /**
         * @param value unsigned, not 0 unless inherited.
         * @return this.
         */
        public Builder ledger(final int value)
        {
            ledger = value;
            return this;
        }

        /**
         * @param value 0 to 65535, not 0 unless inherited.
         * @return this.
         */
        public Builder code(final int value)
        {
            code = value;
            return this;
        }

        /**
         * @param value bits of {@code TransferFlags}.
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
        public Transfer build()
        {
            return new Transfer(
                id, debitAccountId, creditAccountId, amount, pendingId, userData128, userData64, userData32,
                timeout, ledger, code, flags, timestamp);
        }
    }
}
