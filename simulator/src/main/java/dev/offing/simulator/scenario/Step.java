package dev.offing.simulator.scenario;

import dev.offing.simulator.world.Fault;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** One thing that is done, at a time. */
public sealed interface Step {
  /** When, ms after the start. */
  long atMs();

  /** The same at another time. */
  Step at(long otherMs);

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
    /** Gives the run up and begins the next one. */
    CHARTER,
    /** Takes the perk {@code what}. */
    PERK,
    /** Gives another player {@code count} hundredths of the purse. */
    GIFT,
    /** Hands in the code {@code what}. */
    REDEEM,
    /** Orders {@code count} of the good {@code what}. */
    ORDER,
    /** Offers {@code count} of the good {@code what} for sale. */
    SELL,
    /** Takes an order back. */
    CANCEL,
    /** Says something in the room. */
    SAY,
    /** Shows a code, which is typed into a device that does not belong to the account. */
    LINK,
    /** Takes another device of the account off. */
    REVOKE,
    /** Keeps a recovery key of the account on paper. */
    PAPER,
    /** The disk dies with its key; what stands on paper links it again. */
    RECOVER,
    /** Starts the program. */
    OPEN,
    /** Ends it. */
    QUIT,
    /** Kills it. */
    CRASH,
    /** Everybody ends the program. */
    ALL_LEAVE,
    /** Everybody kills it. */
    ALL_CRASH,
    /** Everybody starts it, and reads what happened meanwhile. */
    ALL_RETURN,
    /** Presses the button to connect. */
    CONNECT,
    /** Has read what happened meanwhile. */
    READ,
    /** Deletes the account, where the server can be asked. */
    DELETE_ACCOUNT;

    /** As people write it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The deed that people call so. */
    public static Optional<Deed> of(String label) {
      return Arrays.stream(values()).filter(d -> d.label().equals(label)).findFirst();
    }

    /** Whether it is of something that has a name. */
    boolean names() {
      return switch (this) {
        case BUY, TRY, UPGRADE, BOOST, PERK, REDEEM, ORDER, SELL -> true;
        default -> false;
      };
    }

    /** Whether it is done a number of times. */
    boolean counts() {
      return switch (this) {
        case BUY, TRY, GIFT, ORDER, SELL -> true;
        default -> false;
      };
    }

    /** Whether one device does it, and not all. */
    boolean ofOne() {
      return this != ALL_LEAVE && this != ALL_CRASH && this != ALL_RETURN;
    }
  }

  /**
   * A player does something.
   *
   * @param device which, counted from 0
   * @param what of the catalog; empty where nothing is named
   * @param count how many, 0 where nothing is counted
   */
  record Does(long atMs, int device, Deed deed, String what, int count) implements Step {
    @Override
    public Step at(long otherMs) {
      return new Does(otherMs, device, deed, what, count);
    }
  }

  /**
   * Something goes wrong.
   *
   * @param target device or node, counted from 0
   * @param forMs how long
   * @param percent how bad, 0 to 100
   */
  record Befalls(long atMs, Fault fault, int target, long forMs, int percent) implements Step {
    @Override
    public Step at(long otherMs) {
      return new Befalls(otherMs, fault, target, forMs, percent);
    }

    /** The same on another target. */
    Befalls on(int otherTarget) {
      return new Befalls(atMs, fault, otherTarget, forMs, percent);
    }

    /** When it is over, ms after the start. */
    long endMs() {
      return atMs + forMs;
    }
  }
}
