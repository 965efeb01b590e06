package io.suuupra.gateway.rest;

import io.suuupra.codecs.generated.AccountsReplyDecoder;
import io.suuupra.codecs.generated.BalancesReplyDecoder;
import io.suuupra.codecs.generated.ChangeEventsDecoder;
import io.suuupra.codecs.generated.CommandReplyDecoder;
import io.suuupra.codecs.generated.CreateAccountsDecoder;
import io.suuupra.codecs.generated.CreateAccountsReplyDecoder;
import io.suuupra.codecs.generated.CreateTransfersDecoder;
import io.suuupra.codecs.generated.CreateTransfersReplyDecoder;
import io.suuupra.codecs.generated.GetAccountBalancesDecoder;
import io.suuupra.codecs.generated.GetAccountTransfersDecoder;
import io.suuupra.codecs.generated.GetChangeEventsDecoder;
import io.suuupra.codecs.generated.GetStateDecoder;
import io.suuupra.codecs.generated.GetUpiTransactionDecoder;
import io.suuupra.codecs.generated.LookupAccountsDecoder;
import io.suuupra.codecs.generated.LookupTransfersDecoder;
import io.suuupra.codecs.generated.QueryAccountsDecoder;
import io.suuupra.codecs.generated.QueryTransfersDecoder;
import io.suuupra.codecs.generated.StateReplyDecoder;
import io.suuupra.codecs.generated.TickDecoder;
import io.suuupra.codecs.generated.TransfersReplyDecoder;
import io.suuupra.codecs.generated.UpiPayDecoder;
import io.suuupra.codecs.generated.UpiReplyDecoder;
import io.suuupra.codecs.generated.UpiTransactionReplyDecoder;

import java.util.List;

/**
 * Everything that can be asked: method, path, and for what goes to the engine the messages there and back.
 */
enum Route
{
    CREATE_ACCOUNTS("POST", "/v1/accounts",
        CreateAccountsDecoder.TEMPLATE_ID, CreateAccountsReplyDecoder.TEMPLATE_ID, "accounts"),
    CREATE_TRANSFERS("POST", "/v1/transfers",
        CreateTransfersDecoder.TEMPLATE_ID, CreateTransfersReplyDecoder.TEMPLATE_ID, "transfers"),
    LOOKUP_ACCOUNTS("POST", "/v1/accounts/lookup",
        LookupAccountsDecoder.TEMPLATE_ID, AccountsReplyDecoder.TEMPLATE_ID, "ids"),
    LOOKUP_TRANSFERS("POST", "/v1/transfers/lookup",
        LookupTransfersDecoder.TEMPLATE_ID, TransfersReplyDecoder.TEMPLATE_ID, "ids"),
    GET_ACCOUNT("GET", "/v1/accounts/{id}",
        LookupAccountsDecoder.TEMPLATE_ID, AccountsReplyDecoder.TEMPLATE_ID, ""),
    GET_TRANSFER("GET", "/v1/transfers/{id}",
        LookupTransfersDecoder.TEMPLATE_ID, TransfersReplyDecoder.TEMPLATE_ID, ""),
    GET_RECEIPT("GET", "/v1/transfers/{id}/receipt",
        LookupTransfersDecoder.TEMPLATE_ID, TransfersReplyDecoder.TEMPLATE_ID, ""),
    ACCOUNT_TRANSFERS("POST", "/v1/accounts/{id}/transfers",
        GetAccountTransfersDecoder.TEMPLATE_ID, TransfersReplyDecoder.TEMPLATE_ID, ""),
    ACCOUNT_BALANCES("POST", "/v1/accounts/{id}/balances",
        GetAccountBalancesDecoder.TEMPLATE_ID, BalancesReplyDecoder.TEMPLATE_ID, ""),
    QUERY_ACCOUNTS("POST", "/v1/query/accounts",
        QueryAccountsDecoder.TEMPLATE_ID, AccountsReplyDecoder.TEMPLATE_ID, ""),
    QUERY_TRANSFERS("POST", "/v1/query/transfers",
        QueryTransfersDecoder.TEMPLATE_ID, TransfersReplyDecoder.TEMPLATE_ID, ""),
    CHANGE_EVENTS("GET", "/v1/change-events",
        GetChangeEventsDecoder.TEMPLATE_ID, ChangeEventsDecoder.TEMPLATE_ID, ""),
    SANDBOX_CLOCK("POST", "/v1/sandbox/clock",
        TickDecoder.TEMPLATE_ID, CommandReplyDecoder.TEMPLATE_ID, ""),
    STATE("GET", "/v1/state",
        GetStateDecoder.TEMPLATE_ID, StateReplyDecoder.TEMPLATE_ID, ""),
    NODE("GET", "/v1/node"),
    OPENAPI("GET", "/openapi.json"),
    LIVE("GET", "/health/live"),
    READY("GET", "/health/ready"),
    METRICS("GET", "/metrics"),
    UPI_PAY("POST", "/v1/upi/pay",
        UpiPayDecoder.TEMPLATE_ID, UpiReplyDecoder.TEMPLATE_ID, ""),
    UPI_COLLECT("POST", "/v1/upi/collect",
        UpiPayDecoder.TEMPLATE_ID, UpiReplyDecoder.TEMPLATE_ID, ""),
    UPI_TRANSACTION("GET", "/v1/upi/transactions/{id}",
        GetUpiTransactionDecoder.TEMPLATE_ID, UpiTransactionReplyDecoder.TEMPLATE_ID, ""),
    UPI_QR("GET", "/v1/upi/qr", true);

    /** Stands for the part of a path that is free. */
    private static final String FREE = "{id}";

    private final String method;
    private final String path;
    @SuppressWarnings("ImmutableEnumChecker") // List.of makes no mutable list.
    private final List<String> segments;
    private final int templateId;
    private final int replyTemplateId;
    private final String events;
    private final boolean needsKey;

    /** A page: the gateway itself answers, and no key is needed. */
    Route(final String method, final String path)
    {
        this(method, path, false);
    }

    /** The gateway itself answers. */
    Route(final String method, final String path, final boolean needsKey)
    {
        this(method, path, -1, -1, "", needsKey);
    }

    Route(
        final String method,
        final String path,
        final int templateId,
        final int replyTemplateId,
        final String events)
    {
        this(method, path, templateId, replyTemplateId, events, true);
    }

    Route(
        final String method,
        final String path,
        final int templateId,
        final int replyTemplateId,
        final String events,
        final boolean needsKey)
    {
        this.needsKey = needsKey;
        this.method = method;
        this.path = path;
        this.templateId = templateId;
        this.replyTemplateId = replyTemplateId;
        this.events = events;
        segments = List.of(path.split("/", -1));
    }

    String method()
    {
        return method;
    }

    /**
     * @return the path, {@code {id}} standing for what is free.
     */
    String path()
    {
        return path;
    }

    /**
     * @param id for what is free; letters and digits only.
     * @return the path of the one thing.
     */
    String path(final String id)
    {
        return path.replace(FREE, id);
    }

    /**
     * @return true if a key is needed.
     */
    boolean needsKey()
    {
        return needsKey;
    }

    /**
     * @return true if the engine answers.
     */
    boolean asksEngine()
    {
        return templateId >= 0;
    }

    /**
     * @return true if a JSON body must come.
     */
    boolean hasBody()
    {
        return method.equals("POST");
    }

    int templateId()
    {
        return templateId;
    }

    int replyTemplateId()
    {
        return replyTemplateId;
    }

    /**
     * @return name of the body's array of events or ids; empty where it has none.
     */
    String events()
    {
        return events;
    }

    /**
     * @param asked segments of a path.
     * @return the free segment; empty if the path matches without one; null if it does not match.
     */
    String match(final List<String> asked)
    {
        if (asked.size() != segments.size())
        {
            return null;
        }
        String free = "";
        for (int i = 0; i < segments.size(); i++)
        {
            if (segments.get(i).equals(FREE))
            {
                free = asked.get(i);
            }
            else if (!segments.get(i).equals(asked.get(i)))
            {
                return null;
            }
        }
        return free;
    }
}
