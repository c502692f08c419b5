/**
 * The game as lines of text: the same ViewModel as the window's, driven by typed orders, for
 * scripts, tests and machines without a display (docs/design/client.md).
 */
@NullMarked
package dev.offing.client.console;

import org.jspecify.annotations.NullMarked;
