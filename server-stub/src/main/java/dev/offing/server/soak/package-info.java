/**
 * Several nodes in processes of their own, on one real Redis, of which plugs are pulled: {@code
 * ./offing soak cluster}, and its short forms among the tests.
 */
@NullMarked
package dev.offing.server.soak;

import org.jspecify.annotations.NullMarked;
