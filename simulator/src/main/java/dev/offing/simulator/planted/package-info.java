/**
 * Mistakes that are planted on purpose, to see whether the simulator would find them
 * (docs/design/simulator.md, "Planted mistakes"). Each is a patch beside this module's sources; it
 * is applied to a copy of a source, never to the source.
 */
@NullMarked
package dev.offing.simulator.planted;

import org.jspecify.annotations.NullMarked;
