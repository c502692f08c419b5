package dev.offing.sync.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RecoveryCodeTest {
  @Test
  void onPaperItHasSevenGroupsOfFourAndIsReadBackToTheSameKey() {
    RecoveryCode code = RecoveryCode.draw(new Random(1));

    assertThat(code.shown()).matches("([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}");
    RecoveryCode typed = RecoveryCode.read(code.shown().toLowerCase(Locale.ROOT).replace('-', ' '));
    assertThat(typed).isEqualTo(code);
    assertThat(typed.key().publicKey()).isEqualTo(code.key().publicKey());
    assertThat(RecoveryCode.draw(new Random(2)).key().publicKey())
        .isNotEqualTo(code.key().publicKey());
  }

  @Test
  void aSlipOfThePenIsFound() {
    String shown = RecoveryCode.draw(new Random(3)).shown();
    int found = 0;
    for (int i = 0; i < shown.length(); i++) {
      char other = shown.charAt(i) == '7' ? '8' : '7';
      String wrong = shown.substring(0, i) + other + shown.substring(i + 1);
      if (shown.charAt(i) != '-') {
        found++;
        assertThatIllegalArgumentException().isThrownBy(() -> RecoveryCode.read(wrong));
      }
    }
    assertThat(found).isEqualTo(RecoveryCode.CHARS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecoveryCode.read("7Q4M-X0GB"))
        .withMessageContaining("28 letters and digits");
  }

  @Test
  void noLogEverHasIt() {
    RecoveryCode code = RecoveryCode.draw(new Random(4));
    assertThat(code.toString()).doesNotContain(code.text().substring(0, 4));
  }
}
