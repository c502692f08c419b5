package dev.offing.sync.session;

import dev.offing.sync.economy.Catalog;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A small catalog that has nothing to do with harbours. */
final class Lemonade {
  private Lemonade() {}

  static Catalog catalog() {
    return read(text());
  }

  /** The same with another start, so with another hash. */
  static String dearer() {
    return text().replace("\"baseCost\": \"100\"", "\"baseCost\": \"150\"");
  }

  static Catalog read(String text) {
    try {
      return CatalogReader.read("lemonade.json", text.getBytes(StandardCharsets.UTF_8));
    } catch (CatalogException e) {
      throw new AssertionError(e);
    }
  }

  static String text() {
    try (InputStream in =
        Objects.requireNonNull(
            Lemonade.class.getResourceAsStream("/dev/offing/sync/lemonade.json"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
