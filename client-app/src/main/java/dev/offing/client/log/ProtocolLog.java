package dev.offing.client.log;

import dev.offing.client.redact.Frames;
import dev.offing.client.redact.Redaction;
import dev.offing.sync.transport.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The protocol log: a line for each frame of a connection, with its time, its direction ({@code >}
 * to the server, {@code <} from it) and what it says, {@linkplain Frames without} what nobody else
 * is to read; and one for each beginning and end of a connection. What comes several times a second
 * is only counted.
 *
 * <p>Frames pass as fast as without it: a thread of its own cleans and writes. Where the disk
 * refuses, nothing is written and nobody waits. Thread-safe.
 */
public final class ProtocolLog implements Transport {
  private static final Logger LOG = LoggerFactory.getLogger(ProtocolLog.class);

  /** A file is followed by a new one beyond this. */
  static final long MOST_BYTES = 1_000_000;

  private static final int MOST_WAITING = 2_048;
  private static final int MOST_FRAME_CHARS = 64 * 1024;
  private static final int MOST_LINE_CHARS = 4_000;
  private static final long CLOSE_MS = 1_000;
  private static final Pattern TYPE =
      Pattern.compile("\\{\\s*\"type\"\\s*:\\s*\"([A-Za-z]{1,24})\"");
  private static final List<String> COUNTED = List.of("tick", "ping", "pong", "presence");

  private final Transport under;
  private final LogFiles files;
  private final Clock clock;
  private final BlockingQueue<Note> notes = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicInteger dropped = new AtomicInteger();
  private final Thread writer;

  // Of the writer's thread.
  private final Map<String, Integer> counted = new TreeMap<>();
  private boolean refused;

  /** Something that happened; an empty sign ends the log. */
  private record Note(long wallMs, String sign, String text) {}

  /**
   * Begins one.
   *
   * @param under what carries the frames
   * @param app what writes it, for its first line
   */
  public ProtocolLog(Transport under, LogFiles files, Clock clock, String app) {
    this.under = under;
    this.files = files;
    this.clock = clock;
    note("*", "opened by " + app);
    this.writer = Thread.ofPlatform().daemon().name("protocol-log").start(this::write);
  }

  @Override
  public Wire dial(URI server, Listener listener) {
    note("*", "dialling " + server);
    Wire wire =
        under.dial(
            server,
            new Listener() {
              @Override
              public void opened() {
                note("*", "connected");
                listener.opened();
              }

              @Override
              public void frame(String text) {
                note("<", text);
                listener.frame(text);
              }

              @Override
              public void closed(String why) {
                note("*", "disconnected: " + why);
                listener.closed(why);
              }
            });
    return new Wire() {
      @Override
      public void send(String frame) {
        note(">", frame);
        wire.send(frame);
      }

      @Override
      public void close() {
        wire.close();
      }
    };
  }

  /** Ends the connections, then the log. */
  @Override
  public void close() {
    under.close();
    note("*", "closed");
    note("", "");
    try {
      writer.join(CLOSE_MS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(String sign, String text) {
    // A frame that is too long to be of use here is not kept while it waits.
    String kept = text.length() <= MOST_FRAME_CHARS ? text : text.substring(0, 64);
    if (!notes.offer(new Note(clock.millis(), sign, kept))) {
      dropped.incrementAndGet();
    }
  }

  private void write() {
    try {
      for (Note note = notes.take(); !note.sign.isEmpty(); note = notes.take()) {
        take(note);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(Note note) {
    String type = type(note.text).orElse("?");
    boolean frame = !note.sign.equals("*");
    if (frame && COUNTED.contains(type)) {
      counted.merge(note.sign + " " + type, 1, Integer::sum);
      return;
    }
    StringBuilder lines = new StringBuilder();
    int lost = dropped.getAndSet(0);
    if (lost > 0) {
      line(lines, note.wallMs, "* " + lost + " frames came faster than they could be written");
    }
    if (!counted.isEmpty()) {
      line(lines, note.wallMs, "* meanwhile " + counted);
      counted.clear();
    }
    line(
        lines,
        note.wallMs,
        frame
            ? "%s %s %d %s".formatted(note.sign, type, note.text.length(), Frames.clean(note.text))
            : "* " + Redaction.ofThisComputer(List.of()).text(note.text));
    append(lines.toString());
  }

  private static Optional<String> type(String frame) {
    Matcher type = TYPE.matcher(frame);
    return type.lookingAt() ? Optional.of(type.group(1)) : Optional.empty();
  }

  private static void line(StringBuilder lines, long wallMs, String text) {
    String cut =
        text.length() <= MOST_LINE_CHARS ? text : text.substring(0, MOST_LINE_CHARS) + "...";
    lines.append(Instant.ofEpochMilli(wallMs)).append(' ').append(cut).append('\n');
  }

  private void append(String lines) {
    if (refused) {
      return;
    }
    Path file = files.protocol();
    try {
      files.make();
      if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
        Files.move(file, LogFiles.older(file), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.writeString(
          file,
          lines,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      refused = true;
      LOG.info("What passes between game and server is not written down: {}", e.toString());
    }
  }
}
