package dev.offing.client.ledger;

import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Money;
import dev.offing.sync.ledger.JournalReader;
import dev.offing.sync.ledger.JournalRow;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The book as CSV (RFC 4180): UTF-8, a header, oldest row first, times in ISO 8601 at UTC, each sum
 * in whole grains and in coins with all three decimals. Texts that a spreadsheet would take for a
 * formula get an apostrophe in front.
 *
 * <p>The file appears when it is complete and on disk; before, it has another name, so a file that
 * stood there stays until then. Rows pass through one at a time.
 */
public final class Export {
  static final List<String> HEADER =
      List.of(
          "time",
          "entry",
          "kind",
          "arguments",
          "status",
          "earned_grains",
          "amount_grains",
          "balance_grains",
          "earned_coins",
          "amount_coins",
          "balance_coins",
          "code",
          "reason",
          "mutation",
          "id");

  private static final String LINE_END = "\r\n";
  private static final int GRAIN_DIGITS = 3;

  private Export() {}

  /**
   * Writes the whole book; waits for the disk.
   *
   * @return what was done, for a person
   * @throws ExportException with what went wrong and what to do, for a person
   */
  static String write(JournalReader book, Path file, Catalog catalog) {
    Path target = file.toAbsolutePath();
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      long rows = fill(book, part, catalog);
      move(part, target);
      return (rows == 1 ? "1 row" : Scribe.number(rows) + " rows") + " in " + target.getFileName();
    } catch (IOException e) {
      throw given(up(part, e), target);
    }
  }

  /** A whole book, row by row, oldest first. */
  @FunctionalInterface
  public interface Rows {
    /** Hands over each. */
    void each(Consumer<JournalRow> reader);
  }

  /**
   * Writes the whole book.
   *
   * @return how many rows
   */
  public static long write(Rows book, Writer writer, Catalog catalog) throws IOException {
    Wording wording = new Wording(catalog);
    long[] rows = new long[1];
    line(writer, HEADER);
    try {
      book.each(row -> {
        try {
          line(writer, cells(row, wording));
          rows[0]++;
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    return rows[0];
  }

  private static long fill(JournalReader book, Path part, Catalog catalog) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel);
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      long rows = write(book::each, writer, catalog);
      writer.flush();
      channel.force(/* metaData= */ true);
      return rows;
    }
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static List<String> cells(JournalRow row, Wording wording) {
    return List.of(
        Instant.ofEpochMilli(row.at()).toString(),
        text(wording.title(row.kind(), Scribe.args(row.args()))),
        text(row.kind()),
        text(row.args()),
        row.status().name().toLowerCase(Locale.ROOT),
        row.earned().toString(),
        row.moved().toString(),
        row.balance().toString(),
        coins(row.earned()),
        coins(row.moved()),
        coins(row.balance()),
        text(row.code()),
        text(row.text()),
        text(row.mutationId()),
        row.entryId());
  }

  private static String coins(Money grains) {
    return new BigDecimal(grains.grains(), GRAIN_DIGITS).toPlainString();
  }

  /** A text that no spreadsheet calculates. */
  private static String text(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    return "=+-@\t\r\n".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
  }

  private static void line(Writer writer, List<String> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      writer.append(i == 0 ? "" : ",").append(quoted(cells.get(i)));
    }
    writer.append(LINE_END);
  }

  private static String quoted(String cell) {
    boolean plain =
        cell.indexOf(',') < 0
            && cell.indexOf('"') < 0
            && cell.indexOf('\r') < 0
            && cell.indexOf('\n') < 0;
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /** Takes the unfinished file away. */
  private static IOException up(Path part, IOException why) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
    return why;
  }

  /** What went wrong, for a person. */
  static ExportException given(IOException why, Path target) {
    Path folder = target.getParent();
    String what =
        switch (why) {
          case NoSuchFileException _ -> "There is no folder " + folder + ".";
          case AccessDeniedException _ -> folder + " cannot be written to.";
          case IOException e when isFull(e) -> "The disk is full.";
          default -> folder + " could not be written to (" + why.getMessage() + ").";
        };
    return new ExportException(
        what + " No file was made, and the ledger is whole. Choose another folder.", why);
  }

  private static boolean isFull(IOException e) {
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("no space left") || text.contains("not enough space");
  }
}
