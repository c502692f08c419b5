package dev.offing.examples.lemonade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.StubServer;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.session.SyncEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LemonadeTest {
  @TempDir private Path folder;

  @Test
  void whatWasBoughtWithoutAServerIsBoughtOnceWithOne() throws Exception {
    Path profile = folder.resolve("game");
    try (SyncEngine offline = LemonadeGame.open(profile, null)) {
      assertThat(
              played(
                  offline, "buy stand 2", "buy shop", "upgrade ice", "book", "quit", "buy stand"))
          .contains("Done, for $105.000.")
          .contains("Short by")
          .contains("Ice needs 5 x Stand (you have 2).")
          .contains("[Posting[account=purse, amount=-105000]")
          .contains("OFFLINE, 1 to send");
    }
    try (StubServer server = LemonadeServer.start(folder.resolve("server"), 0);
        SyncEngine engine = LemonadeGame.open(profile, null)) {
      BlockingQueue<SyncEvent.Settled> settled = new LinkedBlockingQueue<>();
      engine.subscribe(event -> {
        if (event instanceof SyncEvent.Settled it) {
          settled.add(it);
        }
      });
      engine.useServer(server.uri());

      SyncEvent.Settled first = settled.poll(60, TimeUnit.SECONDS);
      assertThat(first).isNotNull();
      assertThat(first.result().outcome()).isEqualTo(Outcome.APPLIED);
      assertThat(first.command().args())
          .containsEntry("producer", "stand")
          .containsEntry("count", "2");
      assertThat(engine.status().confirmedPurse().toString()).isEqualTo("395000");
      assertThat(played(engine, "buy stand 3", "help"))
          .contains("Done, for $")
          .contains("look | buy");
      assertThat(settled.poll(60, TimeUnit.SECONDS)).isNotNull();
      assertThat(engine.view().core().owned("stand")).isEqualTo(5);
      assertThat(engine.view().pending()).isZero();
      assertThat(played(engine, "buy stand max")).contains("Done, for $");
      assertThat(engine.view().core().owned("stand")).isGreaterThan(5);
    }
  }

  private static String played(SyncEngine engine, String... lines) throws IOException {
    StringWriter said = new StringWriter();
    new LemonadeGame(engine, new PrintWriter(said))
        .play(new BufferedReader(new StringReader(String.join("\n", lines))));
    return said.toString();
  }

  @Test
  void staysShortEnoughToBeReadInOneSitting() throws IOException {
    Path sources = Path.of("src", "main", "java", "dev", "offing", "examples", "lemonade");

    assertThat(Files.readAllLines(sources.resolve("LemonadeGame.java")))
        .hasSizeLessThanOrEqualTo(150);
    assertThat(Files.readAllLines(sources.resolve("LemonadeServer.java")))
        .hasSizeLessThanOrEqualTo(50);
    try (Stream<Path> files = Files.list(sources)) {
      assertThat(files.map(it -> it.getFileName().toString()).toList())
          .containsExactlyInAnyOrderElementsOf(
              List.of("LemonadeGame.java", "LemonadeServer.java", "package-info.java"));
    }
  }
}
