package io.suuupra.codecs.edge;

import io.suuupra.codecs.generated.ChangeKind;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

import java.util.List;

/**
 * Arbitrary records of every kind, made from runs of numbers so that the extremes of each field come up.
 */
final class EdgeRecords
{
    private static final int ROWS_MAX = 4;
    private static final List<ChangeKind> KINDS = List.of(
        ChangeKind.SINGLE_PHASE,
        ChangeKind.TWO_PHASE_PENDING,
        ChangeKind.TWO_PHASE_POSTED,
        ChangeKind.TWO_PHASE_VOIDED,
        ChangeKind.TWO_PHASE_EXPIRED);

    private EdgeRecords()
    {
    }

    static Arbitrary<List<UInt128>> ids()
    {
        return numbers(2).map(n -> new UInt128(n[0], n[1])).list().ofMinSize(1).ofMaxSize(ROWS_MAX);
    }

    static Arbitrary<List<Account>> accounts()
    {
        return numbers(15).map(EdgeRecords::account).list().ofMinSize(1).ofMaxSize(ROWS_MAX);
    }

    static Arbitrary<List<Transfer>> transfers()
    {
        return numbers(18).map(EdgeRecords::transfer).list().ofMinSize(1).ofMaxSize(ROWS_MAX);
    }

    static Arbitrary<List<AccountBalance>> balances()
    {
        return numbers(5).map(n -> new AccountBalance(n[0], n[1], n[2], n[3], n[4])).list().ofMaxSize(ROWS_MAX);
    }

    static Arbitrary<AccountFilter> accountFilters()
    {
        return numbers(11).map(n -> new AccountFilter(new UInt128(n[0], n[1]), new UInt128(n[2], n[3]), n[4],
            (int)n[5], unsignedShort(n[6]), n[7], n[8], (int)n[9], (int)n[10]));
    }

    static Arbitrary<QueryFilter> queryFilters()
    {
        return numbers(10).map(n -> new QueryFilter(new UInt128(n[0], n[1]), n[2], (int)n[3], (int)n[4],
            unsignedShort(n[5]), n[6], n[7], (int)n[8], (int)n[9]));
    }

    static Arbitrary<List<ChangeEvent>> changeEvents()
    {
        return numbers(30).map(EdgeRecords::changeEvent).list().ofMaxSize(ROWS_MAX);
    }

    static Arbitrary<EngineState> states()
    {
        return numbers(11).map(n -> new EngineState(n[0], n[1], n[2], n[3], n[4], n[5],
            new UInt128(n[6], n[7]), new UInt128(n[8], n[9]), unsignedShort(n[10])));
    }

    private static Arbitrary<long[]> numbers(final int count)
    {
        final Arbitrary<Long> extremes =
            Arbitraries.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 0x8000L, 0xFFFFL, 0x8000_0000L, 0xFFFF_FFFFL);
        return Arbitraries.oneOf(Arbitraries.longs(), extremes).array(long[].class).ofSize(count);
    }

    private static Account account(final long[] n)
    {
        return new Account(new UInt128(n[0], n[1]), n[2], n[3], n[4], n[5], new UInt128(n[6], n[7]), n[8],
            (int)n[9], (int)n[10], (int)n[11], unsignedShort(n[12]), unsignedShort(n[13]), n[14]);
    }

    private static Transfer transfer(final long[] n)
    {
        return new Transfer(new UInt128(n[0], n[1]), new UInt128(n[2], n[3]), new UInt128(n[4], n[5]), n[6],
            new UInt128(n[7], n[8]), new UInt128(n[9], n[10]), n[11], (int)n[12], (int)n[13], (int)n[14],
            unsignedShort(n[15]), unsignedShort(n[16]), n[17]);
    }

    private static ChangeEvent changeEvent(final long[] n)
    {
        final Transfer transfer = transfer(n);
        return new ChangeEvent(n[18], KINDS.get((int)Long.remainderUnsigned(n[19], KINDS.size())), transfer,
            new ChangeEvent.Side(transfer.debitAccountId(), n[20], n[21], n[22], n[23], unsignedShort(n[24])),
            new ChangeEvent.Side(transfer.creditAccountId(), n[25], n[26], n[27], n[28], unsignedShort(n[29])));
    }

    private static int unsignedShort(final long number)
    {
        return (int)number & 0xFFFF;
    }
}
