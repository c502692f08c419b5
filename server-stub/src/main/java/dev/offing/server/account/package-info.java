/**
 * The accounts of the server: load, judge, commit (docs/design/sync.md 4), where they are kept, and
 * the keys that sign their checkpoints.
 */
@NullMarked
package dev.offing.server.account;

import org.jspecify.annotations.NullMarked;
