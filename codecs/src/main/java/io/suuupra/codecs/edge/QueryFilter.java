package io.suuupra.codecs.edge;

/**
 * Which accounts, or transfers; all given fields must match.
 *
 * @param userData128  0 = any.
 * @param userData64   0 = any.
 * @param userData32   0 = any.
 * @param ledger       0 = any.
 * @param code         0 = any.
 * @param timestampMin ns, inclusive; 0 = open.
 * @param timestampMax ns, inclusive; 0 = open.
 * @param limit        rows, 1 to 8,189.
 * @param flags        bits of {@code FilterFlags}; only reversed counts.
 */
public record QueryFilter(
    UInt128 userData128,
    long userData64,
    int userData32,
    int ledger,
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
        private UInt128 userData128 = UInt128.ZERO;
        private long userData64;
        private int userData32;
        private int ledger;
        private int code;
        private long timestampMin;
        private long timestampMax;
        private int limit;
        private int flags;

        private Builder()
        {
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
        public Builder ledger(final int value)
        {
            ledger = value;
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
         * @param value bits of {@code FilterFlags}; only reversed counts.
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
        public QueryFilter build()
        {
            return new QueryFilter(
                userData128, userData64, userData32, ledger, code, timestampMin, timestampMax, limit, flags);
        }
    }
}
