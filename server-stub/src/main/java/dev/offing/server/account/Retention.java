package dev.offing.server.account;

/**
 * How much of an account's past is kept beside its state: outcomes for so long, and at least so
 * many per incarnation; rows of the journal up to a number.
 *
 * @param keepMs ms
 * @param keepCount ids
 * @param journalKept rows that a fold leaves
 * @param journalMost rows up to which nothing is folded
 */
public record Retention(long keepMs, long keepCount, int journalKept, int journalMost) {
  /**
   * Four weeks of presence at a contact in 5 minutes: further back than any heal may reach for what
   * it does again, 4,096 mutations (docs/design/sync.md 4.9).
   */
  private static final int JOURNAL_KEPT = 8_192;

  /** 90 days and 65,536 (docs/design/sync.md 4.6); a journal is folded when it is twice as long. */
  public static final Retention STANDARD = new Retention(90L * 24 * 3_600_000, 65_536);

  /** With a journal of the usual length. */
  public Retention(long keepMs, long keepCount) {
    this(keepMs, keepCount, JOURNAL_KEPT, 2 * JOURNAL_KEPT);
  }
}
