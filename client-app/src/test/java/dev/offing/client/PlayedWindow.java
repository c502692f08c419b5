package dev.offing.client;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.offing.client.settings.PreferencesFile;
import dev.offing.server.RunningStub;
import dev.offing.sync.ledger.Profile;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The real window over a real game, on JavaFX's headless platform. */
final class PlayedWindow implements AutoCloseable {

  /** A server that is not there. */
  static final URI NOBODY = URI.create("ws://127.0.0.1:1");

  private static final long PATIENCE_S = 60;

  private final Game game;
  private final GameWindow window;

  private PlayedWindow(Game game, GameWindow window) {
    this.game = game;
    this.window = window;
  }

  /**
   * Opens one, and waits for the harbour to be drawn.
   *
   * @param server null for a stub of the game's own
   */
  static PlayedWindow open(Path folder, @Nullable URI server, boolean tester) throws Exception {
    FxToolkit.registerPrimaryStage();
    Game game =
        Game.open(
            new Settings(
                folder,
                Profile.in(folder, "test"),
                folder.resolve("server"),
                server == null ? List.of() : List.of(server),
                tester));
    game.connect();
    GameWindow window =
        onScreen(() -> {
          GameWindow shown = new GameWindow(new PreferencesFile(folder), drawn -> {}, () -> {});
          shown.play(game, () -> {});
          shown.settle(game);
          return shown;
        });
    until(() -> onScreen(() -> window.scene().lookup("#buy-rowboat") != null));
    return new PlayedWindow(game, window);
  }

  Game game() {
    return game;
  }

  GameWindow window() {
    return window;
  }

  Scene scene() {
    return window.scene();
  }

  Node node(String id) {
    return scene().lookup(id);
  }

  /** Whether it is there and can be seen. */
  boolean visible(String id) {
    Node node = node(id);
    for (Node it = node; it != null; it = it.getParent()) {
      if (!it.isVisible()) {
        return false;
      }
    }
    return node != null;
  }

  String text(String id) throws Exception {
    return onScreen(() ->
        switch (node(id)) {
          case Labeled labeled -> labeled.getText();
          case TextInputControl input -> input.getText();
          case Text it -> it.getText();
          case null, default -> throw new AssertionError(id + " has no text");
        });
  }

  /** The id of what has the focus; empty for nothing. */
  String focused() throws Exception {
    return onScreen(() -> {
      Node owner = scene().getFocusOwner();
      return owner == null || owner.getId() == null ? "" : owner.getId();
    });
  }

  static void until(Callable<Boolean> so) throws TimeoutException {
    WaitForAsyncUtils.waitFor(PATIENCE_S, SECONDS, so);
  }

  static <T> T onScreen(Callable<T> deed) throws Exception {
    return WaitForAsyncUtils.asyncFx(deed).get(PATIENCE_S, SECONDS);
  }

  /** The stub that runs in a data folder. */
  static ProcessHandle stub(Path folder) {
    RunningStub stub = RunningStub.find(folder.resolve("server")).orElseThrow();
    return ProcessHandle.of(stub.pid()).orElseThrow();
  }

  @Override
  public void close() {
    try {
      var _ =
          onScreen(() -> {
            window.close();
            return true;
          });
    } catch (Exception e) {
      throw new AssertionError("the window does not close", e);
    }
    game.close();
  }
}
