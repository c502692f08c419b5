package dev.offing.client;

import dev.offing.client.control.Press;
import dev.offing.client.harbour.HarbourViewModel;
import dev.offing.client.look.Appearance;
import dev.offing.client.look.Look;
import dev.offing.client.look.Theme;
import dev.offing.client.settings.Motion;
import dev.offing.client.settings.Preferences;
import dev.offing.client.settings.PreferencesFile;
import dev.offing.client.settings.SettingsViewModel;
import dev.offing.client.shell.Doorbell;
import dev.offing.client.shell.WindowPlace;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The window: an empty page at once, the game as soon as it is open. Its timer pumps the bridge,
 * once per pulse. Belongs to the toolkit's thread.
 */
final class GameWindow {

  static final double WIDTH = 1280;
  static final double HEIGHT = 720;
  static final double LEAST_WIDTH = 1000;
  static final double LEAST_HEIGHT = 600;
  private static final double TROUBLE_WIDTH = 480;

  private final PreferencesFile file;
  private final Preferences preferences;
  private final Stage stage = new Stage();
  private final StackPane page = new StackPane();
  private final Scene scene = new Scene(page, WIDTH, HEIGHT);
  private @Nullable Screens screens;
  private Doorbell.Hung bell = () -> {};

  /**
   * Shows the empty page, where the window was when it was closed.
   *
   * @param drawn called with this window after its first frame
   * @param closed called when the window is gone
   */
  GameWindow(PreferencesFile file, Consumer<GameWindow> drawn, Runnable closed) {
    this.file = file;
    this.preferences = file.read();
    Look.cover(scene, page, Appearance.theme(chosen(preferences)));
    stage.setTitle("Offing");
    stage.setScene(scene);
    stage.setMinWidth(LEAST_WIDTH);
    stage.setMinHeight(LEAST_HEIGHT);
    place(preferences.window());
    stage.setOnHidden(event -> closed.run());
    stage.show();
    new AfterFrame(() -> drawn.accept(this)).start();
  }

  /**
   * Shows a game and keeps it up to date.
   *
   * @param shown called after the first frame that shows it
   */
  HarbourViewModel play(Game game, Runnable shown) {
    ScheduledExecutorService later =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("window").daemon(true).factory());
    Settings settings = game.settings();
    SettingsViewModel choices =
        new SettingsViewModel(
            preferences,
            new SettingsViewModel.Facts(
                game.version(), settings.profile().name(), settings.profile().folder().toString()),
            now -> later.execute(() -> file.write(now)));
    Look.loadFonts();
    Appearance appearance = appearance(choices);
    Screens screens = new Screens(game, choices, appearance, stage::hide);
    this.screens = screens;
    appearance.theme().subscribe(theme -> Look.dress(scene, theme));
    page.getChildren().setAll(screens.root());
    Pump pump = new Pump(stage, screens, later);
    new AfterFrame(shown).start();
    stage.setOnHiding(event -> {
      choices.left(
          new Preferences.Bounds(
              stage.getX(),
              stage.getY(),
              stage.getWidth(),
              stage.getHeight(),
              stage.isMaximized()));
      pump.stop();
      this.screens = null;
      bell.close();
      screens.close();
      appearance.close();
      later.close();
    });
    return screens.harbour();
  }

  private static Appearance appearance(SettingsViewModel choices) {
    ObservableValue<@Nullable Theme> theme = choices.preferences().map(GameWindow::chosen);
    ObservableValue<@Nullable Boolean> still =
        choices
            .preferences()
            .map(it -> it.motion() == Motion.SYSTEM ? null : it.motion() == Motion.REDUCED);
    return new Appearance(theme, still);
  }

  /** Null for the computer's. */
  private static @Nullable Theme chosen(Preferences preferences) {
    return switch (preferences.theme()) {
      case LIGHT -> Theme.LIGHT;
      case DARK -> Theme.DARK;
      case SYSTEM -> null;
    };
  }

  private void place(Preferences.@Nullable Bounds was) {
    if (was == null) {
      return;
    }
    List<Rectangle2D> screens =
        javafx.stage.Screen.getScreens().stream()
            .map(javafx.stage.Screen::getVisualBounds)
            .toList();
    if (WindowPlace.reachable(was, screens)) {
      stage.setX(was.x());
      stage.setY(was.y());
      stage.setWidth(was.width());
      stage.setHeight(was.height());
      stage.setMaximized(was.maximised());
    }
  }

  /** Shows only a sentence, and a button that closes the window. */
  void tell(String sentence) {
    Look.dress(scene, Appearance.theme(chosen(preferences)));
    Label text = new Label(sentence);
    text.setId("trouble");
    text.setWrapText(true);
    text.setMaxWidth(TROUBLE_WIDTH);
    Button close = new Button("Close");
    close.getStyleClass().add("btn");
    close.setOnAction(event -> stage.hide());
    Press.onEnter(close);
    VBox box = new VBox(16, text, close);
    box.setMaxSize(VBox.USE_PREF_SIZE, VBox.USE_PREF_SIZE);
    page.getChildren().setAll(box);
    close.requestFocus();
  }

  /**
   * What no frame waits for: the icon, and the bell by which a second start brings this window to
   * the front.
   */
  void settle(Game game) {
    stage.getIcons().setAll(screens().icon());
    Path profile = game.settings().profile().folder();
    Thread.ofVirtual()
        .start(() -> {
          Doorbell.Hung hung =
              Doorbell.hang(profile, new SecureRandom(), () -> Platform.runLater(this::raise));
          Platform.runLater(() -> hung(hung));
        });
  }

  private void hung(Doorbell.Hung hung) {
    if (screens == null) {
      hung.close(); // the window was quicker
    } else {
      bell = hung;
    }
  }

  private void raise() {
    stage.setIconified(false);
    stage.toFront();
    stage.requestFocus();
  }

  /**
   * Tells that a part of the program failed.
   *
   * @param file where the report is; empty when it could not be written
   */
  void broke(String report, Optional<Path> file) {
    Screens playing = screens;
    if (playing != null) {
      playing.broke(report, file);
    } else {
      tell(
          "The game could not be shown: a part of the program failed. What you earned is saved."
              + file.map(it -> " The report is in " + it + ".").orElse(""));
    }
  }

  /** What is shown of the game; only while one is played. */
  Screens screens() {
    return Objects.requireNonNull(screens);
  }

  /** Carries the engine's news over, as each pulse does. */
  void pulse() {
    Screens playing = screens;
    if (playing != null) {
      playing.pulse(System.nanoTime());
    }
  }

  Scene scene() {
    return scene;
  }

  void close() {
    stage.hide();
  }

  /**
   * Carries the engine's news over: on each pulse while the window can be seen, once a second while
   * it is minimised, without keeping the toolkit's pulses going.
   */
  private static final class Pump extends AnimationTimer {
    private static final long MINIMISED_MS = 1_000;

    private final Stage stage;
    private final Screens screens;
    private final ScheduledExecutorService later;
    private @Nullable ScheduledFuture<?> beat;

    Pump(Stage stage, Screens screens, ScheduledExecutorService later) {
      this.stage = stage;
      this.screens = screens;
      this.later = later;
      stage.iconifiedProperty().subscribe(this::minimised);
    }

    @Override
    public void handle(long now) {
      screens.pulse(System.nanoTime());
    }

    private void minimised(boolean minimised) {
      stopBeat();
      if (minimised) {
        super.stop();
        beat =
            later.scheduleAtFixedRate(
                () -> Platform.runLater(this::minimisedPulse),
                MINIMISED_MS,
                MINIMISED_MS,
                TimeUnit.MILLISECONDS);
      } else {
        start();
      }
    }

    private void minimisedPulse() {
      if (stage.isIconified()) {
        screens.unseenPulse(System.nanoTime());
      }
    }

    private void stopBeat() {
      if (beat != null) {
        beat.cancel(false);
        beat = null;
      }
    }

    @Override
    public void stop() {
      super.stop();
      stopBeat();
    }
  }

  /** Calls once, when the next frame is on the screen: on the second pulse from now. */
  private static final class AfterFrame extends AnimationTimer {
    private final Runnable then;
    private int pulses;

    AfterFrame(Runnable then) {
      this.then = then;
    }

    @Override
    public void handle(long now) {
      if (++pulses == 2) {
        stop();
        then.run();
      }
    }
  }
}
