package dev.offing.sync.ledger;

import org.jspecify.annotations.Nullable;

/** An archive that cannot be written or taken over; the message is for a person. */
public final class ArchiveException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ArchiveException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
