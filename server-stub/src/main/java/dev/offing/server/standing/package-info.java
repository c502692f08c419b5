/** Who has earned how much: the order of all players, exact to the grain. */
@NullMarked
package dev.offing.server.standing;

import org.jspecify.annotations.NullMarked;
