package dev.offing.client.harbour;

import dev.offing.sync.View;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.session.AwayReport;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What is told to somebody who comes back, as it is written on the screen.
 *
 * @param gone how long they were away: {@code 9 h 12 min}
 * @param lampLine what became of the lamp meanwhile
 * @param contactText {@code 23:42, last contact}
 * @param lampOutText {@code 07:42, lamp out}
 * @param lampPart how much of the bar the lamp's oil is, of 1,000
 * @param burntPart how much of the bar was over at the return, of 1,000
 * @param total what was earned
 * @param rateText {@code 214,560 /s for 8 h}
 * @param sources who earned it, the most in front; they sum to the total, digit for digit
 * @param lines what became of the moves
 */
public record Welcome(
    String gone,
    String lampLine,
    String contactText,
    String lampOutText,
    int lampPart,
    int burntPart,
    String total,
    String rateText,
    List<Source> sources,
    List<Line> lines) {

  private static final int PARTS = 1_000;
  private static final int SHOWN_REFUSALS = 2;

  /** Copies the lists. */
  public Welcome {
    sources = List.copyOf(sources);
    lines = List.copyOf(lines);
  }

  /**
   * One kind of vessel.
   *
   * @param id in the catalog
   * @param name of several
   * @param part of what the best of them earned, of 1,000
   */
  public record Source(String id, String name, String amount, int part) {}

  /**
   * One sentence.
   *
   * @param bold its beginning
   */
  public record Line(Kind kind, String bold, String rest) {
    /** What about. */
    public enum Kind {
      APPLIED,
      REFUSED,
      WAITING
    }
  }

  static Welcome of(AwayReport report, View view, Notation notation, ZoneId zone) {
    long awayMs = report.backMs() - report.leftMs();
    long end = Math.max(report.backMs(), report.lampOutMs());
    long whole = Math.max(1, end - report.contactMs());
    boolean out = report.lampOutMs() <= report.backMs();
    return new Welcome(
        Times.words(awayMs),
        lampLine(report, awayMs),
        Times.clock(report.contactMs(), report.backMs(), zone) + ", last contact",
        Times.clock(report.lampOutMs(), report.backMs(), zone)
            + (out ? ", lamp out" : ", oil ends"),
        (int) (report.capMs() * PARTS / whole),
        (int) ((report.backMs() - report.contactMs()) * PARTS / whole),
        Coins.sum(report.earned(), notation),
        rateText(report, notation),
        sources(report, view, notation),
        lines(report, view));
  }

  private static String lampLine(AwayReport report, long awayMs) {
    if (report.litMs() == 0) {
      return "The lamp was out, and everyone slept.";
    }
    return report.litMs() >= awayMs
        ? "The lamp burned all the while."
        : "The lamp burned for " + Times.words(report.litMs()) + "; after that, everyone had soup.";
  }

  private static String rateText(AwayReport report, Notation notation) {
    if (report.litMs() == 0) {
      return "no light, no trade";
    }
    BigInteger[] perMs =
        report.earned().grains().divideAndRemainder(BigInteger.valueOf(report.litMs()));
    String span = Times.words(report.litMs());
    return perMs[1].signum() == 0
        ? Coins.wholeRate(Money.of(perMs[0]), notation) + " /s for " + span
        : "in " + span + " of light";
  }

  private static List<Source> sources(AwayReport report, View view, Notation notation) {
    Money most = report.bySource().values().stream().reduce(Money.ZERO, Money::max);
    List<Source> sources = new ArrayList<>();
    Shares.shown(report.bySource(), report.earned()).entrySet().stream()
        .filter(it -> report.bySource().getOrDefault(it.getKey(), Money.ZERO).signum() > 0)
        .sorted((a, b) -> b.getValue().compareTo(a.getValue()))
        .forEach(it -> {
          String name =
              view.catalog().producer(it.getKey()).map(Producer::name).orElse(it.getKey());
          sources.add(
              new Source(
                  it.getKey(),
                  Plural.of(name),
                  Coins.sum(it.getValue(), notation),
                  Offer.part(it.getValue(), most)));
        });
    return sources;
  }

  private static List<Line> lines(AwayReport report, View view) {
    List<Line> lines = new ArrayList<>();
    if (report.applied() > 0) {
      lines.add(
          new Line(
              Line.Kind.APPLIED,
              report.applied() == 1
                  ? "1 of your moves was applied"
                  : report.applied() + " of your moves were applied",
              "at the time you made them"));
    }
    int refused = report.refused().size();
    report.refused().stream()
        .limit(refused > SHOWN_REFUSALS ? SHOWN_REFUSALS - 1 : SHOWN_REFUSALS)
        .forEach(it -> {
          Refusal why = Wish.refusal(view, it.command(), it.why());
          lines.add(new Line(Line.Kind.REFUSED, why.title() + ".", why.reason()));
        });
    if (refused > SHOWN_REFUSALS) {
      lines.add(
          new Line(
              Line.Kind.REFUSED,
              refused - SHOWN_REFUSALS + 1 + " more were refused.",
              "Each stands in the ledger with its reason. Nothing was taken."));
    }
    report
        .surprises()
        .forEach((cause, amount) -> {
          if (!cause.equals("refused")) { // each of them is told above
            lines.add(surprise(cause, amount));
          }
        });
    if (report.waiting() > 0) {
      lines.add(
          new Line(
              Line.Kind.WAITING,
              report.waiting() == 1 ? "1 move waits" : report.waiting() + " moves wait",
              "for the server, and count already"));
    }
    return lines;
  }

  private static Line surprise(String cause, Money amount) {
    boolean less = amount.isNegative();
    return new Line(
        less ? Line.Kind.REFUSED : Line.Kind.APPLIED,
        Surprises.title(cause),
        (less ? "\u2212" + Coins.price(amount.negated()) : "+" + Coins.price(amount))
            + " beside what was expected");
  }
}
