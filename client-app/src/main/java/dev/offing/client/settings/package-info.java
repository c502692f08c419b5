/** What the player chose for this computer: how things look and are written. */
@NullMarked
package dev.offing.client.settings;

import org.jspecify.annotations.NullMarked;
