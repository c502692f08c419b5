/** What {@code --tester} adds to the game: a plug that can be pulled. */
@NullMarked
package dev.offing.client.tester;

import org.jspecify.annotations.NullMarked;
