/** One seed as one page that a tester can read: {@code ./offing sim --report FILE.html}. */
@NullMarked
package dev.offing.simulator.report;

import org.jspecify.annotations.NullMarked;
