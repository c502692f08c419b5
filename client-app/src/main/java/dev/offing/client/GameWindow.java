package dev.offing.client;

import atlantafx.base.theme.PrimerLight;
import dev.offing.client.bridge.EngineBridge;
import dev.offing.client.harbour.HarbourView;
import dev.offing.client.harbour.HarbourViewModel;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/**
 * The window: an empty page at once, the harbour as soon as the game is open. Its timer pumps the
 * bridge, once per pulse. Belongs to the toolkit's thread.
 */
final class GameWindow {

  static final double WIDTH = 960;
  static final double HEIGHT = 720;
  private static final double LEAST_WIDTH = 860;
  private static final double LEAST_HEIGHT = 560;

  private final Stage stage = new Stage();
  private final StackPane page = new StackPane();
  private final Scene scene = new Scene(page, WIDTH, HEIGHT);

  /**
   * Shows the empty page.
   *
   * @param drawn called with this window after its first frame
   * @param closed called when the window is gone
   */
  GameWindow(Consumer<GameWindow> drawn, Runnable closed) {
    Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    stage.setTitle("Offing");
    stage.setScene(scene);
    stage.setMinWidth(LEAST_WIDTH);
    stage.setMinHeight(LEAST_HEIGHT);
    stage.setOnHidden(event -> closed.run());
    stage.show();
    new AfterFrame(() -> drawn.accept(this)).start();
  }

  /**
   * Shows the harbour of a game and keeps it up to date.
   *
   * @param shown called after the first frame that shows it
   */
  HarbourViewModel play(Game game, Runnable shown) {
    EngineBridge bridge = EngineBridge.over(game.engine(), () -> {});
    HarbourViewModel harbour = new HarbourViewModel(bridge, ZoneId.systemDefault());
    bridge.pulse(System.nanoTime(), List.of(harbour));
    page.getChildren().setAll(new HarbourView(harbour).root());
    AnimationTimer pump = new Pump(bridge, harbour);
    pump.start();
    new AfterFrame(shown).start();
    stage.setOnHiding(event -> {
      pump.stop();
      bridge.close();
    });
    return harbour;
  }

  /** Shows only a sentence, and a button that closes the window. */
  void tell(String sentence) {
    Label text = new Label(sentence);
    text.setId("trouble");
    text.setWrapText(true);
    text.setMaxWidth(WIDTH / 2);
    Button close = new Button("Close");
    close.setDefaultButton(true);
    close.setOnAction(event -> stage.hide());
    VBox box = new VBox(16, text, close);
    box.setMaxSize(VBox.USE_PREF_SIZE, VBox.USE_PREF_SIZE);
    page.getChildren().setAll(box);
    close.requestFocus();
  }

  /** Sets the icon; it takes a moment to draw, and no frame waits for it. */
  void decorate() {
    stage.getIcons().setAll(AppIcon.draw());
  }

  Scene scene() {
    return scene;
  }

  void close() {
    stage.hide();
  }

  /** Carries the engine's news over on each pulse. */
  private static final class Pump extends AnimationTimer {
    private final EngineBridge bridge;
    private final HarbourViewModel harbour;

    Pump(EngineBridge bridge, HarbourViewModel harbour) {
      this.bridge = bridge;
      this.harbour = harbour;
    }

    @Override
    public void handle(long now) {
      bridge.pulse(System.nanoTime(), List.of(harbour));
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
