package dev.offing.sync.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Records are made from JSON by their own constructors, whatever those have to say. */
final class RecordCreatorsTest {
  private static final Codec CODEC = new Codec();

  /** With parts of every kind, and a constructor that refuses one of them. */
  private record Parts(int small, long large, boolean yes, String text, List<Integer> numbers) {
    Parts {
      if (large < 0) {
        throw new IllegalArgumentException("large is not negative");
      }
      numbers = List.copyOf(numbers);
    }
  }

  private record None() {}

  @Test
  void aPrivateRecordWithPartsOfEveryKindIsMade() {
    Parts parts = new Parts(1, Long.MAX_VALUE, true, "a", List.of(2, 3));

    assertThat(CODEC.read(CODEC.write(parts), Parts.class)).isEqualTo(parts);
    assertThat(CODEC.fromTree(CODEC.toTree(parts), Parts.class)).isEqualTo(parts);
    assertThat(CODEC.read("{}", None.class)).isEqualTo(new None());
  }

  @Test
  void whatTheConstructorRefusesIsToldInItsWords() {
    String refused = "{\"small\":1,\"large\":-1,\"yes\":true,\"text\":\"a\",\"numbers\":[]}";

    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> CODEC.read(refused, Parts.class))
        .withMessageContaining("large is not negative");
  }
}
