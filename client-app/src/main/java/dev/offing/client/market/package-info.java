/** The market: what goods cost, and orders. */
@NullMarked
package dev.offing.client.market;

import org.jspecify.annotations.NullMarked;
