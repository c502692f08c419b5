package dev.offing.sync.account;

import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.mutation.Chained;
import java.util.ArrayList;
import java.util.List;

/**
 * What a device expects: its outbox judged on top of its confirmed state, with its own estimate of
 * the server's time as {@code now} (docs/design/sync.md 2, 5.2). A rebase is nothing but this, from
 * the start.
 *
 * @param play the economy afterwards
 * @param judged one for each row, in order
 */
public record Prediction(Play play, List<Play.Judged> judged) {
  /** Copies the list. */
  public Prediction {
    judged = List.copyOf(judged);
  }

  /**
   * Judges {@code rows} on top of {@code play}, oldest first.
   *
   * @param now ms of server time as the device estimates it; raised to asOf where it lies before
   */
  public static Prediction of(Play play, List<Chained> rows, long now, Rulebook rules) {
    List<Play.Judged> judged = new ArrayList<>(rows.size());
    Play next = play;
    for (Chained row : rows) {
      Play.Judged one = next.judge(row.mutation(), Math.max(now, next.core().asOf()), rules);
      judged.add(one);
      next = one.after();
    }
    return new Prediction(next, judged);
  }
}
