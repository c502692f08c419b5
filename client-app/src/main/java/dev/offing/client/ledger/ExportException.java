package dev.offing.client.ledger;

/** The book could not be copied; the message is fit for a person. */
final class ExportException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ExportException(String message, Throwable cause) {
    super(message, cause);
  }
}
