package dev.offing.client.report;

import dev.offing.client.doctor.Doctor;
import dev.offing.client.ledger.Export;
import dev.offing.client.log.LogFiles;
import dev.offing.client.redact.Frames;
import dev.offing.client.redact.Redaction;
import dev.offing.server.ServerSettings;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.ledger.ClockAnchor;
import dev.offing.sync.ledger.Contents;
import dev.offing.sync.ledger.JournalReader;
import dev.offing.sync.ledger.JournalRow;
import dev.offing.sync.ledger.LedgerCodec;
import dev.offing.sync.ledger.ProfileLook;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Collects a report: each part by itself, so that one that cannot be read costs only itself. What
 * is collected is {@linkplain Redaction redacted} already.
 */
public final class BugReport {
  private static final int MOST_LOG_BYTES = 1_000_000;
  private static final int MOST_CRASHES = 10;

  private final Sources sources;
  private final Redaction redaction;
  private final Map<String, String> files = new LinkedHashMap<>();
  private final List<String> entries = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  private BugReport(Sources sources) {
    this.sources = sources;
    this.redaction =
        Redaction.ofThisComputer(Secrets.of(sources.data(), sources.stub(), sources.environment()));
  }

  /**
   * The texts of a report, by their names in it.
   *
   * @param contained the same for the person who sends it
   */
  public record Collected(Map<String, String> files, Contained contained) {
    /** Takes over the map, in its order. */
    public Collected {
      files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }
  }

  /** A part of a report. */
  @FunctionalInterface
  private interface Part {
    String text() throws Exception;
  }

  /**
   * Collects one.
   *
   * @param found by the doctor
   * @param look at the profile
   * @param catalog names what stands in the book
   */
  public static Collected collect(
      Sources sources, Doctor.Found found, ProfileLook look, Catalog catalog, LedgerCodec codec) {
    BugReport report = new BugReport(sources);
    report.add("doctor.txt", "what doctor says", () -> report.clean(found.lines()));
    report.add("doctor.json", "the same for programs", () -> report.redaction.text(found.json()));
    report.logs();
    report.ledger(look, catalog, codec);
    report.settings();
    return new Collected(report.files, new Contained(report.entries, report.missing));
  }

  private void logs() {
    log("logs/game.log", "what the game said", sources.log());
    log("logs/server.log", "what its own server said", sources.stub().resolveSibling("server.log"));
    for (Path log : List.of(LogFiles.older(sources.protocol()), sources.protocol())) {
      if (Files.exists(log) || log.equals(sources.protocol())) {
        String name = log.equals(sources.protocol()) ? "protocol.log" : "protocol.log.1";
        add(
            "logs/" + name,
            "what passed between game and server",
            // Cleaned as it was written, by what is harmless; amounts may have many digits.
            () -> redaction.known(tail(log)));
      }
    }
    List<Path> crashes = crashes();
    for (Path crash : crashes) {
      log("crash-reports/" + crash.getFileName(), "something broke", crash);
    }
  }

  private void log(String name, String what, Path file) {
    add(name, what, () -> redaction.text(tail(file)));
  }

  private List<Path> crashes() {
    try (Stream<Path> all = Files.list(sources.data().resolve("crash-reports"))) {
      return all.filter(it -> it.getFileName().toString().endsWith(".txt"))
          .sorted(Comparator.reverseOrder())
          .limit(MOST_CRASHES)
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  private void ledger(ProfileLook look, Catalog catalog, LedgerCodec codec) {
    JournalReader book = look.ledger();
    Contents contents = look.contents();
    if (book == null || contents == null) {
      missing.add(
          "the ledger: "
              + (look.sentence().isEmpty()
                  ? "nobody has played in profile \"%s\" yet".formatted(sources.profile())
                  : redaction.text(look.sentence())));
      return;
    }
    add(
        "ledger/book.csv",
        "every row of the book",
        () -> {
          StringWriter csv = new StringWriter();
          Export.write(reader -> book.each(row -> reader.accept(clean(row))), csv, catalog);
          return redaction.known(csv.toString());
        });
    add(
        "ledger/state.json",
        "what the server confirmed",
        () -> redaction.known(LedgerPage.of(look, contents, codec)));
    add(
        "scenario.yaml",
        "the gestures again, for ./offing sim --replay",
        () -> {
          ClockAnchor clock = contents.clock();
          return Rehearsal.of(
              book.journal(JournalReader.MAX_ROWS),
              protocol(),
              clock == null ? 0 : clock.offsetMs());
        });
  }

  private List<String> protocol() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path log : List.of(LogFiles.older(sources.protocol()), sources.protocol())) {
      if (Files.exists(log)) {
        tail(log).lines().forEach(lines::add);
      }
    }
    return lines;
  }

  private JournalRow clean(JournalRow row) {
    return new JournalRow(
        Frames.id(row.entryId()),
        row.mutationId() == null ? null : Frames.id(row.mutationId()),
        row.at(),
        row.kind(),
        Frames.clean(row.args()),
        row.earned(),
        row.moved(),
        row.balance(),
        row.status(),
        row.code(),
        row.text() == null ? null : redaction.text(row.text()),
        row.postings());
  }

  private void settings() {
    Path preferences = sources.data().resolve("preferences.properties");
    if (Files.exists(preferences)) {
      log("settings/preferences.properties", "how the window looks", preferences);
    }
    add(
        "settings/server.txt",
        "the settings of a server that is started here",
        () -> clean(ServerSettings.shown(sources.environment())));
    Path running = sources.stub().resolve("running.json");
    if (Files.exists(running)) {
      log("settings/running.json", "the server that ran last", running);
    }
  }

  private String clean(List<String> lines) {
    return redaction.text(String.join("\n", lines) + "\n");
  }

  private void add(String name, String what, Part part) {
    try {
      files.put(name, part.text());
      entries.add("%-34s %s".formatted(name, what));
    } catch (NoSuchFileException _) {
      missing.add("%s: there is none".formatted(name));
    } catch (Exception e) {
      missing.add("%s: %s".formatted(name, redaction.text(e.toString())));
    }
  }

  /** The end of a file, from the beginning of a line on. */
  private static String tail(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long size = channel.size();
      long from = Math.max(0, size - MOST_LOG_BYTES);
      ByteBuffer bytes = ByteBuffer.allocate((int) (size - from));
      channel.position(from);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // it may grow meanwhile, and be cut off
      }
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      return from == 0 ? text : text.substring(text.indexOf('\n') + 1);
    }
  }
}
