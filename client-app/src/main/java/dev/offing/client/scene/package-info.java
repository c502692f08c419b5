/**
 * The harbour: sky by the hour, moving water, the town that grows, the player's own vessels and the
 * lighthouse. What is where, and when, are pure functions of time; nodes only carry it onto the
 * screen.
 */
@NullMarked
package dev.offing.client.scene;

import org.jspecify.annotations.NullMarked;
