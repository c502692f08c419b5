/**
 * The account machine: one player's state, the commits that change it and the judgement that makes
 * them. Pure functions, run alike by server, device and simulator (docs/design/sync.md 1, 2, 4).
 *
 * <p>Stable: for servers and for whoever checks a history.
 */
@NullMarked
package dev.offing.sync.account;

import org.jspecify.annotations.NullMarked;
