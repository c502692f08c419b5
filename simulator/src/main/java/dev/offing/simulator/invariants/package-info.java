/** What must always hold (docs/design/sync.md 9): one small class each. */
@NullMarked
package dev.offing.simulator.invariants;

import org.jspecify.annotations.NullMarked;
