package io.suuupra.client;

import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateAccountsReplyDecoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.util.List;

/**
 * One account, which may share its frame with others.
 */
final class SingleAccount extends Request<CreateResult<CreateAccountStatus>>
{
    /** To be created. */
    final Account account;

    SingleAccount(final long deadlineNs, final Account account)
    {
        super(1, deadlineNs);
        this.account = account;
    }

    @Override
    Kind kind()
    {
        return (account.flags() & AccountFlags.IMPORTED) == 0 ? Kind.ACCOUNT : Kind.IMPORTED_ACCOUNT;
    }

    @Override
    boolean isCommand()
    {
        return true;
    }

    @Override
    int messageLength()
    {
        return MessageLength.accounts(1);
    }

    @Override
    int replyTemplateId()
    {
        return CreateAccountsReplyDecoder.TEMPLATE_ID;
    }

    @Override
    int encode(final EdgeMapper mapper, final MutableDirectBuffer buffer, final int offset)
    {
        return mapper.encodeCreateAccounts(List.of(account), buffer, offset);
    }

    @Override
    void answer(final EdgeMapper mapper, final DirectBuffer buffer, final int offset)
    {
        complete(mapper.decodeAccountResults(buffer, offset).getFirst());
    }
}
