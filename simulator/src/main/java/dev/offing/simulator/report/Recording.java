package dev.offing.simulator.report;

import dev.offing.sync.economy.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a run. Times are virtual ms after its start, lanes are indices of {@code lanes}.
 *
 * @param lanes who there was: {@code d0}, {@code n1}, {@code redis}
 * @param talk frames that do something, by the time at which they left
 * @param beats ping, pong and tick, likewise
 * @param marks what befell somebody in one moment
 * @param bands faults
 * @param points balances of devices
 * @param dropped how many of the oldest of all of these are not among them
 * @param atFault whose turn it was when the run ended; -1 for nobody's
 */
record Recording(
    List<String> lanes,
    List<Frame> talk,
    List<Frame> beats,
    List<Mark> marks,
    List<Band> bands,
    List<Point> points,
    Dropped dropped,
    int atFault) {

  /**
   * A frame.
   *
   * @param arrivedMs negative for one that never did
   * @param type of its message, {@code ?} where nobody can tell
   * @param says the rest of it, short
   */
  record Frame(long sentMs, long arrivedMs, int from, int to, String type, String says) {}

  /**
   * Something that happened.
   *
   * @param what in one word, as the trace says it
   * @param detail the rest, short
   */
  record Mark(long atMs, int lane, String what, String detail) {}

  /**
   * A fault.
   *
   * @param forMs how long; 0 for one that is over at once
   */
  record Band(long fromMs, long forMs, int lane, String fault) {}

  /**
   * What a device's player sees, and what the server has confirmed of it, both moved on to one
   * moment.
   *
   * @param confirmed null before the first gesture, as {@code predicted}
   * @param version of the confirmed state; 0 before the account is enrolled
   * @param outbox how many gestures wait for their result
   */
  record Point(
      long atMs,
      int lane,
      @Nullable Money predicted,
      @Nullable Money confirmed,
      long version,
      int outbox) {}

  /** How many are not kept. */
  record Dropped(long talk, long beats, long marks, long bands, long points) {}
}
