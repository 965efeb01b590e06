package io.suuupra.tools.journal;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.Transfer;

/** Builders that begin with all fields of what is there, to change some of them. */
final class Builders
{
    private Builders()
    {
    }

    static Account.Builder of(final Account account)
    {
        return Account.builder()
            .id(account.id())
            .debitsPending(account.debitsPending())
            .debitsPosted(account.debitsPosted())
            .creditsPending(account.creditsPending())
            .creditsPosted(account.creditsPosted())
            .userData128(account.userData128())
            .userData64(account.userData64())
            .userData32(account.userData32())
            .reserved(account.reserved())
            .ledger(account.ledger())
            .code(account.code())
            .flags(account.flags())
            .timestamp(account.timestamp());
    }

    static Transfer.Builder of(final Transfer transfer)
    {
        return Transfer.builder()
            .id(transfer.id())
            .debitAccountId(transfer.debitAccountId())
            .creditAccountId(transfer.creditAccountId())
            .amount(transfer.amount())
            .pendingId(transfer.pendingId())
            .userData128(transfer.userData128())
            .userData64(transfer.userData64())
            .userData32(transfer.userData32())
            .timeout(transfer.timeout())
            .ledger(transfer.ledger())
            .code(transfer.code())
            .flags(transfer.flags())
            .timestamp(transfer.timestamp());
    }
}
