package io.suuupra.testkit.reference;

import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateTransferStatus;

import static io.suuupra.codecs.generated.CreateTransferStatus.*;

/**
 * Compares a transfer with the record that has its id already.
 */
final class ReferenceExists
{
    private ReferenceExists()
    {
    }

    /**
     * @param transfer as it was sent.
     * @param existing the record with its id.
     * @param hold     that the record resolved; null where it did not or where the transfer does not mean to.
     * @return exists, or the first field that differs.
     */
    static CreateTransferStatus compare(final Transfer transfer, final Transfer existing, final Transfer hold)
    {
        // From the flags on both are of one kind, so that zero fields mean the same in both.
        if (transfer.flags() != existing.flags())
        {
            return EXISTS_WITH_DIFFERENT_FLAGS;
        }
        if (!transfer.pendingId().equals(existing.pendingId()))
        {
            return EXISTS_WITH_DIFFERENT_PENDING_ID;
        }
        if (transfer.timeout() != existing.timeout())
        {
            return EXISTS_WITH_DIFFERENT_TIMEOUT;
        }
        return compareFrom(hold == null ? transfer : inherit(transfer, hold), existing);
    }

    /** Fills in what a post or void leaves to its hold. */
    private static Transfer inherit(final Transfer transfer, final Transfer hold)
    {
        return new Transfer(
            transfer.id(),
            orElse(transfer.debitAccountId(), hold.debitAccountId()),
            orElse(transfer.creditAccountId(), hold.creditAccountId()),
            ReferenceTransferRules.resolvedAmount(transfer, hold),
            transfer.pendingId(),
            orElse(transfer.userData128(), hold.userData128()),
            transfer.userData64() == 0 ? hold.userData64() : transfer.userData64(),
            transfer.userData32() == 0 ? hold.userData32() : transfer.userData32(),
            transfer.timeout(),
            transfer.ledger() == 0 ? hold.ledger() : transfer.ledger(),
            transfer.code() == 0 ? hold.code() : transfer.code(),
            transfer.flags(),
            transfer.timestamp());
    }

    private static UInt128 orElse(final UInt128 value, final UInt128 inherited)
    {
        return value.isZero() ? inherited : value;
    }

    private static CreateTransferStatus compareFrom(final Transfer transfer, final Transfer existing)
    {
        if (!transfer.debitAccountId().equals(existing.debitAccountId()))
        {
            return EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID;
        }
        if (!transfer.creditAccountId().equals(existing.creditAccountId()))
        {
            return EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID;
        }
        final boolean balancing =
            (transfer.flags() & (TransferFlags.BALANCING_DEBIT | TransferFlags.BALANCING_CREDIT)) != 0;
        if (balancing ? transfer.amount() < existing.amount() : transfer.amount() != existing.amount())
        {
            return EXISTS_WITH_DIFFERENT_AMOUNT;
        }
        if (!transfer.userData128().equals(existing.userData128()))
        {
            return EXISTS_WITH_DIFFERENT_USER_DATA_128;
        }
        if (transfer.userData64() != existing.userData64())
        {
            return EXISTS_WITH_DIFFERENT_USER_DATA_64;
        }
        if (transfer.userData32() != existing.userData32())
        {
            return EXISTS_WITH_DIFFERENT_USER_DATA_32;
        }
        if (transfer.ledger() != existing.ledger())
        {
            return EXISTS_WITH_DIFFERENT_LEDGER;
        }
        if (transfer.code() != existing.code())
        {
            return EXISTS_WITH_DIFFERENT_CODE;
        }
        return EXISTS;
    }
}
