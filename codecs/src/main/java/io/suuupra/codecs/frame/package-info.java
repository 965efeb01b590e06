/**
 * Frames, their limits and the check that every message from outside passes before anything else reads it.
 *
 * <p>Imports the generated flyweights and Agrona only. No state is shared; each object is confined to its thread.
 */
package io.suuupra.codecs.frame;
