package io.suuupra.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.suuupra.codecs.frame.Principal;

import java.util.List;
import java.util.Map;

/**
 * One request from its first line to its response. Confined to the channel's event loop.
 */
final class Exchange
{
    private final Route route;
    private final String method;
    private final String id;
    private final Map<String, List<String>> query;
    private final Principal principal;
    private final boolean keepAlive;
    private final Problem refusal;
    private final String allow;
    private ByteBuf body;

    /**
     * @param route     that was found; null if none was.
     * @param method    of the request, for the counters.
     * @param id        free segment of the path; empty where it has none.
     * @param query     parameters behind the path.
     * @param principal who asks; null where no key is needed.
     * @param keepAlive true if the connection goes on after it.
     * @param refusal   why it is refused whatever its body says; null if it is not.
     * @param allow     methods that the path has, where it does not have this one.
     */
    Exchange(
        final Route route,
        final String method,
        final String id,
        final Map<String, List<String>> query,
        final Principal principal,
        final boolean keepAlive,
        final Problem refusal,
        final String allow)
    {
        this.route = route;
        this.method = method;
        this.id = id;
        this.query = query;
        this.principal = principal;
        this.keepAlive = keepAlive;
        this.refusal = refusal;
        this.allow = allow;
    }

    /**
     * @param problem that ends it.
     * @return an exchange that never had a route, for bytes that are no HTTP.
     */
    static Exchange broken(final Problem problem)
    {
        return new Exchange(null, "", "", Map.of(), null, false, problem, "");
    }

    Route route()
    {
        return route;
    }

    String routeName()
    {
        return route == null ? "none" : route.path();
    }

    String method()
    {
        return route == null ? "other" : method;
    }

    String id()
    {
        return id;
    }

    Map<String, List<String>> query()
    {
        return query;
    }

    Principal principal()
    {
        return principal;
    }

    boolean keepAlive()
    {
        return keepAlive;
    }

    Problem refusal()
    {
        return refusal;
    }

    String allow()
    {
        return allow;
    }

    /**
     * @return what came of the body so far; null if nothing did.
     */
    ByteBuf body()
    {
        return body;
    }

    void body(final ByteBuf next)
    {
        body = next;
    }

    void release()
    {
        if (body != null)
        {
            body.release();
            body = null;
        }
    }
}
