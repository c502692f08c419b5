/**
 * The rules of the game's money: what producers earn, what things cost, what a command does. Pure
 * functions over immutable values, exact integers only, driven by a {@link
 * dev.offing.sync.economy.Catalog}; no clock, no randomness, no input or output, and nothing but
 * java.base. Server, client and simulator run this same code and must agree bit for bit
 * (docs/design/economy.md).
 *
 * <p>Stable.
 */
@NullMarked
package dev.offing.sync.economy;

import org.jspecify.annotations.NullMarked;
