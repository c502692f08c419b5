package dev.offing.client.harbour;

import dev.offing.sync.View;
import dev.offing.sync.economy.Economy;
import java.time.ZoneId;

/**
 * The lighthouse's lamp, which is the offline cap (docs/design/sync.md 2): the fleet earns while it
 * burns.
 *
 * @param state whether it burns
 * @param text {@code earning until 18:40}
 * @param oil {@code 3 h 31 of oil}; empty where none is
 * @param cells how many of the eight windows are lit
 */
public record Lamp(State state, String text, String oil, int cells) {

  /** Whether the lamp burns. */
  public enum State {
    /** It was never lit: nothing was bought yet. */
    UNLIT,
    /** It burns. */
    BURNING,
    /** It burns, for ten more minutes at most. */
    LOW,
    /** It went out. */
    OUT
  }

  /** Windows of the tower, and cells of the gauge. */
  public static final int CELLS = 8;

  private static final long LOW_MS = 600_000;

  /**
   * @param begun false before the first purchase, with which the account begins
   */
  static Lamp of(View view, boolean begun, ZoneId zone) {
    if (!begun) {
      return new Lamp(State.UNLIT, "The first purchase lights the lamp", "", 0);
    }
    long until = view.contactUntil();
    long left = until - view.nowMs();
    String clock = Times.clock(until, view.nowMs(), zone);
    if (left <= 0) {
      return new Lamp(State.OUT, "Lamp out since " + clock, "", 0);
    }
    long cap = Economy.capMs(view.core(), view.catalog());
    int cells = (int) Math.min(CELLS, Math.ceilDiv(left * CELLS, cap));
    State state = left <= LOW_MS ? State.LOW : State.BURNING;
    return new Lamp(state, "earning until " + clock, Times.hours(left) + " of oil", cells);
  }
}
