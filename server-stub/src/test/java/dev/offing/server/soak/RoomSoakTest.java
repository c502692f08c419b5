package dev.offing.server.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./offing soak cluster} has more of everything. */
final class RoomSoakTest {
  @TempDir private Path data;

  @Test
  void noLineIsLostUnmarkedOrDoubledAndNoGhostStays() throws Exception {
    RoomSoak.Result result =
        new RoomSoak(data, new SplittableRandom(7), _ -> {}).run(40, 800, 4, 700);

    assertThat(result.lines()).isEqualTo(800);
    assertThat(result.blows()).isEqualTo(4);
    assertThat(result.heard()).isGreaterThan(40 * 400);
  }
}
