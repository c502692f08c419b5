package dev.offing.assets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The files of this module, as they are. Thread-safe. */
public final class Assets {

  private static final String CATALOG = "catalog.json";
  private static final List<String> FONTS =
      List.of(
          "nunito-sans-latin-400-normal",
          "nunito-sans-latin-600-normal",
          "nunito-sans-latin-700-normal",
          "fraunces-latin-600-normal");

  private Assets() {}

  /** The name of the catalog file, for messages about it. */
  public static String catalogName() {
    return CATALOG;
  }

  /** The bytes of the catalog file, UTF-8; the caller's own copy. */
  public static byte[] catalog() {
    return bytes(CATALOG);
  }

  /** The files of the fonts, WOFF: Nunito Sans 400, 600 and 700, Fraunces 600 (SIL OFL 1.1). */
  public static List<byte[]> fonts() {
    return FONTS.stream().map(name -> bytes("fonts/" + name + ".woff")).toList();
  }

  /** The file of a drawing, for messages about it: {@code art/coin.svg} of {@code coin}. */
  public static String artName(String name) {
    return "art/" + name + ".svg";
  }

  /** Whether there is a drawing of this name. */
  public static boolean hasArt(String name) {
    return Assets.class.getResource(artName(name)) != null;
  }

  /**
   * The bytes of a drawing, SVG in UTF-8; the caller's own copy.
   *
   * @param name of the file, without folder and ending
   * @throws IllegalStateException when there is no such drawing
   */
  public static byte[] art(String name) {
    return bytes(artName(name));
  }

  private static byte[] bytes(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The build left out " + name + ".");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("The program's own " + name + " cannot be read.", e);
    }
  }
}
