package dev.offing.client.art;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;

/** {@code c' = mix(c * light, haze, depth)}. */
final class LightTest {

  @Test
  void lightMultipliesAndHazeTakesOver() {
    Light dusk = new Light(0.5, 0.25, 1, Color.web("#FF0000"), 0, 0);
    assertThat(dusk.on(Color.WHITE, 0)).isEqualTo(new Color(0.5, 0.25, 1, 1));
    Color half = dusk.on(Color.WHITE, 0.5);
    assertThat(half.getRed()).isCloseTo(0.75, within(1e-6));
    assertThat(half.getGreen()).isCloseTo(0.125, within(1e-6));
    assertThat(dusk.at(1).on(Color.WHITE, 0)).isEqualTo(Color.RED);
  }

  @Test
  void depthsAddUpWithoutPassingTheHaze() {
    Light light = new Light(1, 1, 1, Color.BLACK, 0.5, 0);
    assertThat(light.on(Color.WHITE, 0.5).getRed()).isCloseTo(0.25, within(1e-6));
  }

  @Test
  void aSilhouetteIsOfOneColour() {
    Light shape = Light.silhouette(Color.TAN);
    assertThat(shape.on(Color.RED, 0)).isEqualTo(Color.TAN);
    assertThat(shape.on(Color.BLUE, 0.3)).isEqualTo(Color.TAN);
  }

  @Test
  void palettesMixInAllTheirParts() {
    Palette between = Palette.DAY.towards(Palette.NIGHT, 0.5);
    assertThat(between.dark()).isEqualTo(0.5);
    assertThat(between.light().lit()).isEqualTo(0.5);
    assertThat(between.light().red()).isCloseTo(0.67, within(1e-6));
    assertThat(between.offsets().get(1)).isCloseTo(0.45, within(1e-6));
    assertThat(Palette.DAY.towards(Palette.NIGHT, 0).differs(Palette.DAY, 0.001)).isFalse();
    assertThat(Palette.DAY.towards(Palette.NIGHT, 1).differs(Palette.NIGHT, 0.001)).isFalse();
    assertThat(between.differs(Palette.DAY, 0.01)).isTrue();
  }
}
