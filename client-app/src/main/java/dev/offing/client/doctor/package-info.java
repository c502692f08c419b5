/**
 * Looks whether everything that the game needs is as it should be. Each thing that is looked at is
 * a class; none of them changes anything.
 */
@NullMarked
package dev.offing.client.doctor;

import org.jspecify.annotations.NullMarked;
