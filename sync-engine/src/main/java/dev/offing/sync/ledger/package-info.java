/**
 * What a device keeps: its book, its outbox and its confirmed state, in one SQLite file per
 * profile, changed in whole transactions only (docs/design/sync.md 5).
 *
 * <p>Stable: {@link dev.offing.sync.ledger.Profile}, {@link dev.offing.sync.ledger.Ledger}, which
 * another storage implements, and what they hand out.
 */
@NullMarked
package dev.offing.sync.ledger;

import org.jspecify.annotations.NullMarked;
