package dev.offing.server.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./offing soak cluster} has 1,000 of them. */
final class HostileSoakTest {
  @TempDir private Path data;

  @Test
  void noGoodPlayerSeesAnErrorAmongHostileConnections() throws Exception {
    HostileSoak.Result result =
        new HostileSoak(data, new SplittableRandom(3), _ -> {}).run(4, 40, 20);

    assertThat(result.hostile()).isEqualTo(40);
    assertThat(result.calls()).isEqualTo(80);
  }
}
