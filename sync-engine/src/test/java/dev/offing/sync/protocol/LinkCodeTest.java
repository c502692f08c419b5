package dev.offing.sync.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LinkCodeTest {
  @Test
  void aCodeHasEightCharactersThatNobodyMistakes() {
    for (int seed = 0; seed < 200; seed++) {
      String code = LinkCode.draw(new Random(seed));
      assertThat(code).matches("[0-9A-HJKMNP-TV-Z]{8}");
      assertThat(LinkCode.read(LinkCode.grouped(code), LinkCode.CHARS)).isEqualTo(code);
    }
  }

  @Test
  void isReadHoweverPeopleTypeIt() {
    assertThat(LinkCode.grouped("7Q4MX0GB")).isEqualTo("7Q4M-X0GB");
    assertThat(LinkCode.read(" 7q4m - xogb ", 8)).isEqualTo("7Q4MX0GB");
    assertThat(LinkCode.read("iIlL-OOoo", 8)).isEqualTo("11110000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7Q4MX0G", "7Q4MX0GBB", "7Q4MX0GU", "7Q4M_X0G", "\u0661Q4MX0GB"})
  void anythingElseIsNone(String typed) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinkCode.read(typed, 8))
        .withMessage("A code has 8 letters and digits, such as ABCD-EFGH.");
  }
}
