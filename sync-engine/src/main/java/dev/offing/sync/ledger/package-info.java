/**
 * What a device keeps: its book, its outbox and its confirmed state, in one SQLite file per
 * profile, changed in whole transactions only (docs/design/sync.md 5).
 */
@NullMarked
package dev.offing.sync.ledger;

import org.jspecify.annotations.NullMarked;
