package dev.offing.client.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.settings.Preferences.Bounds;
import java.util.List;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

final class WindowPlaceTest {

  private static final List<Rectangle2D> ONE = List.of(new Rectangle2D(0, 0, 1920, 1080));

  @Test
  void aWindowReturnsToWhereItWas() {
    assertThat(WindowPlace.reachable(at(100, 50), ONE)).isTrue();
  }

  @Test
  void aWindowOfAScreenThatIsGoneOpensAnew() {
    List<Rectangle2D> two = List.of(ONE.getFirst(), new Rectangle2D(1920, 0, 1920, 1080));
    assertThat(WindowPlace.reachable(at(2_000, 50), two)).isTrue();
    assertThat(WindowPlace.reachable(at(2_000, 50), ONE)).isFalse();
  }

  @Test
  void enoughOfTheTitleMustBeOnAScreenToBeTakenHoldOf() {
    assertThat(WindowPlace.reachable(at(1_860, 50), ONE)).isFalse();
    assertThat(WindowPlace.reachable(at(1_800, 50), ONE)).isTrue();
    assertThat(WindowPlace.reachable(at(100, -200), ONE)).isFalse();
    assertThat(WindowPlace.reachable(at(100, 1_050), ONE)).isFalse();
  }

  private static Bounds at(double x, double y) {
    return new Bounds(x, y, 1_280, 720, false);
  }
}
