/**
 * The cutting proxy: a loopback TCP proxy between a client and the server stub that knows WebSocket
 * frames, so that a test can cut, drop or hold exactly the message it means and is told when that
 * happened. It reads the {@code type} of a message and nothing else of it.
 */
@NullMarked
package dev.offing.simulator.proxy;

import org.jspecify.annotations.NullMarked;
