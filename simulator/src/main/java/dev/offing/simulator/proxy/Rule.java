package dev.offing.simulator.proxy;

import dev.offing.simulator.proxy.CuttingProxy.Armed;
import dev.offing.simulator.proxy.CuttingProxy.Direction;
import dev.offing.simulator.proxy.CuttingProxy.Ending;

/**
 * What to do with which message. Start with {@link #fromClient} or {@link #fromServer}: a watch for
 * the first one; the other methods return a changed copy.
 *
 * @param direction the way it travels
 * @param type its {@code type}, or {@link CuttingProxy#ANY}, {@link CuttingProxy#PING}, {@link
 *     CuttingProxy#PONG}, {@link CuttingProxy#CLOSE}
 * @param nth the how-manieth since the rule was armed, from 1; a hold keeps this one and all later
 * @param times how many are met from then on; a hold meets all
 * @param action what happens to it
 * @param bytes how large one is made by {@link Action#OVERSIZE}
 * @param ending how a cut ends both connections; the receiver of {@link Action#CUT_AFTER} always
 *     gets a FIN, since a reset could overtake the message
 * @param down whether the proxy is {@linkplain CuttingProxy#down() down} from the cut on, before
 *     anybody notices
 */
public record Rule(
    Direction direction,
    String type,
    int nth,
    int times,
    Action action,
    int bytes,
    Ending ending,
    boolean down) {

  /** Twice what the protocol allows (docs/design/sync.md 8). */
  private static final int TOO_LARGE = 2 << 20;

  /** What a rule does with the message it is for. */
  public enum Action {
    /** Forwards it and tells. */
    WATCH,
    /** Ends the connection instead of forwarding it. */
    CUT_BEFORE,
    /**
     * Forwards it and ends the connection; nothing that the receiver answers comes back. The bytes
     * have reached the receiver's socket; whether it acts on them before it sees the end is the
     * receiver's race. To have it acted for certain, cut before its answer.
     */
    CUT_AFTER,
    /** Swallows it; the connection lives on. */
    DROP,
    /**
     * Keeps it and every later one of the type until {@link Armed#release}; messages of other types
     * overtake. What is kept dies with its connection.
     */
    HOLD,
    /** Forwards it twice. */
    DUPLICATE,
    /** Forwards it behind the next one of its direction, or at the end when none comes. */
    REORDER,
    /** Forwards it with another byte in it. */
    CORRUPT,
    /** Forwards one of its type in its place that is larger than any may be. */
    OVERSIZE
  }

  /** Checks that {@code nth} and {@code times} are at least 1 and that only a cut goes down. */
  public Rule {
    if (nth < 1) {
      throw new IllegalArgumentException("nth counts from 1, not " + nth);
    }
    if (times < 1) {
      throw new IllegalArgumentException("a rule is for one message at least, not " + times);
    }
    if (down && action != Action.CUT_BEFORE && action != Action.CUT_AFTER) {
      throw new IllegalArgumentException("only a cut can take the proxy down, not " + action);
    }
  }

  /** A watch for the first message of this type that the client sends. */
  public static Rule fromClient(String type) {
    return watch(Direction.CLIENT_TO_SERVER, type);
  }

  /** A watch for the first message of this type that the server sends. */
  public static Rule fromServer(String type) {
    return watch(Direction.SERVER_TO_CLIENT, type);
  }

  /** A watch for the first message of this type that goes this way. */
  public static Rule watch(Direction way, String type) {
    return new Rule(way, type, 1, 1, Action.WATCH, TOO_LARGE, Ending.FIN, /* down= */ false);
  }

  /** The nth one instead of the first. */
  public Rule nth(int nth) {
    return new Rule(direction, type, nth, times, action, bytes, ending, down);
  }

  /** So many instead of one. */
  public Rule times(int times) {
    return new Rule(direction, type, nth, times, action, bytes, ending, down);
  }

  /** {@link Action#CUT_BEFORE}. */
  public Rule cutBefore() {
    return with(Action.CUT_BEFORE);
  }

  /** {@link Action#CUT_AFTER}. */
  public Rule cutAfter() {
    return with(Action.CUT_AFTER);
  }

  /** {@link Action#DROP}. */
  public Rule drop() {
    return with(Action.DROP);
  }

  /** {@link Action#HOLD}. */
  public Rule hold() {
    return with(Action.HOLD);
  }

  /** {@link Action#DUPLICATE}. */
  public Rule duplicate() {
    return with(Action.DUPLICATE);
  }

  /** {@link Action#REORDER}. */
  public Rule reorder() {
    return with(Action.REORDER);
  }

  /** {@link Action#CORRUPT}. */
  public Rule corrupt() {
    return with(Action.CORRUPT);
  }

  /** {@link Action#OVERSIZE}, of so many bytes. */
  public Rule oversize(int bytes) {
    return new Rule(direction, type, nth, times, Action.OVERSIZE, bytes, ending, down);
  }

  /** Cuts with a reset instead of an orderly end. */
  public Rule byReset() {
    return new Rule(direction, type, nth, times, action, bytes, Ending.RST, down);
  }

  /** Takes the proxy down with the cut, so that no reconnect slips in between. */
  public Rule andDown() {
    return new Rule(direction, type, nth, times, action, bytes, ending, /* down= */ true);
  }

  private Rule with(Action action) {
    return new Rule(direction, type, nth, times, action, bytes, ending, down);
  }

  boolean matches(Direction way, String name) {
    return direction == way
        && (type.equals(name)
            || (type.equals(CuttingProxy.ANY) && !name.startsWith(CuttingProxy.CONTROL)));
  }
}
