package io.suuupra.tools.mapping;

import io.suuupra.codecs.edge.Account;

/**
 * How a row gives an account.
 */
record AccountRule(
    Condition when,
    Field id,
    Field ledger,
    Field code,
    int flags,
    Field userData128,
    Field userData64,
    Field userData32)
{
    Account apply(final Row row) throws BadRowException
    {
        return Account.builder()
            .id(id.id(row))
            .ledger(ledger.unsigned32(row, 1))
            .code(code.code(row))
            .flags(flags)
            .userData128(userData128.unsigned128(row))
            .userData64(userData64.bits64(row))
            .userData32(userData32.unsigned32(row, 0))
            .build();
    }
}
