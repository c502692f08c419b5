package dev.offing.sync.account;

/**
 * Mutations of one incarnation that arrived through others, after a fork.
 *
 * @param highest the highest origin.seq that another incarnation carried
 * @param forgotten the highest such number whose id has left the id store
 */
public record Carried(long highest, long forgotten) {
  static final Carried NONE = new Carried(0, 0);

  /** Checks the parts. */
  public Carried {
    if (forgotten < 0 || highest < forgotten) {
      throw new IllegalArgumentException("carried needs 0 <= forgotten <= highest");
    }
  }
}
