package io.suuupra.engine.payments;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Fees against decimal arithmetic. */
class FeesTest
{
    private static final long MAX = Fees.AMOUNT_MAX;

    @Property
    void feeIsThatOfDecimals(
        @ForAll @LongRange(max = MAX) final long amount,
        @ForAll @LongRange(max = 10_000) final long basisPoints,
        @ForAll @LongRange(max = MAX) final long fixed)
    {
        final BigDecimal exact =
            BigDecimal.valueOf(amount).multiply(BigDecimal.valueOf(basisPoints)).divide(BigDecimal.valueOf(10_000));
        assertEquals(exact.setScale(0, RoundingMode.HALF_EVEN).longValueExact() + fixed,
            Fees.fee(amount, basisPoints, fixed));
    }

    @Property
    void taxIsThatOfDecimals(@ForAll @LongRange(max = 2 * MAX) final long fee)
    {
        assertEquals(BigDecimal.valueOf(fee).multiply(new BigDecimal("0.18")).setScale(0, RoundingMode.HALF_EVEN)
            .longValueExact(), Fees.gst(fee));
    }

    @Property
    void shareIsTheFloorOfTheExactOne(
        @ForAll @LongRange(max = 2 * MAX) final long whole,
        @ForAll @LongRange(max = MAX) final long part,
        @ForAll @LongRange(min = 1, max = MAX) final long all)
    {
        assertEquals(BigInteger.valueOf(whole).multiply(BigInteger.valueOf(Math.min(part, all)))
            .divide(BigInteger.valueOf(all)).longValueExact(), Fees.share(whole, Math.min(part, all), all));
    }
}
