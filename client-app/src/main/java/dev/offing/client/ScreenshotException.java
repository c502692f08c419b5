package dev.offing.client;

import java.io.IOException;

/** A picture that could not be written. */
final class ScreenshotException extends IOException {
  ScreenshotException(String message, IOException cause) {
    super(message, cause);
  }
}
