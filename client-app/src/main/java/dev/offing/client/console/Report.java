package dev.offing.client.console;

import static java.util.stream.Collectors.joining;

import dev.offing.client.harbour.Charter;
import dev.offing.client.harbour.Coins;
import dev.offing.client.harbour.HarbourViewModel;
import dev.offing.client.harbour.Notation;
import dev.offing.client.harbour.Offer;
import dev.offing.client.harbour.Times;
import dev.offing.client.harbour.Vessel;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import dev.offing.sync.economy.Achievement;
import dev.offing.sync.economy.Boost;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Perk;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.economy.Upgrade;
import dev.offing.sync.ledger.JournalRow;
import java.io.PrintStream;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the console prints when it is asked how things stand. Amounts in grains are exact. */
final class Report {

  private static final String VESSEL = "%-10s %6s %12s  %-12s %10s %10s %16s";
  private static final String EXTRA = "%-8s %-22s %10s  %s";

  private static final JsonMapper JSON = new JsonMapper();

  private final SyncEngine engine;
  private final HarbourViewModel harbour;
  private final PrintStream out;
  private final ZoneId zone;

  Report(SyncEngine engine, HarbourViewModel harbour, PrintStream out, ZoneId zone) {
    this.engine = engine;
    this.harbour = harbour;
    this.out = out;
    this.zone = zone;
  }

  void status() {
    View view = engine.view();
    SyncStatus status = engine.status();
    String purse = Coins.owned(view.core().purse());
    line("purse", purse + " coins, " + asOf(view.core().purse(), view.nowMs()));
    line("rate", harbour.purse().rate().get() + ", " + harbour.status().lamp().get().text());
    if (view.catalog().prestige().unit() != null) {
      line("run", view.core().run() + ", " + Charter.renown(view));
    }
    List<Achievement> feats = view.catalog().prestige().achievements().all();
    if (!feats.isEmpty()) {
      long reached = feats.stream().filter(it -> it.condition().holds(view.core())).count();
      line("reached", reached + " of " + feats.size() + " achievements");
    }
    line("link", status.link() + " (" + harbour.status().pill().get().text() + ")");
    if (status.lastError() != null) {
      line("trouble", status.lastError());
    }
    line("pending", status.pending());
    line("confirmed", asOf(status.confirmedPurse(), status.confirmedAsOf()));
    line("version", orNone(status.version()));
    line("digest", orNone(status.digest()));
    line("account", status.account());
    line("clock", status.skewMs() + " ms, " + (status.clockVerified() ? "verified" : "a guess"));
  }

  void fleet() {
    View view = engine.view();
    print(String.format(Locale.ROOT, VESSEL, "vessel", "owned", "rate", "next", "1", "10", "max"));
    for (Producer it : view.catalog().producers()) {
      Offer most = Offer.max(view, it.id());
      Vessel row = harbour.fleet().row(it.id()).orElse(null);
      print(
          String.format(
              Locale.ROOT,
              VESSEL,
              it.id(),
              view.core().owned(it.id()),
              row == null ? "" : row.rateText(),
              row == null ? "" : row.milestoneText(),
              price(Offer.of(view, it.id(), 1)),
              price(Offer.of(view, it.id(), 10)),
              most.affordable() ? most.count() + " for " + price(most) : ""));
    }
    for (Upgrade it : view.catalog().upgrades()) {
      print(
          String.format(
              Locale.ROOT, EXTRA, "upgrade", it.id(), Coins.price(it.cost()), state(view, it)));
    }
    for (Boost it : view.catalog().boosts()) {
      String price = Coins.price(Economy.boostPrice(view.catalog(), view.core(), it.id()));
      print(
          String.format(
              Locale.ROOT,
              EXTRA,
              "boost",
              it.id(),
              price,
              view.core().isActive(it.id()) ? "running" : ""));
    }
  }

  void charter() {
    View view = engine.view();
    BigInteger gain = Economy.charterGain(view.catalog(), view.core());
    if (view.catalog().prestige().unit() == null) {
      out.println("There are no charters in this game.");
      return;
    }
    if (gain.signum() == 0) {
      out.println("A charter brings nothing yet: " + Charter.next(view) + ".");
      return;
    }
    out.println("A charter brings " + gain + " renown. You keep renown, perks and achievements.");
    out.println("You give up " + Charter.loss(view) + ".");
    out.println("To take it: charter yes");
  }

  void perks() {
    View view = engine.view();
    out.println(view.core().renown().free() + " renown to spend.");
    for (Perk it : view.catalog().prestige().perks()) {
      print(
          String.format(
              Locale.ROOT,
              "%-16s %6s  %-22s %s",
              it.id(),
              it.cost(),
              Charter.state(view, it),
              it.text()));
    }
  }

  void journal(int rows) {
    engine.journal(rows).reversed().forEach(this::row);
  }

  void outbox() {
    List<JournalRow> waiting =
        engine.journal(OrderParser.MAX_ROWS).stream().filter(Report::isPredicted).toList();
    waiting.reversed().forEach(this::row);
    out.println(waiting.isEmpty() ? "Nothing on its way." : waiting.size() + " on their way.");
  }

  private static boolean isPredicted(JournalRow row) {
    return switch (row.status()) {
      case PREDICTED, PREDICTED_REFUSED -> true;
      case CONFIRMED, REFUSED, FORGOTTEN -> false;
    };
  }

  private void row(JournalRow it) {
    print(
        String.format(
            Locale.ROOT,
            "%-13s %-17s %-36s %-8s %-34s %12s %12s  %s",
            Times.clock(it.at(), engine.view().nowMs(), zone),
            it.status().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            Objects.requireNonNullElse(it.mutationId(), ""),
            it.kind(),
            words(it.args()),
            Coins.owned(it.moved()),
            Coins.owned(it.balance()),
            Objects.requireNonNullElse(it.text(), "")));
  }

  /** The values of a command's arguments: {@code 10 rowboat}. */
  private static String words(String args) {
    return JSON.readTree(args).valueStream().map(JsonNode::asString).collect(joining(" "));
  }

  private static String price(Offer offer) {
    return offer.count() == 0 ? "all owned" : offer.priceText(Notation.SHORT);
  }

  private static String state(View view, Upgrade upgrade) {
    if (view.core().upgrades().contains(upgrade.id())) {
      return "owned";
    }
    return Economy.isUnlocked(view.catalog(), view.core(), upgrade.id()) ? "" : "locked";
  }

  private static String asOf(Money grains, long ms) {
    return grains + " grains as of " + ms;
  }

  private static String orNone(@Nullable Object value) {
    return value == null ? "none" : value.toString();
  }

  private void line(String name, Object value) {
    print(String.format(Locale.ROOT, "%-10s %s", name, value));
  }

  private void print(String line) {
    out.println(line.stripTrailing());
  }
}
