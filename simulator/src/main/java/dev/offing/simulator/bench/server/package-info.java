/**
 * What calls, lines, coming in, staying, tasks and ticks cost the server, beside a bare
 * Java-WebSocket and Lettuce that do the same where there is such a thing.
 */
@NullMarked
package dev.offing.simulator.bench.server;

import org.jspecify.annotations.NullMarked;
