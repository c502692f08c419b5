/** Parts that more than one screen is made of. */
@NullMarked
package dev.offing.client.control;

import org.jspecify.annotations.NullMarked;
