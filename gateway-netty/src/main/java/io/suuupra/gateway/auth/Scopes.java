package io.suuupra.gateway.auth;

import io.suuupra.codecs.frame.Principal;

import java.util.ArrayList;
import java.util.List;

/**
 * Names of the scopes of an API key.
 */
public final class Scopes
{
    /** Every scope there is. */
    public static final int ALL = Principal.READ | Principal.POST | Principal.ADMIN;

    /** Names by bit. */
    public static final List<String> NAMES = List.of("read", "post", "admin");

    private Scopes()
    {
    }

    /**
     * @param scopes bits.
     * @return their names.
     */
    public static List<String> names(final int scopes)
    {
        final List<String> names = new ArrayList<>(NAMES.size());
        for (int bit = 0; bit < NAMES.size(); bit++)
        {
            if ((scopes & 1 << bit) != 0)
            {
                names.add(NAMES.get(bit));
            }
        }
        return names;
    }
}
