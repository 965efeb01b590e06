package io.suuupra.gateway.auth;

import io.suuupra.codecs.frame.Principal;

import java.util.HexFormat;

/**
 * What may be shown of an API key.
 *
 * @param id        public id, not 0.
 * @param name      given by whoever made it.
 * @param scopes    bits of {@link Principal}.
 * @param ledgerMin first ledger that it sees, unsigned.
 * @param ledgerMax last ledger that it sees, unsigned.
 * @param tenant    0 = the only one.
 * @param terms     of its use.
 */
public record KeyEntry(long id, String name, int scopes, int ledgerMin, int ledgerMax, int tenant, KeyTerms terms)
{
    /**
     * @return the id as 16 hex digits, as it stands in the key's text.
     */
    public String idText()
    {
        return HexFormat.of().toHexDigits(id);
    }

    /**
     * @return on whose behalf the requests with this key run.
     */
    public Principal principal()
    {
        return new Principal(id, tenant, scopes, ledgerMin, ledgerMax);
    }
}
