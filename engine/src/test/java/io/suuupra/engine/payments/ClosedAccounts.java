package io.suuupra.engine.payments;

import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateTransferStatus;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Closes accounts as an operator does. */
final class ClosedAccounts
{
    private ClosedAccounts()
    {
    }

    static void close(final Shop shop, final UInt128 wallet)
    {
        shop.now++;
        assertEquals(CreateTransferStatus.CREATED, shop.engine.createTransfers(shop.now, List.of(Transfer.builder()
            .id(shop.id()).ledger(Chart.LEDGER).code(1).debitAccountId(wallet).creditAccountId(Shop.CASH).amount(0)
            .flags(TransferFlags.PENDING | TransferFlags.CLOSING_DEBIT).build())).getFirst().status());
    }
}
