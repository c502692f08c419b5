/**
 * The one way from the engine to the screen: engine events are gathered on whatever thread they
 * come and carried over once per pulse (docs/design/client.md).
 */
@NullMarked
package dev.offing.client.bridge;

import org.jspecify.annotations.NullMarked;
