/**
 * Who may do what: the store of API keys, the check of a key or of a proof that one is held, and the rules of access.
 *
 * <p>Imports the codecs and the strict JSON reader. Keys are checked on event loops, in a time that tells nothing about
 * them.
 */
package io.suuupra.gateway.auth;
