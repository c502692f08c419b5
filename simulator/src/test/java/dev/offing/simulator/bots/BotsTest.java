package dev.offing.simulator.bots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.StubServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BotsTest {
  @TempDir private Path folder;

  private Bots.Plan plan(URI node, int players, Play play, Bots.Keep keep) {
    return new Bots.Plan(
        players, List.of(node), Duration.ZERO, Duration.ofSeconds(2), play, 4, keep, 1);
  }

  @Test
  void theyPlayAndTalkAndEveryBookAgreesInTheEnd() throws Exception {
    try (StubServer stub = StubServer.start(folder.resolve("stub"), Map.of())) {
      List<Bots.Second> seconds = new CopyOnWriteArrayList<>();

      Bots.Result result =
          new Bots(plan(stub.uri(), 9, Play.MIXED, Bots.Keep.MEMORY), folder).run(seconds::add);

      assertThat(result.wrong()).isEmpty();
      assertThat(result.gestures()).isPositive();
      assertThat(result.settling().count()).isEqualTo(result.gestures());
      assertThat(result.hearing().count()).isPositive();
      assertThat(result.heard()).as("three of them talk").isPositive();
      assertThat(seconds).hasSize(2);
      assertThat(seconds.getLast().players()).isEqualTo(9);
      assertThat(result.settling().maxUs()).isGreaterThanOrEqualTo(result.settling().p50Us());
    }
  }

  @Test
  void theirBooksMayLieInFiles() throws Exception {
    try (StubServer stub = StubServer.start(folder.resolve("stub"), Map.of())) {
      Bots.Result result =
          new Bots(plan(stub.uri(), 3, Play.ACTIVE, Bots.Keep.SQLITE), folder).run(_ -> {});

      assertThat(result.wrong()).isEmpty();
      assertThat(result.gestures()).isPositive();
      assertThat(folder.resolve("profiles").resolve("bot-2")).isDirectory();
    }
  }
}
