/**
 * The port: the chat of a room, with what is on its way, and who is there (docs/design/client.md,
 * "Port").
 */
@NullMarked
package dev.offing.client.port;

import org.jspecify.annotations.NullMarked;
