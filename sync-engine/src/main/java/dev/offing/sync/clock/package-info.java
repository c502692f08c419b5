/**
 * The device's estimate of the server's time, from pings, a monotonic clock and what it knew before
 * (docs/design/sync.md 2).
 */
@NullMarked
package dev.offing.sync.clock;

import org.jspecify.annotations.NullMarked;
