/**
 * Long runs in which plugs are pulled: real processes are killed and real connections cut, and in
 * the end every gesture that was told as saved must have acted, once. The suite runs a few rounds,
 * {@code ./offing soak} many (docs/design/client.md).
 */
@NullMarked
package dev.offing.client.soak;

import org.jspecify.annotations.NullMarked;
