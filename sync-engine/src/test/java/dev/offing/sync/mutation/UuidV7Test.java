package dev.offing.sync.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class UuidV7Test {
  /** RFC 9562, A.6. */
  @Test
  void isTheOneOfTheStandard() {
    assertThat(UuidV7.of(0x017F22E279B0L, 0xCC3L, 0x18C4DC0C0C07398FL))
        .isEqualTo("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  }

  @Test
  void holdsItsTimeVersionAndVariantWhateverTheDiceSay() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      long at = random.nextLong(1L << 48);
      String text = UuidV7.of(at, random.nextLong(), random.nextLong());
      UUID uuid = UUID.fromString(text);

      assertThat(uuid.version()).isEqualTo(7);
      assertThat(uuid.variant()).isEqualTo(2);
      assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(at);
      assertThatCode(() -> UuidV7.require(text)).doesNotThrowAnyException();
    }
  }

  @Test
  void sortsByTime() {
    assertThat(UuidV7.of(1_000, -1, -1)).isLessThan(UuidV7.of(1_001, 0, 0));
  }
}
