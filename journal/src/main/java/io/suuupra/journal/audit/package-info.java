/**
 * The audit chain: blocks of frames chained by SHA-256, blocks of rows under Merkle trees (RFC 6962), checkpoints over
 * both that are signed with the node's key (Ed25519, RFC 8032), and receipts that are proven by a checkpoint alone.
 *
 * <p>Imports {@code io.suuupra.journal.disk}, the checksums of {@code io.suuupra.journal.cycle}, and codecs. It knows
 * frames and rows as bytes only; whoever uses it brings them in their order. No class here has a thread of its own.
 */
package io.suuupra.journal.audit;
