package dev.offing.client.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Texts in one zip. */
public final class ReportFile {
  private ReportFile() {}

  /**
   * Writes it, whole or not at all.
   *
   * @param file must not be there
   * @param texts by their names in it
   * @throws IOException when it cannot be written; there is no file then
   */
  public static void write(Path file, Map<String, String> texts) throws IOException {
    Path target = file.toAbsolutePath();
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(part);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        for (Map.Entry<String, String> text : texts.entrySet()) {
          zip.putNextEntry(new ZipEntry(text.getKey()));
          zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
          zip.closeEntry();
        }
      }
      Files.move(part, target);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
