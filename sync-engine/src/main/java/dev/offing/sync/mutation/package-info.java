/**
 * What a player did, as immutable data: the mutation, its canonical bytes and the hash chain that
 * orders the mutations of one incarnation (docs/design/sync.md 1).
 */
@NullMarked
package dev.offing.sync.mutation;

import org.jspecify.annotations.NullMarked;
