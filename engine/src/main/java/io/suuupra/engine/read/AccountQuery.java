package io.suuupra.engine.read;

import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.AccountsReplyEncoder;
import io.suuupra.codecs.generated.LookupAccountsEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.engine.ledger.Accounts;
import org.agrona.MutableDirectBuffer;

/**
 * Accounts that match a filter. What a filter asks for never changes, so the search runs beside the engine; it ends in
 * a lookup of what it found, which gives all balances as of one moment.
 */
final class AccountQuery implements Scan
{
    private final Accounts accounts;
    private final Filter filter;
    private final int count;
    private final int ledgerMin;
    private final int ledgerMax;

    AccountQuery(final Accounts accounts, final Filter filter, final int ledgerMin, final int ledgerMax)
    {
        this.accounts = accounts;
        this.filter = filter;
        this.count = accounts.count();
        this.ledgerMin = ledgerMin;
        this.ledgerMax = ledgerMax;
    }

    @Override
    public int run(final MutableDirectBuffer buffer, final int offset)
    {
        final Rows found = new Rows(filter.limit());
        final int from = accounts.firstAtOrAfter(filter.timestampMin(), 0, count);
        final int to = filter.timestampMax() == Long.MAX_VALUE ?
            count : accounts.firstAtOrAfter(filter.timestampMax() + 1, 0, count);
        if (filter.has(FilterFlags.REVERSED))
        {
            for (int slot = to - 1; slot >= from && !found.isFull(); slot--)
            {
                collect(slot, found);
            }
        }
        else
        {
            for (int slot = from; slot < to && !found.isFull(); slot++)
            {
                collect(slot, found);
            }
        }
        return found.count() == 0 ? writeNothing(buffer, offset) : writeLookup(found, buffer, offset);
    }

    private void collect(final int slot, final Rows found)
    {
        if (filter.matchesAccount(accounts, slot) && Principal.sees(accounts.ledger(slot), ledgerMin, ledgerMax))
        {
            found.add(slot);
        }
    }

    private int writeLookup(final Rows found, final MutableDirectBuffer buffer, final int offset)
    {
        final LookupAccountsEncoder encoder = new LookupAccountsEncoder();
        encoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        final LookupAccountsEncoder.IdsEncoder group = encoder.idsCount(found.count());
        for (int i = 0; i < found.count(); i++)
        {
            final int slot = (int)found.get(i);
            group.next().id().low(accounts.idLow(slot)).high(accounts.idHigh(slot));
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private static int writeNothing(final MutableDirectBuffer buffer, final int offset)
    {
        final AccountsReplyEncoder encoder = new AccountsReplyEncoder();
        encoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder()).accountsCount(0);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
