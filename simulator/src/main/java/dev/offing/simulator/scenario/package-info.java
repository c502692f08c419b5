/** What is done in a world: drawn from a seed, read from a file, made shorter. */
@NullMarked
package dev.offing.simulator.scenario;

import org.jspecify.annotations.NullMarked;
