package dev.offing.sync.ledger;

import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.mutation.Canonical;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One row of the book in place of a month's: what was earned and moved in it, and what the purse
 * held at its end. Sums and balances of the book are the same with it as without (docs/design/
 * ledger.md). Pure.
 */
final class MonthRow {
  /** The kind of such a row. */
  static final String KIND = "month";

  private static final Pattern ARGS =
      Pattern.compile(
          "\\{\"month\":\"[0-9-]{7,}\",\"refused\":\"([0-9]+)\",\"rows\":\"([0-9]+)\"}");

  private MonthRow() {}

  /** The month, at UTC, in which a row stands. */
  static YearMonth monthOf(JournalRow row) {
    return YearMonth.from(Instant.ofEpochMilli(row.at()).atZone(ZoneOffset.UTC));
  }

  /** The id of the row of a month. */
  static String entryId(YearMonth month) {
    return Canonical.of("offing-month-1").text("month", month.toString()).sha256();
  }

  /**
   * The row that stands for others.
   *
   * @param rows final rows of one month in their order, one at least; a row of this kind among them
   *     counts as those that it stands for
   */
  static JournalRow of(List<JournalRow> rows) {
    Money earned = Money.ZERO;
    Money moved = Money.ZERO;
    long count = 0;
    long refused = 0;
    Map<String, Money> sums = new TreeMap<>();
    for (JournalRow row : rows) {
      earned = earned.plus(row.earned());
      moved = moved.plus(row.moved());
      Matcher before = ARGS.matcher(row.args());
      if (row.kind().equals(KIND) && before.matches()) {
        refused += Long.parseLong(before.group(1));
        count += Long.parseLong(before.group(2));
      } else {
        count++;
        refused += row.status() == JournalRow.Status.CONFIRMED ? 0 : 1;
      }
      row.postings().forEach(it -> sums.merge(it.account(), it.amount(), Money::plus));
    }
    List<Posting> postings = new ArrayList<>();
    sums.forEach((account, amount) -> {
      if (amount.signum() != 0) {
        postings.add(new Posting(account, amount));
      }
    });
    JournalRow last = rows.getLast();
    YearMonth month = monthOf(last);
    return new JournalRow(
        entryId(month),
        null,
        last.at(),
        KIND,
        "{\"month\":\"%s\",\"refused\":\"%d\",\"rows\":\"%d\"}".formatted(month, refused, count),
        earned,
        moved,
        last.balance(),
        JournalRow.Status.CONFIRMED,
        null,
        null,
        postings);
  }
}
