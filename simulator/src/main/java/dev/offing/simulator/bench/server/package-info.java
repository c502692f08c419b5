/**
 * What a call costs the server, beside a bare Java-WebSocket and Lettuce that answer the same
 * calls.
 */
@NullMarked
package dev.offing.simulator.bench.server;

import org.jspecify.annotations.NullMarked;
