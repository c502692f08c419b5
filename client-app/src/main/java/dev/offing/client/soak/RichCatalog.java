package dev.offing.client.soak;

import dev.offing.assets.Assets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The game's own catalog with a purse that a storm of purchases does not empty, as a folder that
 * stands before everything else on the class path of server and player: so they are the real
 * programs, and nothing in them knows of it.
 */
public final class RichCatalog {

  private static final String START_PURSE = "\"startPurse\": \"";
  private static final int ZEROS = 200;

  private RichCatalog() {}

  /** The catalog's text, with a purse of 10^200 coins. */
  static String text() {
    return text("1" + "0".repeat(ZEROS));
  }

  /**
   * The catalog's text.
   *
   * @param grains what the purse holds at the start
   */
  public static String text(String grains) {
    String text = new String(Assets.catalog(), StandardCharsets.UTF_8);
    int at = text.indexOf(START_PURSE) + START_PURSE.length();
    if (at < START_PURSE.length()) {
      throw new SoakException("the catalog has no " + START_PURSE + "...");
    }
    return text.substring(0, at) + grains + text.substring(text.indexOf('"', at));
  }

  /** Writes it; the folder to put on a class path. */
  static Path write(Path folder) throws IOException {
    return write(folder, text());
  }

  /** Writes a catalog; the folder to put on a class path. */
  public static Path write(Path folder, String text) throws IOException {
    Path file =
        folder
            .resolve(Assets.class.getPackageName().replace('.', '/'))
            .resolve(Assets.catalogName());
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return folder;
  }
}
