package dev.offing.simulator.proxy.toxic;

import java.util.Arrays;

/** What moves in one direction of a connection, in its order. */
public sealed interface Piece {

  /**
   * Some bytes.
   *
   * @param bytes nobody changes them any more
   * @param stamp when they were read, ns; a latency that was waited for is added
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Bytes(byte[] bytes, long stamp) implements Piece {
    /** A part of them, from {@code from} to before {@code to}. */
    Bytes part(int from, int to) {
      return from == 0 && to == bytes.length
          ? this
          : new Bytes(Arrays.copyOfRange(bytes, from, to), stamp);
    }
  }

  /**
   * The end of the direction.
   *
   * @param reset whether by a TCP RST instead of a FIN
   * @param both whether a toxic ends the connection, in both directions; otherwise its sender did
   */
  record End(boolean reset, boolean both) implements Piece {}

  /**
   * Something to do once all that came before is out. No toxic touches it.
   *
   * @param deed done on the thread that sends
   */
  record Mark(Runnable deed) implements Piece {}
}
