package io.suuupra.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.suuupra.gateway.audit.RequestKind;
import io.suuupra.gateway.auth.Caller;
import io.suuupra.gateway.net.Door;

import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
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
    private final String accept;
    private final Caller caller;
    private final boolean keepAlive;
    private final Problem refusal;
    private final String allow;
    private ByteBuf body;
    private String location = "";

    /**
     * @param route     that was found; null if none was.
     * @param method    of the request, for the counters.
     * @param id        free segment of the path; empty where it has none.
     * @param query     parameters behind the path.
     * @param accept    media types that the answer may have, as it came; empty = any.
     * @param caller    who asks; null where no key is needed, or none was given that holds.
     * @param keepAlive true if the connection goes on after it.
     * @param refusal   why it is refused whatever its body says; null if it is not.
     * @param allow     methods that the path has, where it does not have this one.
     */
    Exchange(
        final Route route,
        final String method,
        final String id,
        final Map<String, List<String>> query,
        final String accept,
        final Caller caller,
        final boolean keepAlive,
        final Problem refusal,
        final String allow)
    {
        this.route = route;
        this.method = method;
        this.id = id;
        this.query = query;
        this.accept = accept;
        this.caller = caller;
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
        return new Exchange(null, "", "", Map.of(), "", null, false, problem, "");
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

    /**
     * @return media types that the answer may have, as it came; empty = any.
     */
    String accept()
    {
        return accept;
    }

    /**
     * @return path of what the request makes; empty where it makes nothing that has one.
     */
    String location()
    {
        return location;
    }

    void location(final String path)
    {
        location = path;
    }

    /**
     * @return who asks; null where no key is needed, or none was given that holds.
     */
    Caller caller()
    {
        return caller;
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
     * @param problem that ends it, of whoever asked.
     * @param door    that the connection has passed.
     * @param peer    address that asked.
     */
    void log(final Problem problem, final Door door, final SocketAddress peer)
    {
        final RequestKind kind = route == null ? null : RequestKind.of(route.templateId());
        door.refused(
            peer,
            caller == null ? 0 : caller.principal().key(),
            route == null ? "none" : route.method() + " " + route.path(),
            kind == null ? "" : kind.object(),
            problem.type().name().toLowerCase(Locale.ROOT),
            problem.field(),
            // What could not be read as HTTP is not repeated: any part of it may be a key.
            route == null && problem.type() == ProblemType.MALFORMED ? "is not HTTP" : problem.rule());
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
