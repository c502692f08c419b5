/**
 * What a player did, as immutable data: the mutation, its canonical bytes and the hash chain that
 * orders the mutations of one incarnation (docs/design/sync.md 1).
 *
 * <p>Stable: for servers and for whoever checks a history.
 */
@NullMarked
package dev.offing.sync.mutation;

import org.jspecify.annotations.NullMarked;
