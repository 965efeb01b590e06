package io.suuupra.engine.host;

/**
 * A part of the way of a command through a node, whose time is measured.
 *
 * @param name of the stage: small letters and underscores.
 * @param time that commands spent in it; for the journal's two, groups of commands.
 */
public record Stage(String name, LatencyRecorder.Snapshot time)
{
}
