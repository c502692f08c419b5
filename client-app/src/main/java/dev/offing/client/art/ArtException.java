package dev.offing.client.art;

/** A drawing that cannot be used; the message names the file and the element. */
public final class ArtException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ArtException(String message) {
    super(message);
  }

  ArtException(String message, Throwable cause) {
    super(message, cause);
  }
}
