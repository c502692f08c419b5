/**
 * Benchmarks with their floors: each figure is measured beside what the bare tool underneath does
 * with the same work, in turns, in the same run, so that a busy or a slow machine slows both.
 */
@NullMarked
package dev.offing.simulator.bench;

import org.jspecify.annotations.NullMarked;
