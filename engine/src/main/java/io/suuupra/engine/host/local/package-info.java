/**
 * The host that runs the engine on one machine: a Disruptor ring, the journal beside the engine, and release gated on
 * both. {@link io.suuupra.engine.host.local.LocalPipeline} shows the whole wiring.
 *
 * <p>Imports the engine, the journal, the Disruptor and HdrHistogram. Threads: one each for journal, engine and
 * release; the pulse; the snapshot's; readers; the audit chain's and one for receipts.
 */
package io.suuupra.engine.host.local;
