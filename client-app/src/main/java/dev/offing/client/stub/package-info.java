/**
 * The server of a player who named none: the stub that runs already, or one of the game's own,
 * which ends with its last client (docs/design/client.md).
 */
@NullMarked
package dev.offing.client.stub;

import org.jspecify.annotations.NullMarked;
