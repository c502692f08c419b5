package dev.offing.client.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One in fifty of what {@code ./offing soak fuzz} spoils. */
final class FuzzSoakTest {
  @TempDir Path work;

  @Test
  void whatIsSpoiltIsRefusedInASentenceAndNeverTakenForSomethingElse() throws Exception {
    FuzzSoak.Result it = new FuzzSoak(work, new SplittableRandom(7), _ -> {}).run(2_000);

    assertThat(it.frames()).isEqualTo(2_000);
    assertThat(it.files()).isEqualTo(200);
    assertThat(it.states()).isEqualTo(200);
    assertThat(it.taken()).as("not all of it is refused").isPositive();
  }
}
