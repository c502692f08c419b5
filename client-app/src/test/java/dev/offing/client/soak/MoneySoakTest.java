package dev.offing.client.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MoneySoakTest {
  @TempDir Path work;

  @Test
  void booksOnAClusterSumToZeroThoughMastersAreKilledAndReplaced() throws Exception {
    MoneySoak.Result result =
        new MoneySoak(work, new SplittableRandom(5), _ -> {}).run(12, 1, 1, 40);
    assertThat(result.gestures()).isGreaterThan(100);
    assertThat(result.gifts()).isGreaterThan(20);
  }
}
