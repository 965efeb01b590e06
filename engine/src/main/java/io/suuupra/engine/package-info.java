/**
 * The deterministic engine: {@link io.suuupra.engine.Engine} takes commands one after the other and answers each.
 *
 * <p>Imports the codecs and Agrona only: no clock, random, thread, I/O, logging or configuration. One thread at a time.
 */
package io.suuupra.engine;
