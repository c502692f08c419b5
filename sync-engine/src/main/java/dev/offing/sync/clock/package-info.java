/**
 * The device's estimate of the server's time, from pings, a monotonic clock and what it knew before
 * (docs/design/sync.md 2).
 *
 * <p>Stable: {@link dev.offing.sync.clock.DeviceClock} and {@link dev.offing.sync.clock.Moment}.
 * The estimate is internal.
 */
@NullMarked
package dev.offing.sync.clock;

import org.jspecify.annotations.NullMarked;
