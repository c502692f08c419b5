package dev.offing.client.ledger;

import dev.offing.client.Harbours;
import dev.offing.sync.account.Journal;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.ledger.JournalRow;
import dev.offing.sync.ledger.JournalRow.Status;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows as a book would hold them. */
final class Books {
  private Books() {}

  /** A purchase, {@code n} minutes after the start. */
  static JournalRow bought(int n, String producer, int count, Status status) {
    return row(
        n,
        "buy",
        "{\"count\":\"" + count + "\",\"producer\":\"" + producer + "\"}",
        status,
        status == Status.REFUSED ? "funds" : null,
        status == Status.REFUSED
            ? "Short by 91,820,406,100 grains: 12 of paddler costs 1 and the purse holds 0."
            : null);
  }

  static JournalRow row(
      int n,
      String kind,
      String args,
      Status status,
      @Nullable String code,
      @Nullable String text) {
    boolean moved = status == Status.CONFIRMED || status == Status.PREDICTED;
    Money cost = moved ? Money.of(-279_114_380_000L - n) : Money.ZERO;
    return new JournalRow(
        Journal.entryId(kind + n),
        new UUID(new Random(n).nextLong(), n).toString(),
        Harbours.START + n * 60_000L,
        kind,
        args,
        moved ? Money.of(309_845_800_000L) : Money.ZERO,
        cost,
        Money.of(1_284_506_913_000L + n),
        status,
        code,
        text,
        moved
            ? List.of(new Posting(Posting.PURSE, cost), new Posting(Posting.SHOP, cost.negated()))
            : List.of());
  }
}
