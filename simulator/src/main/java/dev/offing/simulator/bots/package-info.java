/** Players in numbers on real connections: how fast they are served, and that none loses a coin. */
@NullMarked
package dev.offing.simulator.bots;

import org.jspecify.annotations.NullMarked;
