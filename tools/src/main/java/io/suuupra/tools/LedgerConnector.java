package io.suuupra.tools;

import io.suuupra.client.ClientTls;
import io.suuupra.tools.ledger.LedgerException;
import io.suuupra.tools.ledger.LedgerPort;

/** Opens a ledger; tests put their own in its place. */
@FunctionalInterface
interface LedgerConnector
{
    LedgerPort connect(String address, String key, ClientTls tls) throws LedgerException;
}
