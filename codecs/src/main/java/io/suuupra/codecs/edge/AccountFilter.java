package io.suuupra.codecs.edge;

/**
 * Which transfers, or balances, of one account.
 *
 * @param accountId    the account.
 * @param userData128  0 = any.
 * @param userData64   0 = any.
 * @param userData32   0 = any.
 * @param code         0 = any.
 * @param timestampMin ns, inclusive; 0 = open.
 * @param timestampMax ns, inclusive; 0 = open.
 * @param limit        rows, 1 to 8,189.
 * @param flags        bits of {@code FilterFlags}.
 */
public record AccountFilter(
    UInt128 accountId,
    UInt128 userData128,
    long userData64,
    int userData32,
    int code,
    long timestampMin,
    long timestampMax,
    int limit,
    int flags)
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
        private UInt128 accountId = UInt128.ZERO;
        private UInt128 userData128 = UInt128.ZERO;
        private long userData64;
        private int userData32;
        private int code;
        private long timestampMin;
        private long timestampMax;
        private int limit;
        private int flags;

        private Builder()
        {
        }

        /**
         * @param value the account.
         * @return this.
         */
        public Builder accountId(final UInt128 value)
        {
            accountId = value;
            return this;
        }

        /**
         * @param value 0 = any.
         * @return this.
         */
        public Builder userData128(final UInt128 value)
        {
            userData128 = value;
            return this;
        }

        /**
         * @param value 0 = any.
         * @return this.
         */
        public Builder userData64(final long value)
        {
            userData64 = value;
            return this;
        }

        /**
         * @param value 0 = any.
         * @return this.
         */
        public Builder userData32(final int value)
        {
            userData32 = value;
            return this;
        }

        /**
         * @param value 0 = any.
         * @return this.
         */
        public Builder code(final int value)
        {
            code = value;
            return this;
        }

        /**
         * @param value ns, inclusive; 0 = open.
         * @return this.
         */
        public Builder timestampMin(final long value)
        {
            timestampMin = value;
            return this;
        }

        /**
         * @param value ns, inclusive; 0 = open.
         * @return this.
         */
        public Builder timestampMax(final long value)
        {
            timestampMax = value;
            return this;
        }

        /**
         * @param value rows, 1 to 8,189.
         * @return this.
         */
        public Builder limit(final int value)
        {
            limit = value;
            return this;
        }

        /**
         * @param value bits of {@code FilterFlags}.
         * @return this.
         */
        public Builder flags(final int value)
        {
            flags = value;
            return this;
        }

        /**
         * @return the record.
         */
        public AccountFilter build()
        {
            return new AccountFilter(
                accountId, userData128, userData64, userData32, code, timestampMin, timestampMax, limit, flags);
        }
    }
}
