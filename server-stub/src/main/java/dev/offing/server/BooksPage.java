package dev.offing.server;

import dev.offing.server.account.Books;
import dev.offing.server.account.Opening;
import dev.offing.sync.account.Booked;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.Heal;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Step;
import dev.offing.sync.economy.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An account in lines for a person at a terminal; sums are in grains. */
final class BooksPage {
  private BooksPage() {}

  static List<String> lines(Books.Shown shown, List<String> wrong) {
    State state = shown.record().state();
    List<String> lines = new ArrayList<>();
    lines.add("account  " + state.account());
    lines.add("version  %d in epoch %s".formatted(state.at().version(), state.at().epoch()));
    lines.add("as of    " + time(state.core().asOf()));
    lines.add("purse    " + state.core().purse());
    lines.add("claim    " + state.core().claim());
    lines.add("earned   " + state.core().lifetime());
    lines.add("owns     " + state.core().owned());
    lines.add("devices  " + String.join(" ", state.devices().keys()));
    lines.add("sealed   by key " + shown.record().checkpoint().keyId());
    lines.add("adds up  " + (wrong.isEmpty() ? "yes" : "no: " + String.join("; ", wrong)));
    Opening opening = shown.opening();
    lines.add(
        opening == null
            ? "journal  %,d rows".formatted(shown.rows())
            : "journal  %,d rows, and an opening in place of %,d before them"
                .formatted(shown.rows(), opening.rows()));
    shown.newest().forEach(row -> lines.add(line(row)));
    return lines;
  }

  private static String line(Booked row) {
    return switch (row.made()) {
      case Commit commit ->
          "  %6d  %s".formatted(commit.to().version(), what(commit, row.entries()));
      case Heal heal ->
          "  %6d  %s  healed from %s, %d done again, %d left out"
              .formatted(
                  heal.to().version(),
                  time(heal.at()),
                  heal.base(),
                  heal.steps().size(),
                  heal.dropped().size());
    };
  }

  private static String what(Commit commit, List<Entry> entries) {
    String when =
        entries.isEmpty()
            ? commit.contact() == null ? "" : time(commit.contact())
            : time(entries.getLast().at());
    String steps = commit.steps().stream().map(BooksPage::spelt).collect(Collectors.joining(", "));
    return when + "  " + (steps.isEmpty() ? "contact" : steps);
  }

  private static String spelt(Step step) {
    var command = step.row().mutation().command();
    return (command.kind() + " " + String.join(" ", command.args().values())).strip()
        + " "
        + step.outcome().toString().toLowerCase(Locale.ROOT);
  }

  private static String time(long ms) {
    return Instant.ofEpochMilli(ms).toString();
  }
}
