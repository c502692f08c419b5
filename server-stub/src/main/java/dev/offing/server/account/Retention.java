package dev.offing.server.account;

/**
 * How long outcomes are remembered: for so long, and at least so many per incarnation.
 *
 * @param keepMs ms
 * @param keepCount ids
 */
public record Retention(long keepMs, long keepCount) {
  /** 90 days and 65,536 (docs/design/sync.md 4.6). */
  public static final Retention STANDARD = new Retention(90L * 24 * 3_600_000, 65_536);
}
