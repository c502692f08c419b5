/** Many seeds in a row, as a tester wants them: {@code ./offing sim}. */
@NullMarked
package dev.offing.simulator.campaign;

import org.jspecify.annotations.NullMarked;
