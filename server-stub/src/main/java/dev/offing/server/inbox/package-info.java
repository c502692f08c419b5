/** Letters to players, which wait until they are read, also of those who are away. */
@NullMarked
package dev.offing.server.inbox;

import org.jspecify.annotations.NullMarked;
