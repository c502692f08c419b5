package dev.offing.client.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrashDeskTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();
  private final List<Optional<Path>> files = new ArrayList<>();

  @Test
  void aReportSaysWhatBrokeAndIsToldOnce() throws Exception {
    CrashDesk desk = desk(folder, NOON);
    desk.uncaughtException(Thread.currentThread(), new IllegalStateException("the mast broke"));
    desk.uncaughtException(Thread.currentThread(), new IllegalStateException("and again"));
    assertThat(told).hasSize(1);
    assertThat(told.getFirst())
        .contains("Offing 1.2.3", "2026-11-24T12:00:00Z", "the mast broke", "CrashDeskTest");
    assertThat(Files.readString(files.getFirst().orElseThrow())).isNotEmpty();
  }

  @Test
  void aReportHoldsNoKeyNoAccountAndNoHome() {
    String secret = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    String base64 = "MC4CAQAwBQYDK2VwBCIEIHN1cGVyIHNlY3JldCBrZXkgaGVyZSE";
    String account = "0199f0aa-1111-7222-8333-0123456789ab";
    String report =
        CrashReport.of(
            "1",
            NOON,
            "main",
            new IllegalStateException(
                "/home/ines/.local/x " + secret + " " + base64 + " " + account),
            "/home/ines");
    assertThat(report)
        .doesNotContain(secret, base64, account, "/home/ines")
        .contains("~/.local/x")
        .contains("[left out]");
  }

  @Test
  void onlyTheNewestReportsAreKept() throws Exception {
    for (int i = 0; i < CrashDesk.MOST + 3; i++) {
      desk(folder, NOON.plusSeconds(i))
          .uncaughtException(Thread.currentThread(), new IllegalStateException("no. " + i));
    }
    try (Stream<Path> kept = Files.list(folder.resolve("crash-reports"))) {
      List<Path> files = kept.sorted().toList();
      assertThat(files).hasSize(CrashDesk.MOST);
      assertThat(Files.readString(files.getFirst())).contains("no. 3");
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaidAndTheReportCanStillBeCopied() throws Exception {
    Path file = Files.writeString(folder.resolve("not-a-folder"), "");
    desk(file, NOON).uncaughtException(Thread.currentThread(), new IllegalStateException("oh"));
    assertThat(files).containsExactly(Optional.empty());
    assertThat(told.getFirst()).contains("oh");
  }

  private CrashDesk desk(Path data, Instant at) {
    return new CrashDesk(
        data,
        "1.2.3",
        Clock.fixed(at, ZoneOffset.UTC),
        (report, file) -> {
          told.add(report);
          files.add(file);
        });
  }
}
