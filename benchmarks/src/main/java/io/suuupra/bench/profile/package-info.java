/**
 * Profiles of a process: has async-profiler take samples of where its threads are, and draws them as a flame graph that
 * stands within a page and needs nothing else.
 *
 * <p>It may import the JDK only; the profiler is a native library that is loaded into the profiled process and nowhere
 * else. What reads and draws is for any thread; a {@link io.suuupra.bench.profile.Profiler.Recording} is for one.
 */
package io.suuupra.bench.profile;
