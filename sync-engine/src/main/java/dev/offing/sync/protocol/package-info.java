/**
 * The messages between client and server, one record each, and the JSON codec that reads and writes
 * them with every bound checked first (docs/design/sync.md 3, 8).
 *
 * <p>Stable: for servers. The JSON itself is what docs/protocol says.
 */
@NullMarked
package dev.offing.sync.protocol;

import org.jspecify.annotations.NullMarked;
