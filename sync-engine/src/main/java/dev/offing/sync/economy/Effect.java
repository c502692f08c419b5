package dev.offing.sync.economy;

/**
 * What a server-made entry does beside its postings. It is noted when the entry joins the timeline,
 * so that the same cause never joins twice. Source: docs/design/sync.md 4.5.
 */
public sealed interface Effect {

  /**
   * A part of an order is traded. What that moves is worked out when it acts: an order that is gone
   * by then trades nothing.
   *
   * @param number 1, 2, 3 ... per order
   * @param count how many at most
   * @param price grains for one
   */
  record Fill(String order, long number, long count, Money price) implements Effect {
    public Fill {
      Checks.that(number > 0 && count > 0, "A fill has a number and a count, both positive.");
      Checks.that(price.signum() > 0, "A fill has a positive price.");
    }
  }

  /** What everybody gets in a period: once for each number of a task. */
  record Period(String task, long number) implements Effect {}

  /**
   * Money between two accounts, or between an account and the server.
   *
   * @param direction what became of it here, see {@link Transfer}'s constants
   * @param peer the other account; {@link Transfer#SERVER} for the server
   * @param at when the commit that began it was made, ms of server time
   */
  record Transfer(String id, String direction, String peer, Money amount, long at)
      implements Effect {

    /** Came from the peer. */
    public static final String IN = "in";

    /** Went to the peer. */
    public static final String OUT = "out";

    /** Went out and came back: it could not be delivered. */
    public static final String RETURNED = "returned";

    /** Came in, and was taken back by a heal: too late to ask its sender. */
    public static final String TAKEN = "taken";

    /** A code that was handed in; the server has not answered. */
    public static final String CODE = "code";

    /** A code that was good. */
    public static final String GRANTED = "granted";

    /** A code that was not. */
    public static final String REFUSED = "refused";

    /** The peer of a code. */
    public static final String SERVER = "server";
  }
}
