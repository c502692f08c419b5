package dev.offing.simulator.scenario;

import dev.offing.simulator.world.Fault;

/** One thing that is done, at a time. */
public sealed interface Step {
  /** When, ms after the start. */
  long atMs();

  /** What a player does. */
  enum Deed {
    /** Buys as many of {@code what} as can be paid, up to {@code count}. */
    BUY,
    /** Buys one of {@code what} whether it can be paid or not; {@code count} such gestures. */
    TRY,
    /** Buys the upgrade {@code what}. */
    UPGRADE,
    /** Starts the boost {@code what}. */
    BOOST,
    /** Says something in the room. */
    SAY,
    /** Starts the program. */
    OPEN,
    /** Ends it. */
    QUIT,
    /** Kills it. */
    CRASH,
    /** Everybody ends the program; a part of them kills it: {@code count} in 100. */
    ALL_LEAVE,
    /** Everybody starts it, and reads what happened meanwhile. */
    ALL_RETURN,
    /** Presses the button to connect. */
    CONNECT,
    /** Has read what happened meanwhile. */
    READ
  }

  /**
   * A player does something.
   *
   * @param device which, counted from 0
   * @param what of the catalog; empty where nothing is named
   * @param count how many, 0 where nothing is counted
   */
  record Does(long atMs, int device, Deed deed, String what, int count) implements Step {}

  /**
   * Something goes wrong.
   *
   * @param target device or node, counted from 0
   * @param forMs how long
   * @param percent how bad, 0 to 100
   */
  record Befalls(long atMs, Fault fault, int target, long forMs, int percent) implements Step {
    /** When it is over, ms after the start. */
    long endMs() {
      return atMs + forMs;
    }
  }
}
