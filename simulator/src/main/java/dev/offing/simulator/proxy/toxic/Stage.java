package dev.offing.simulator.proxy.toxic;

/**
 * A toxic at work on one direction of one connection: says of all that comes when it goes on. A
 * function of pieces and moments with a state; not thread-safe.
 */
public interface Stage {

  /** Takes what goes on, in its order. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param at when it goes on, ns; {@link Time#NEVER} keeps it until the toxic is changed
     */
    void put(Piece piece, long at);
  }

  /**
   * Some bytes come.
   *
   * @param at when, ns; not before what came last
   */
  void take(Piece.Bytes piece, long at, Sink next);

  /** The end comes. */
  default void end(Piece.End end, long at, Sink next) {
    next.put(end, at);
  }

  /** When it wants to act though nothing comes, ns. */
  default long alarm() {
    return Time.NEVER;
  }

  /** It is {@link #alarm} o'clock. */
  default void ring(long at, Sink next) {}

  /** Whether what comes may wait for it in numbers, as on a long line. */
  default boolean buffers() {
    return false;
  }

  /** Whether a connection that it was at work on cannot live on without it. */
  default boolean endsWhenRemoved() {
    return false;
  }

  /** Takes over from the one that it replaces on the same connection. */
  default void inherit(Stage before) {}
}
