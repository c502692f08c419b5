package dev.offing.server.fault;

import org.jspecify.annotations.Nullable;

/**
 * The stub cannot start or go on, for a reason that a person can act on. The message is a plain
 * sentence: what happened, what was kept, what to do. Leads to exit code 1.
 */
public final class StubFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure that explains itself. */
  public StubFailure(String message) {
    this(message, null);
  }

  /** A failure with the exception behind it, which goes to the log and not to the person. */
  public StubFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
