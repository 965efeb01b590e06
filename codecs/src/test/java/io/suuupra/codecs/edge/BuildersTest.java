package io.suuupra.codecs.edge;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class BuildersTest
{
    @Test
    void shouldPutEachValueOfAnAccountInItsField()
    {
        assertEquals(
            new Account(UInt128.of(1), 2, 3, 4, 5, UInt128.of(6), 7, 8, 9, 10, 11, 12, 13),
            Account.builder().id(UInt128.of(1)).debitsPending(2).debitsPosted(3).creditsPending(4).creditsPosted(5)
                .userData128(UInt128.of(6)).userData64(7).userData32(8).reserved(9).ledger(10).code(11).flags(12)
                .timestamp(13).build());
        assertEquals(
            new Account(UInt128.ZERO, 0, 0, 0, 0, UInt128.ZERO, 0, 0, 0, 0, 0, 0, 0), Account.builder().build());
    }

    @Test
    void shouldPutEachValueOfATransferInItsField()
    {
        assertEquals(
            new Transfer(UInt128.of(1), UInt128.of(2), UInt128.of(3), 4, UInt128.of(5), UInt128.of(6), 7, 8, 9, 10,
                11, 12, 13),
            Transfer.builder().id(UInt128.of(1)).debitAccountId(UInt128.of(2)).creditAccountId(UInt128.of(3)).amount(4)
                .pendingId(UInt128.of(5)).userData128(UInt128.of(6)).userData64(7).userData32(8).timeout(9).ledger(10)
                .code(11).flags(12).timestamp(13).build());
        assertEquals(
            new Transfer(UInt128.ZERO, UInt128.ZERO, UInt128.ZERO, 0, UInt128.ZERO, UInt128.ZERO, 0, 0, 0, 0, 0, 0, 0),
            Transfer.builder().build());
    }

    @Test
    void shouldPutEachValueOfAFilterInItsField()
    {
        assertEquals(
            new AccountFilter(UInt128.of(1), UInt128.of(2), 3, 4, 5, 6, 7, 8, 9),
            AccountFilter.builder().accountId(UInt128.of(1)).userData128(UInt128.of(2)).userData64(3).userData32(4)
                .code(5).timestampMin(6).timestampMax(7).limit(8).flags(9).build());
        assertEquals(
            new QueryFilter(UInt128.of(1), 2, 3, 4, 5, 6, 7, 8, 9),
            QueryFilter.builder().userData128(UInt128.of(1)).userData64(2).userData32(3).ledger(4).code(5)
                .timestampMin(6).timestampMax(7).limit(8).flags(9).build());
    }
}
