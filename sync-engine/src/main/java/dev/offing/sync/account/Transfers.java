package dev.offing.sync.account;

import dev.offing.sync.economy.Effect;
import dev.offing.sync.economy.Effect.Transfer;
import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.mutation.Mutation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Money that came from or went to others in the last 30 days: what makes a second delivery of the
 * same transfer harmless (docs/design/sync.md 4.5, 7). A row is also what the relay reads: one that
 * went out is delivered from here.
 *
 * @param rows sorted by id
 * @param prunedTo transfers not later than this (ms of server time) count as known
 */
public record Transfers(List<Transfer> rows, long prunedTo) {
  private static final long DAY_MS = 24L * 60 * 60 * 1000;

  /** A row is kept so long, ms. */
  public static final long KEPT_MS = 30 * DAY_MS;

  /** So long a gift is on its way; from then on it comes back, ms. */
  public static final long LEG_MS = 20 * DAY_MS;

  /** A gift is judged until so long after it was meant, ms. */
  static final long LATE_MS = 7 * DAY_MS;

  /** A gift is judged from so long before it was meant, ms. */
  static final long EARLY_MS = 3 * DAY_MS;

  /** No rows. */
  public static final Transfers NONE = new Transfers(List.of(), 0);

  private static final int ID_CHARS = 32;

  /** Sorts the list. */
  public Transfers {
    List<Transfer> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(Transfer::id));
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i - 1).id().equals(sorted.get(i).id())) {
        throw new IllegalArgumentException("a transfer has one row");
      }
    }
    rows = List.copyOf(sorted);
  }

  /** The id of a gift: a hash of its cause, so that it can be made twice. */
  public static String giftId(Mutation mutation) {
    return id("gift/" + Journal.cause(mutation));
  }

  /** The id of a code: its hash, however it was typed. The code itself stands nowhere. */
  public static String codeId(String code) {
    return id("code/" + code.strip().toUpperCase(Locale.ROOT));
  }

  /** Noted once a code has given something: longer than its row is kept. */
  static Effect.Period granted(String codeId) {
    return new Effect.Period("code/" + codeId, 1);
  }

  private static String id(String cause) {
    return Canonical.of("offing-transfer-1").text("cause", cause).sha256().substring(0, ID_CHARS);
  }

  /** The row of this id; a relay asks every second for those that wait. */
  public Optional<Transfer> find(String id) {
    int from = 0;
    int to = rows.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      Transfer row = rows.get(middle);
      int order = row.id().compareTo(id);
      if (order == 0) {
        return Optional.of(row);
      }
      from = order < 0 ? middle + 1 : from;
      to = order < 0 ? to : middle;
    }
    return Optional.empty();
  }

  /** Rows of these directions that are younger than a day. */
  public long inADay(long now, String... directions) {
    List<String> wanted = List.of(directions);
    return rows.stream()
        .filter(row -> wanted.contains(row.direction()) && row.at() > now - DAY_MS)
        .count();
  }

  /** The same with this row, in the place of one of the same id. */
  Transfers with(Transfer row) {
    List<Transfer> next = new ArrayList<>(rows);
    next.removeIf(it -> it.id().equals(row.id()));
    next.add(row);
    return new Transfers(next, prunedTo);
  }

  /** Whether a server-made transfer acted before, is in the timeline, or came too late. */
  boolean knows(Transfer row) {
    String here = find(row.id()).map(Transfer::direction).orElse("");
    return switch (row.direction()) {
      case Transfer.RETURNED -> !here.equals(Transfer.OUT);
      case Transfer.TAKEN -> !here.equals(Transfer.IN);
      case Transfer.GRANTED, Transfer.REFUSED -> !here.equals(Transfer.CODE);
      default -> !here.isEmpty() || row.at() <= prunedTo;
    };
  }

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
