package io.suuupra.gateway.rest;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the route of a request. Immutable.
 */
final class Router
{
    private final List<Route> routes = new ArrayList<>();

    /**
     * @param sandbox true if the route that moves the clock is there.
     */
    Router(final boolean sandbox)
    {
        for (final Route route : Route.values())
        {
            if (sandbox || route != Route.SANDBOX_CLOCK)
            {
                routes.add(route);
            }
        }
    }

    /**
     * What a path and a method lead to.
     *
     * @param route null if there is none.
     * @param id    the free segment of the path; empty where it has none.
     * @param allow methods that the path has, for the answer that it does not have this one.
     */
    record Match(Route route, String id, String allow)
    {
    }

    Match find(final String method, final String path)
    {
        final List<String> segments = List.of(path.split("/", -1));
        final List<String> allow = new ArrayList<>(1);
        Match found = null;
        for (final Route route : routes)
        {
            final String id = route.match(segments);
            if (id == null)
            {
                continue;
            }
            if (route.method().equals(method))
            {
                // A fixed path stands before the free one that it also matches: /v1/accounts/lookup.
                found = found == null ? new Match(route, id, "") : found;
            }
            else
            {
                allow.add(route.method());
            }
        }
        return found != null ? found : new Match(null, "", String.join(", ", allow));
    }
}
