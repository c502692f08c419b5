package dev.offing.sync.account;

import dev.offing.sync.economy.Money;
import dev.offing.sync.mutation.Canonical;
import java.util.List;

/**
 * Money that came from or went to other accounts in the last 30 days: what makes a second delivery
 * of the same transfer harmless (docs/design/sync.md 4.5, 7).
 *
 * @param rows sorted by id
 * @param prunedTo transfers not later than this (ms of server time) count as known
 */
public record Transfers(List<Row> rows, long prunedTo) {
  static final long KEPT_MS = 30L * 24 * 60 * 60 * 1000;

  static final Transfers NONE = new Transfers(List.of(), 0);

  /** Copies the list. */
  public Transfers {
    rows = List.copyOf(rows);
  }

  /**
   * One transfer.
   *
   * @param direction {@code in} or {@code out}
   * @param peer the other account
   * @param at when the sender's commit was made, ms of server time
   */
  public record Row(String id, String direction, String peer, Money amount, long at) {}

  Transfers prunedAt(long now) {
    long limit = now - KEPT_MS;
    if (rows.stream().noneMatch(r -> r.at() <= limit)) {
      return this;
    }
    return new Transfers(rows.stream().filter(r -> r.at() > limit).toList(), limit);
  }

  void canonical(Canonical c) {
    c.number("prunedTo", prunedTo).number("rows", rows.size());
    rows.forEach(r ->
        c.text("id", r.id())
            .text("direction", r.direction())
            .text("peer", r.peer())
            .text("amount", r.amount().toString())
            .number("at", r.at()));
  }
}
