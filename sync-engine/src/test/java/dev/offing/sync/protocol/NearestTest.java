package dev.offing.sync.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTest {
  @Test
  void theFewestChangedLettersLeadThereWhateverTheirCase() {
    assertThat(Nearest.to("bota", List.of("lamp", "boat", "coat"))).contains("boat");
    assertThat(Nearest.to("BOAT", List.of("lamp", "boat"))).contains("boat");
    assertThat(Nearest.to("x", List.of("a", "b"))).as("the first of equals").contains("a");
    assertThat(Nearest.to("boat", List.of())).isEmpty();
  }

  @Test
  void ofAWordWithoutEndTheBeginningIsCompared() {
    String endless = "boat".repeat(1_000_000);

    assertThat(Nearest.to(endless, List.of("lamp", endless + "s"))).contains(endless + "s");
  }
}
