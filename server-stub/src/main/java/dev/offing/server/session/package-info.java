/**
 * What one client says and hears: the handshake, then its frames (docs/design/sync.md 3), on any
 * {@link dev.offing.server.gateway.Connection}.
 */
@NullMarked
package dev.offing.server.session;

import org.jspecify.annotations.NullMarked;
