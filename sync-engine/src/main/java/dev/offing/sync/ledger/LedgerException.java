package dev.offing.sync.ledger;

/**
 * A profile that cannot be read or written. The message says what happened, what was kept and what
 * to do next; it is fit for a person.
 */
public final class LedgerException extends RuntimeException {
  /** Why. */
  public enum Reason {
    /** Another program has the profile open. */
    IN_USE,
    /** The file or its folder cannot be written. */
    READ_ONLY,
    /** The disk is full. */
    FULL,
    /** The file is damaged. */
    DAMAGED,
    /** The file was written by a newer program. */
    NEWER,
    /** Anything else that the disk or the driver said. */
    FAILED
  }

  private final Reason reason;

  /** With a sentence for people and what the driver said. */
  public LedgerException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** With a sentence for people. */
  public LedgerException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
