package dev.offing.client.look;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.application.ColorScheme;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is followed: the computer, unless the player chose. */
final class AppearanceTest {

  private final SimpleObjectProperty<@Nullable Theme> theme = new SimpleObjectProperty<>(null);
  private final SimpleObjectProperty<@Nullable Boolean> still = new SimpleObjectProperty<>(null);
  private final SimpleObjectProperty<ColorScheme> computer =
      new SimpleObjectProperty<>(ColorScheme.LIGHT);
  private final SimpleObjectProperty<Boolean> computerStill = new SimpleObjectProperty<>(false);
  private final Appearance appearance = new Appearance(theme, still, computer, computerStill);

  @Test
  void theComputerIsFollowedWhileTheGameRuns() {
    assertThat(appearance.theme().get()).isEqualTo(Theme.LIGHT);
    assertThat(appearance.still().get()).isFalse();
    computer.set(ColorScheme.DARK);
    computerStill.set(true);
    assertThat(appearance.theme().get()).isEqualTo(Theme.DARK);
    assertThat(appearance.still().get()).isTrue();
  }

  @Test
  void whatWasChosenStaysWhateverTheComputerDoes() {
    theme.set(Theme.LIGHT);
    still.set(false);
    computer.set(ColorScheme.DARK);
    computerStill.set(true);
    assertThat(appearance.theme().get()).isEqualTo(Theme.LIGHT);
    assertThat(appearance.still().get()).isFalse();
    theme.set(null);
    still.set(null);
    assertThat(appearance.theme().get()).isEqualTo(Theme.DARK);
    assertThat(appearance.still().get()).isTrue();
    appearance.close();
    computer.set(ColorScheme.LIGHT);
    assertThat(appearance.theme().get()).isEqualTo(Theme.DARK);
  }
}
