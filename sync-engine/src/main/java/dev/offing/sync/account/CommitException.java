package dev.offing.sync.account;

/** A commit that does not fit the state it is applied to: nothing was changed. */
public final class CommitException extends RuntimeException {
  CommitException(String message) {
    super(message);
  }
}
