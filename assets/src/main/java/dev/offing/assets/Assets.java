package dev.offing.assets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The files of this module, as they are. Thread-safe. */
public final class Assets {

  private static final String CATALOG = "catalog.json";

  private Assets() {}

  /** The name of the catalog file, for messages about it. */
  public static String catalogName() {
    return CATALOG;
  }

  /** The bytes of the catalog file, UTF-8; the caller's own copy. */
  public static byte[] catalog() {
    try (InputStream in = Assets.class.getResourceAsStream(CATALOG)) {
      if (in == null) {
        throw new IllegalStateException("The build left out " + CATALOG + ".");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("The program's own " + CATALOG + " cannot be read.", e);
    }
  }
}
