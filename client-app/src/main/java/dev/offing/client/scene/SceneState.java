package dev.offing.client.scene;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;

/**
 * What the scene shows.
 *
 * @param time the player's own, of the day and the year
 * @param oil 1 to 0; at 0 the lamp is out
 * @param guttering the last ten minutes of the oil
 * @param kinds ids of all vessels, smallest first
 * @param owned ids of those of which the player has at least one
 * @param reducedMotion still but for light and lamp
 * @param refusedAtNanos the moment of the last refusal, on the clock of the pulses, or {@link
 *     #NEVER}
 */
public record SceneState(
    LocalDateTime time,
    double oil,
    boolean guttering,
    List<String> kinds,
    Set<String> owned,
    boolean reducedMotion,
    long refusedAtNanos) {

  /** Nothing was refused yet. */
  public static final long NEVER = Long.MIN_VALUE;

  public SceneState {
    if (!(oil >= 0 && oil <= 1)) {
      throw new IllegalArgumentException("oil is 0 to 1, not " + oil);
    }
    kinds = List.copyOf(kinds);
    owned = Set.copyOf(owned);
  }

  /** How far the harbour has grown, 1 to 5 (docs/design/look.md "Growth"). */
  public int stage() {
    return Growth.stage(owned);
  }
}
