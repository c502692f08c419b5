package dev.offing.client.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.transport.Transport;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProtocolLogTest {
  private static final URI SERVER = URI.create("ws://127.0.0.1:1");
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path data;

  /** What a wire hears and says, without a socket. */
  private static final class Loop implements Transport {
    final List<String> sent = new ArrayList<>();
    Listener listener;

    @Override
    public Wire dial(URI server, Listener heard) {
      listener = heard;
      return new Wire() {
        @Override
        public void send(String frame) {
          sent.add(frame);
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void close() {}
  }

  private static final class Ears implements Transport.Listener {
    final List<String> heard = new ArrayList<>();

    @Override
    public void opened() {
      heard.add("opened");
    }

    @Override
    public void frame(String text) {
      heard.add(text);
    }

    @Override
    public void closed(String why) {
      heard.add("closed " + why);
    }
  }

  private final Loop loop = new Loop();
  private final Ears ears = new Ears();

  private List<String> after(Runnable happens) throws Exception {
    LogFiles files = LogFiles.in(data, "ada");
    try (ProtocolLog log = new ProtocolLog(loop, files, NOON, "offing/1")) {
      Transport.Wire wire = log.dial(SERVER, ears);
      loop.listener.opened();
      happens.run();
      wire.send("{\"type\":\"ping\",\"t0\":1}");
      wire.send("{\"type\":\"say\",\"room\":\"port:lobby\",\"clientId\":\"c\",\"text\":\"ahoy\"}");
      loop.listener.closed("gone");
    }
    return Files.readAllLines(files.protocol());
  }

  @Test
  void everyFrameHasALineAndPassesAsItIs() throws Exception {
    List<String> lines =
        after(() -> {
          loop.listener.frame("{\"type\":\"retryAfter\",\"ms\":5}");
          loop.listener.frame("{\"type\":\"tick\",\"version\":3}");
          loop.listener.frame("{\"type\":\"tick\",\"version\":3}");
        });
    assertThat(lines)
        .containsExactly(
            "2026-11-27T12:00:00Z * opened by offing/1",
            "2026-11-27T12:00:00Z * dialling ws://127.0.0.1:1",
            "2026-11-27T12:00:00Z * connected",
            "2026-11-27T12:00:00Z < retryAfter 28 {\"type\":\"retryAfter\",\"ms\":5}",
            "2026-11-27T12:00:00Z * meanwhile {< tick=2, > ping=1}",
            "2026-11-27T12:00:00Z > say 63 {\"type\":\"say\",\"room\":\"port:lobby\","
                + "\"clientId\":\"[left out]\",\"text\":\"[left out]\"}",
            "2026-11-27T12:00:00Z * disconnected: gone",
            "2026-11-27T12:00:00Z * closed");
    assertThat(ears.heard).hasSize(5).startsWith("opened").endsWith("closed gone");
    assertThat(loop.sent).hasSize(2).last().asString().contains("ahoy");
  }

  @Test
  void aLogThatIsFullIsFollowedByANewOne() throws Exception {
    LogFiles files = LogFiles.in(data, "ada");
    files.make();
    Files.write(files.protocol(), new byte[(int) ProtocolLog.MOST_BYTES + 1]);
    assertThat(after(() -> {})).first().asString().endsWith("opened by offing/1");
    assertThat(LogFiles.older(files.protocol())).exists();
    files.delete();
    assertThat(files.folder()).isEmptyDirectory();
  }

  @Test
  void whereTheDiskRefusesFramesPassAllTheSame() throws Exception {
    Files.writeString(data.resolve("logs"), "a file is in the way");
    try (ProtocolLog log = new ProtocolLog(loop, LogFiles.in(data, "ada"), NOON, "offing/1")) {
      Transport.Wire wire = log.dial(SERVER, ears);
      loop.listener.frame("{\"type\":\"drain\"}");
      wire.send("{}");
    }
    assertThat(ears.heard).containsExactly("{\"type\":\"drain\"}");
    assertThat(loop.sent).containsExactly("{}");
  }

  @Test
  void aFrameThatIsNoMessageIsNoTrouble() throws Exception {
    assertThat(after(() -> loop.listener.frame("x".repeat(100_000))))
        .anyMatch(it -> it.contains("< ? 64 no JSON, 64 characters"));
  }
}
