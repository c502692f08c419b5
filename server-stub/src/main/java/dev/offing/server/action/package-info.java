/**
 * Questions that a client may ask the server, one class each. An action never moves money: that is
 * what mutations are for (docs/design/sync.md 3).
 */
@NullMarked
package dev.offing.server.action;

import org.jspecify.annotations.NullMarked;
