package dev.offing.client.report;

import dev.offing.simulator.scenario.Scenario;
import dev.offing.simulator.scenario.ScenarioFile;
import dev.offing.simulator.scenario.Step;
import dev.offing.simulator.world.Fault;
import dev.offing.simulator.world.Settings;
import dev.offing.sync.economy.Command;
import dev.offing.sync.ledger.JournalRow;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was played, as a scenario for the simulator: the gestures of the book at their times, and
 * from the protocol log when the program ran and when it had no server. A pure function.
 *
 * <p>It is played in an empty harbour with the bundled catalog, so it shows the same only as far as
 * the book reaches back to the beginning.
 */
final class Rehearsal {
  /** More would be read by nobody, and take the simulator minutes. */
  static final int MOST_GESTURES = 500;

  private static final long MOST_MS = TimeUnit.DAYS.toMillis(30);

  /** Where nothing is said of a longer pause, the program did not run in it. */
  private static final long PAUSE_MS = TimeUnit.MINUTES.toMillis(10);

  private static final long LEAST_OFFLINE_MS = 1_000;
  private static final long BEGIN_MS = 1_000;
  private static final int TICK_MS = 3_000;
  private static final int KEEP_COUNT = 65_536;
  private static final int MOST_COUNT = 5_000;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<Step> steps = new ArrayList<>();
  private final long zero;

  private Rehearsal(long zero) {
    this.zero = zero;
  }

  /**
   * As YAML for {@code ./offing sim --replay}.
   *
   * @param newest rows of the book, newest first
   * @param protocol lines of the protocol log, oldest first
   * @param offsetMs server time minus the wall clock, as far as it is known
   */
  static String of(List<JournalRow> newest, List<String> protocol, long offsetMs) {
    List<JournalRow> gestures =
        newest.stream()
            .filter(it -> it.mutationId() != null)
            .limit(MOST_GESTURES)
            .sorted(Comparator.comparingLong(JournalRow::at))
            .toList();
    if (!gestures.isEmpty()) {
      long earliest = gestures.getLast().at() - MOST_MS;
      gestures = gestures.stream().filter(it -> it.at() >= earliest).toList();
    }
    boolean gifts = gestures.stream().anyMatch(it -> it.kind().equals(Command.GIFT));
    Rehearsal rehearsal =
        new Rehearsal(gestures.isEmpty() ? 0 : gestures.getFirst().at() - BEGIN_MS);
    gestures.forEach(rehearsal::gesture);
    if (!gestures.isEmpty()) {
      rehearsal.runs(protocol, offsetMs, gestures.getLast().at() + PAUSE_MS);
      rehearsal.pauses();
    }
    rehearsal.steps.sort(Comparator.comparingLong(Step::atMs));
    Settings world =
        new Settings(
            1, gifts ? 2 : 1, TICK_MS, TimeUnit.DAYS.toMillis(90), KEEP_COUNT, true, false);
    return ScenarioFile.of(
            "What a player did, at its times, from an empty harbour; made of a bug report.",
            new Scenario(1, world, rehearsal.steps))
        .write();
  }

  private void gesture(JournalRow row) {
    JsonNode args = args(row);
    boolean acted =
        row.status() == JournalRow.Status.CONFIRMED || row.status() == JournalRow.Status.PREDICTED;
    switch (row.kind()) {
      case Command.BUY ->
          does(
              row.at(),
              acted ? Step.Deed.BUY : Step.Deed.TRY,
              word(args, "producer"),
              acted ? count(args) : 1);
      case Command.UPGRADE -> does(row.at(), Step.Deed.UPGRADE, word(args, "id"), 0);
      case Command.BOOST -> does(row.at(), Step.Deed.BOOST, word(args, "id"), 0);
      case Command.CHARTER -> does(row.at(), Step.Deed.CHARTER, "", 0);
      case Command.PERK -> does(row.at(), Step.Deed.PERK, word(args, "id"), 0);
      case Command.ORDER ->
          does(
              row.at(),
              word(args, "side").equals("sell") ? Step.Deed.SELL : Step.Deed.ORDER,
              word(args, "good"),
              count(args));
      case Command.CANCEL -> does(row.at(), Step.Deed.CANCEL, "", 0);
      case Command.GIFT -> does(row.at(), Step.Deed.GIFT, "", 1);
      // Which code it was is nobody's business; that one was handed in may be what broke.
      case Command.REDEEM -> does(row.at(), Step.Deed.REDEEM, "nothing", 0);
      default -> {}
    }
  }

  private void does(long at, Step.Deed deed, String what, int count) {
    boolean named =
        switch (deed) {
          case BUY, TRY, UPGRADE, BOOST, PERK, ORDER, SELL -> true;
          default -> false;
        };
    if (!named || !what.isEmpty()) {
      steps.add(new Step.Does(at - zero, 0, deed, what, count));
    }
  }

  /** When the program ran, and when it ran without a server. */
  private void runs(List<String> protocol, long offsetMs, long last) {
    long offlineSince = -1;
    boolean running = true;
    for (String line : protocol) {
      int blank = line.indexOf(" * ");
      if (blank < 0) {
        continue;
      }
      long at = time(line.substring(0, blank), offsetMs) - zero;
      String what = line.substring(blank + 3);
      if (at <= BEGIN_MS || at > last - zero) {
        continue;
      }
      if (what.startsWith("opened ")) {
        if (running) {
          steps.add(new Step.Does(at, 0, Step.Deed.CRASH, "", 0));
        }
        steps.add(new Step.Does(at, 0, Step.Deed.OPEN, "", 0));
        running = true;
      } else if (what.equals("closed")) {
        steps.add(new Step.Does(at, 0, Step.Deed.QUIT, "", 0));
        running = false;
        offlineSince = -1;
      } else if (what.startsWith("disconnected") && running && offlineSince < 0) {
        offlineSince = at;
      } else if (what.equals("connected") && offlineSince >= 0) {
        if (at - offlineSince >= LEAST_OFFLINE_MS) {
          steps.add(new Step.Befalls(offlineSince, Fault.OFFLINE, 0, at - offlineSince, 0));
        }
        offlineSince = -1;
      }
    }
  }

  private void pauses() {
    steps.sort(Comparator.comparingLong(Step::atMs));
    List<Step> more = new ArrayList<>();
    for (int i = 1; i < steps.size(); i++) {
      long before = steps.get(i - 1).atMs();
      long after = steps.get(i).atMs();
      if (after - before > PAUSE_MS) {
        more.add(new Step.Does(before + PAUSE_MS / 10, 0, Step.Deed.QUIT, "", 0));
        more.add(new Step.Does(after - 1, 0, Step.Deed.OPEN, "", 0));
      }
    }
    steps.addAll(more);
  }

  private static long time(String text, long offsetMs) {
    try {
      return Instant.parse(text).toEpochMilli() + offsetMs;
    } catch (DateTimeParseException _) {
      return Long.MIN_VALUE / 2;
    }
  }

  private static JsonNode args(JournalRow row) {
    try {
      return JSON.readTree(row.args());
    } catch (JacksonException _) {
      return JSON.createObjectNode();
    }
  }

  /** An id of the catalog; empty for what is none, which then is left out. */
  private static String word(JsonNode args, String name) {
    String text = args.path(name).asString("");
    return text.matches("[a-z0-9_-]{1,40}") ? text : "";
  }

  private static int count(JsonNode args) {
    String text = args.path("count").asString("1");
    return text.matches("[0-9]{1,6}") ? Math.clamp(Long.parseLong(text), 1, MOST_COUNT) : 1;
  }
}
