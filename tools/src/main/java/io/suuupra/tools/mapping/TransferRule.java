package io.suuupra.tools.mapping;

import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;

/**
 * How a row gives a transfer.
 */
record TransferRule(
    Condition when,
    Field id,
    Field debit,
    Field credit,
    Field amount,
    Field ledger,
    Field code,
    Field userData128,
    Field userData64,
    Field userData32)
{
    Transfer apply(final Row row) throws BadRowException
    {
        final UInt128 debitId = debit.id(row);
        final UInt128 creditId = credit.id(row);
        if (debitId.equals(creditId))
        {
            throw new BadRowException("debit and credit are the same account");
        }
        return Transfer.builder()
            .id(id.id(row))
            .debitAccountId(debitId)
            .creditAccountId(creditId)
            .amount(amount.amount(row))
            .ledger(ledger.unsigned32(row, 1))
            .code(code.code(row))
            .userData128(userData128.unsigned128(row))
            .userData64(userData64.bits64(row))
            .userData32(userData32.unsigned32(row, 0))
            .build();
    }
}
