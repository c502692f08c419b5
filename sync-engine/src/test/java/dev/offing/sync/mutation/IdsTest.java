package dev.offing.sync.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class IdsTest {
  @Test
  void eachIdHasOneSpelling() {
    assertThat(Ids.hash("0123456789abcdef".repeat(4), "x")).hasSize(64);
    assertThat(Ids.random("0123456789abcdef".repeat(2), "x")).hasSize(32);
    for (String bad :
        List.of(
            "",
            "0".repeat(31),
            "0".repeat(33),
            "A".repeat(32),
            "g".repeat(32),
            "/".repeat(32),
            ":".repeat(32),
            "`".repeat(32),
            "\u0660".repeat(32))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Ids.random(bad, "epoch"))
          .withMessage("epoch must be 32 lowercase hexadecimal characters");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ids.hash("0".repeat(32), "digest"))
        .withMessage("digest must be 64 lowercase hexadecimal characters");
  }

  @Test
  void halfACharacterIsNoText() {
    assertThat(Ids.unicode("\ud83d\udea2 a\u00e9", "x")).hasSize(5);
    assertThatIllegalArgumentException().isThrownBy(() -> Ids.unicode("a\ud83d", "app"));
    assertThatIllegalArgumentException().isThrownBy(() -> Ids.unicode("\ud83da", "app"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ids.unicode("\udea2", "app"))
        .withMessage("app must be Unicode text, without half characters");
  }
}
