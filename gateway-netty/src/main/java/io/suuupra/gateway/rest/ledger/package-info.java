/**
 * What REST says about the ledger: accounts, transfers, filters and changes as JSON, to and from SBE messages.
 *
 * <p>Imports the codecs, {@code gateway.json} and jackson-core, and knows nothing of HTTP. Confined to one thread.
 */
package io.suuupra.gateway.rest.ledger;
