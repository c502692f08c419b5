package dev.offing.server.account;

import dev.offing.sync.account.Play;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.Advanced;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.economy.Timeline;
import dev.offing.sync.protocol.ServerMessage.AwayReport;
import org.jspecify.annotations.Nullable;

/**
 * What the server tells a device that comes back: what the account earned since its last contact.
 */
final class Absences {
  /** Shorter ones are not worth telling, ms; the client thinks the same. */
  private static final long LEAST_MS = 60_000;

  private Absences() {}

  /**
   * The report of an absence. It moves nothing: the account itself is advanced by what acts on it.
   *
   * @param state before the contact that ends the absence
   * @param now its end, ms of server time
   * @return null where the last contact was less than a minute ago
   */
  static @Nullable AwayReport until(State state, long now, Rulebook rules) {
    Play play = Play.of(state);
    long from = Math.max(play.contact().end(), play.core().asOf());
    if (now - from < LEAST_MS) {
      return null;
    }
    Timeline timeline = new Timeline(rules, play.contact(), play.entries());
    EconomyState left = Economy.advance(play.core(), from, timeline).state();
    Advanced away = Economy.advance(left, now, timeline);
    return new AwayReport(from, now, away.litMs(), away.earned(), away.bySource());
  }
}
