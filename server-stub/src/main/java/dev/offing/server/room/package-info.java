/**
 * Rooms in Redis: who is there, what was said, by number and without holes, over all nodes
 * (docs/design/server.md).
 */
@NullMarked
package dev.offing.server.room;

import org.jspecify.annotations.NullMarked;
