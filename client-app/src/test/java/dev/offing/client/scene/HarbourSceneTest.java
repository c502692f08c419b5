package dev.offing.client.scene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.Harbours;
import dev.offing.client.art.Gallery;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** What is to be seen of the scene, in pixels, on a clock that the test moves. */
final class HarbourSceneTest {

  private static final List<String> KINDS = Harbours.kinds();
  private static final LocalDateTime DAY = LocalDateTime.of(2025, 5, 24, 14, 0);
  private static final LocalDateTime NIGHT = LocalDateTime.of(2025, 5, 24, 23, 59);
  private static final long SECOND = 1_000_000_000L;

  private final List<String> answered = new ArrayList<>();
  private HarbourScene harbour;
  private Scene scene;
  private long now = 1;

  @BeforeAll
  static void startToolkit() throws TimeoutException {
    FxToolkit.registerPrimaryStage();
  }

  @BeforeEach
  void open() throws Exception {
    onScreen(() -> {
      harbour = new HarbourScene(new Gallery());
      harbour.coveredProperty().set(new Insets(0, 396, 0, 76));
      harbour.setOnShip(answered::add);
      scene = new Scene(new StackPane(harbour), 1280, 720);
      return null;
    });
  }

  private static SceneState state(LocalDateTime time, double oil, int owned, boolean still) {
    Set<String> kinds = new HashSet<>(KINDS.subList(0, owned));
    return new SceneState(time, oil, false, KINDS, kinds, still, SceneState.NEVER);
  }

  private WritableImage picture(SceneState state, double seconds) throws Exception {
    return onScreen(() -> {
      harbour.show(state);
      scene.getRoot().layout();
      now += (long) (seconds * SECOND);
      harbour.pulse(now);
      harbour.finish();
      now += SECOND;
      harbour.pulse(now);
      harbour.finish();
      return scene.snapshot(null);
    });
  }

  private static Color at(WritableImage image, int x, int y) {
    return image.getPixelReader().getColor(x, y);
  }

  /** Whether a window of the tower is lit, the first the lowest. */
  private static int litWindows(WritableImage image) {
    int lit = 0;
    for (int i = 0; i < Beam.WINDOWS; i++) {
      double t = (double) (Beam.WINDOWS - 1 - i) / Beam.WINDOWS;
      int y = (int) Math.round(338 - 168 + 168 * (0.09 + t * 0.98 * 0.86) + 4.5);
      Color pane = at(image, 751, y);
      if (pane.getRed() > 0.8 && pane.getRed() > pane.getBlue() + 0.25) {
        lit++;
      }
    }
    return lit;
  }

  @Test
  void nightIsDarkerThanDayAndTheTownIsLit() throws Exception {
    WritableImage day = picture(state(DAY, 1, 9, true), 1);
    WritableImage night = picture(state(NIGHT, 1, 9, true), 1);
    assertThat(at(day, 300, 20).getBrightness()).isGreaterThan(0.6);
    assertThat(at(night, 300, 20).getBrightness()).isLessThan(0.25);
    // The tower has walls: the white one between two red ones.
    assertThat(at(day, 746, 226).getBrightness()).isGreaterThan(0.8);
    assertThat(at(day, 746, 204).getSaturation()).isGreaterThan(0.5);
    // A lamp on the quay.
    assertThat(at(night, 280, 441).getRed()).isGreaterThan(at(night, 280, 300).getRed() + 0.3);
  }

  @Test
  void theWindowsGoOutWithTheOilFromTheTop() throws Exception {
    assertThat(litWindows(picture(state(NIGHT, 1, 3, true), 1))).isEqualTo(8);
    assertThat(litWindows(picture(state(NIGHT, 0.5, 3, true), 1))).isEqualTo(4);
    WritableImage low = picture(state(NIGHT, 0.11, 3, true), 1);
    assertThat(litWindows(low)).isEqualTo(1);
    assertThat(litWindows(picture(state(DAY, 0.6, 3, true), 1))).isEqualTo(5);
  }

  @Test
  void aLampThatIsOutIsDark() throws Exception {
    WritableImage lit = picture(state(NIGHT, 1, 3, true), 1);
    WritableImage out = picture(state(NIGHT, 0, 3, true), 1);
    assertThat(at(lit, 752, 160).getBrightness()).isGreaterThan(0.85);
    assertThat(at(out, 752, 160).getBrightness()).isLessThan(0.65);
    assertThat(litWindows(out)).isZero();
    // Where the beam went.
    assertThat(at(lit, 640, 174).getRed()).isGreaterThan(at(out, 640, 174).getRed() + 0.1);
  }

  @Test
  void withReducedMotionOnlyTheLampMoves() throws Exception {
    SceneState still = state(NIGHT, 1, 9, true);
    assertThat(differences(picture(still, 1), picture(still, 1))).isZero();
    SceneState moving = state(NIGHT, 1, 9, false);
    assertThat(differences(picture(moving, 1), picture(moving, 1))).isGreaterThan(500);
  }

  @Test
  void theSameHourLooksTheSameAgain() throws Exception {
    WritableImage before = picture(state(DAY, 1, 9, true), 1);
    picture(state(NIGHT, 0.3, 9, true), 1);
    assertThat(differences(picture(state(DAY, 1, 9, true), 1), before)).isZero();
  }

  private static int differences(WritableImage one, WritableImage other) {
    int different = 0;
    for (int y = 0; y < 720; y++) {
      for (int x = 0; x < 1280; x++) {
        if (one.getPixelReader().getArgb(x, y) != other.getPixelReader().getArgb(x, y)) {
          different++;
        }
      }
    }
    return different;
  }

  @Test
  void theHarbourGrowsAndWhatIsNewRises() throws Exception {
    WritableImage beach = picture(state(DAY, 1, 2, false), 1);
    // The sand is where the quay will be.
    Color sand = at(beach, 60, 490);
    picture(state(DAY, 1, 3, false), 0);
    WritableImage quay = picture(state(DAY, 1, 3, false), 3);
    assertThat(at(quay, 60, 490)).isNotEqualTo(sand);
    WritableImage again = picture(state(DAY, 1, 3, false), 20);
    assertThat(at(again, 60, 500)).isEqualTo(at(quay, 60, 500));
  }

  @Test
  void aVesselThatIsClickedAnswersAndOneThatIsGuessedAtDoesNot() throws Exception {
    picture(state(DAY, 1, 3, true), 1);
    Node ship = onScreen(() -> scene.getRoot().lookup("#ship-smack"));
    assertThat(ship).isNotNull();
    assertThat(onScreen(() -> scene.getRoot().lookup("#ship-lugger"))).isNull();
    onScreen(() -> {
      ship.fireEvent(
          new MouseEvent(
              MouseEvent.MOUSE_CLICKED,
              0,
              0,
              0,
              0,
              MouseButton.PRIMARY,
              1,
              false,
              false,
              false,
              false,
              true,
              false,
              false,
              true,
              false,
              true,
              null));
      harbour.hail("lugger");
      harbour.hail("dinghy");
      return null;
    });
    assertThat(answered).containsExactly("smack", "dinghy");
  }

  @Test
  void theKeyboardReachesEveryVesselNear() throws Exception {
    picture(state(DAY, 1, 3, true), 1);
    onScreen(() -> {
      assertThat(harbour.isFocusTraversable()).isTrue();
      press(KeyCode.RIGHT);
      assertThat(harbour.getAccessibleText()).isEqualTo("Fishing smack");
      press(KeyCode.ENTER);
      press(KeyCode.RIGHT);
      press(KeyCode.SPACE);
      press(KeyCode.RIGHT);
      press(KeyCode.RIGHT);
      press(KeyCode.LEFT);
      press(KeyCode.ENTER);
      return null;
    });
    assertThat(answered).containsExactly("smack", "rowboat", "dinghy");
  }

  private void press(KeyCode code) {
    harbour.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
  }

  @Test
  void aVesselThatIsBoughtSailsInFromTheRight() throws Exception {
    picture(state(DAY, 1, 2, false), 1);
    onScreen(() -> {
      harbour.show(state(DAY, 1, 3, false));
      now += SECOND / 10;
      harbour.pulse(now);
      return null;
    });
    Node smack = onScreen(() -> scene.getRoot().lookup("#ship-smack"));
    assertThat(onScreen(smack::getLayoutX)).isGreaterThan(880);
    picture(state(DAY, 1, 3, false), Course.ARRIVAL_S);
    assertThat(onScreen(smack::getLayoutX)).isLessThan(500);
  }

  @Test
  void theTowerStandsClearOfAWideCardAndIsSeenThereOnlyWhenItIsPainted() throws Exception {
    Color tower = at(picture(state(DAY, 1, 9, true), 1), 746, 226);
    assertThat(tower.getBrightness()).isGreaterThan(0.8);
    WritableImage before =
        onScreen(() -> {
          harbour.coveredProperty().set(new Insets(0, 648, 0, 76));
          now += SECOND;
          harbour.pulse(now);
          assertThat(harbour.ready()).isFalse();
          return scene.snapshot(null);
        });
    assertThat(at(before, 746, 226)).isEqualTo(tower);
    WritableImage after = picture(state(DAY, 1, 9, true), 1);
    assertThat(at(after, 554, 226)).isEqualTo(tower);
    assertThat(at(after, 746, 226)).isNotEqualTo(tower);
  }

  @Test
  void aWindowThatWasResizedIsPaintedAnew() throws Exception {
    picture(state(DAY, 1, 9, true), 1);
    onScreen(() -> {
      harbour.coveredProperty().set(new Insets(0, 200, 0, 76));
      return null;
    });
    WritableImage small =
        onScreen(() -> {
          scene.getRoot().resize(900, 600);
          scene.getRoot().layout();
          now += SECOND;
          harbour.pulse(now);
          harbour.finish();
          assertThat(harbour.ready()).isTrue();
          return scene.getRoot().snapshot(null, null);
        });
    assertThat(small.getWidth()).isEqualTo(900);
    // The foot of the sea, not a gap.
    assertThat(at(small, 450, 598).getHue()).isBetween(180.0, 220.0);
    assertThat(at(small, 890, 5).getHue()).isBetween(180.0, 220.0);
  }

  private static <T> T onScreen(Callable<T> deed) throws Exception {
    return WaitForAsyncUtils.asyncFx(deed).get(20, TimeUnit.SECONDS);
  }
}
