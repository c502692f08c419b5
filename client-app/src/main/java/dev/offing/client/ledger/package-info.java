/**
 * The ledger screen: the book in pages with filter and search, the outbox with each mutation's
 * life, and the book as CSV (docs/design/client.md, "Ledger").
 */
@NullMarked
package dev.offing.client.ledger;

import org.jspecify.annotations.NullMarked;
