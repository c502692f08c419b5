package dev.offing.client;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.offing.client.bridge.EngineBridge;
import dev.offing.client.bridge.Watcher;
import dev.offing.client.look.Look;
import dev.offing.client.look.Theme;
import dev.offing.client.shell.Page;
import dev.offing.sync.SyncEngine;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** One page in a window of its own over a real engine, pumped once per pulse. */
public final class PageStage implements AutoCloseable {
  public final FxRobot robot = new FxRobot();
  private final EngineBridge bridge;
  private final AnimationTimer pump;
  private final Stage stage;
  private final Scene scene;

  /**
   * @param watcher the page's ViewModel
   * @param page made on the toolkit's thread
   */
  public PageStage(SyncEngine engine, Watcher watcher, Supplier<Page> page) throws Exception {
    bridge = EngineBridge.over(engine, () -> {});
    pump =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            bridge.pulse(System.nanoTime(), List.of(watcher));
          }
        };
    stage =
        onScreen(() -> {
          bridge.pulse(System.nanoTime(), List.of(watcher));
          Page made = page.get();
          Stage window = new Stage();
          window.setScene(new Scene(new StackPane(made.root()), 1204, 720));
          Look.loadFonts();
          Look.dress(window.getScene(), Theme.LIGHT);
          window.show();
          made.visible(true);
          Node first = made.first();
          if (first != null) {
            first.requestFocus();
          }
          pump.start();
          return window;
        });
    scene = onScreen(stage::getScene);
  }

  public Node node(String id) {
    return scene.lookup(id);
  }

  /** What a label says. */
  public String text(String id) throws Exception {
    return onScreen(() -> ((Labeled) node(id)).getText());
  }

  /** Presses TAB until something has the focus. */
  public void focus(String id) throws Exception {
    Set<String> reached = new LinkedHashSet<>();
    for (int i = 0; i < 40; i++) {
      Node owner = onScreen(scene::getFocusOwner);
      if (owner != null && id.equals(owner.getId())) {
        return;
      }
      reached.add(owner == null ? "nothing" : owner.toString());
      robot.type(KeyCode.TAB);
    }
    throw new AssertionError(id + " is not reached by TAB, which reaches " + reached);
  }

  public static void until(Callable<Boolean> so) throws TimeoutException {
    WaitForAsyncUtils.waitFor(60, SECONDS, so);
  }

  public static <T> T onScreen(Callable<T> deed) throws Exception {
    return WaitForAsyncUtils.asyncFx(deed).get(20, SECONDS);
  }

  @Override
  public void close() {
    WaitForAsyncUtils.waitForAsyncFx(
        20_000,
        () -> {
          pump.stop();
          stage.hide();
        });
    bridge.close();
  }
}
