/** The market: what goods cost. */
@NullMarked
package dev.offing.server.market;

import org.jspecify.annotations.NullMarked;
