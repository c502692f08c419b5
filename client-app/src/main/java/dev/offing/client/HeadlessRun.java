package dev.offing.client;

import dev.offing.client.harbour.Answer;
import dev.offing.client.harbour.HarbourViewModel;
import dev.offing.client.harbour.Offer;
import dev.offing.client.harbour.Vessel;
import dev.offing.sync.Link;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.SyncStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javafx.animation.AnimationTimer;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A player without a person: clicks the real button as soon as the purse can pay, and says in the
 * end whether device and server agree. Belongs to the toolkit's thread.
 */
final class HeadlessRun {

  /** How long the end waits for the server. */
  private static final long PATIENCE_MS = 60_000;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * What is to be done.
   *
   * @param seconds how long it is played
   * @param purchases what is bought; null for nothing
   * @param screenshot where the window is drawn to in the end; null for nowhere
   */
  record Plan(int seconds, @Nullable Purchases purchases, @Nullable Path screenshot) {}

  /** So many clicks on one button. */
  record Purchases(String vessel, int count) {}

  /**
   * What came of it.
   *
   * @param well whether it bought, drained, and both sides agree
   */
  record Outcome(String json, boolean well) {}

  private final Plan plan;
  private final SyncEngine engine;
  private final Scene scene;
  private final CompletableFuture<Outcome> done;
  private final AnimationTimer timer = new Timer();
  private @Nullable HarbourViewModel harbour;
  private long firstFrameMs;
  private long playableMs;
  private long beganNanos;
  private int bought;
  private boolean clicked;

  HeadlessRun(Plan plan, SyncEngine engine, Scene scene, CompletableFuture<Outcome> done) {
    this.plan = plan;
    this.engine = engine;
    this.scene = scene;
    this.done = done;
  }

  /** Watches what becomes of the clicks. */
  void follow(HarbourViewModel played) {
    harbour = played;
    played
        .answer()
        .addListener((observed, before, after) -> {
          clicked = false;
          if (after instanceof Answer.Saved) {
            bought++;
          }
        });
  }

  /**
   * Begins to play.
   *
   * @param frameMs from the start of the JVM to the first frame
   * @param playMs to the first frame with the harbour in it
   */
  void begin(long frameMs, long playMs) {
    firstFrameMs = frameMs;
    playableMs = playMs;
    beganNanos = System.nanoTime();
    timer.start();
  }

  private int wanted() {
    return plan.purchases() == null ? 0 : plan.purchases().count();
  }

  private void pulse(HarbourViewModel played) {
    long playedMs = (System.nanoTime() - beganNanos) / 1_000_000;
    long overMs = playedMs - plan.seconds() * 1_000L;
    if (overMs >= 0) {
      end(overMs >= PATIENCE_MS || plan.seconds() == 0);
    } else if (plan.purchases() != null && bought < wanted() && !clicked) {
      click(played, plan.purchases().vessel());
    }
  }

  private void click(HarbourViewModel played, String vessel) {
    Node welcome = scene.lookup("#welcome-back");
    if (welcome != null) {
      // Nobody buys before they have read what happened meanwhile, and the card is gone.
      if (played.welcome().welcome().get() != null) {
        press(welcome);
      }
      return;
    }
    boolean affordable =
        played.fleet().row(vessel).map(Vessel::offer).filter(Offer::affordable).isPresent();
    Node button = scene.lookup("#buy-" + vessel);
    if (affordable && button != null) {
      clicked = true;
      press(button);
    }
  }

  private static void press(Node button) {
    Bounds at = button.localToScreen(button.getBoundsInLocal());
    Robot robot = new Robot();
    robot.mouseMove(new Point2D(at.getCenterX(), at.getCenterY()));
    robot.mousePress(MouseButton.PRIMARY);
    robot.mouseRelease(MouseButton.PRIMARY);
  }

  private void end(boolean atOnce) {
    SyncStatus status = engine.status();
    Agreement agreement = Agreement.of(engine.view(), status);
    boolean connected = status.link() == Link.ONLINE || status.link() == Link.SYNCING;
    boolean digestEqual =
        connected
            && status.digest() != null
            && status.serverTick() != null
            && status.serverTick().at().equals(status.version());
    boolean well = bought >= wanted() && status.pending() == 0 && agreement.agree() && digestEqual;
    if (!well && !atOnce) {
      return;
    }
    timer.stop();
    try {
      if (plan.screenshot() != null) {
        Picture.write(
            scene.snapshot(new WritableImage((int) scene.getWidth(), (int) scene.getHeight())),
            plan.screenshot());
      }
    } catch (IOException e) {
      done.completeExceptionally(
          new ScreenshotException(
              "The picture %s could not be written (%s). The game itself is saved."
                  .formatted(plan.screenshot(), e.getMessage()),
              e));
      return;
    }
    ObjectNode json = JSON.createObjectNode();
    json.put("firstFrameMs", firstFrameMs);
    json.put("playableMs", playableMs);
    json.put("purchases", bought);
    json.put("confirmed", agreement.confirmed().toString());
    json.put("predicted", agreement.predicted().toString());
    json.put("asOf", agreement.asOf());
    json.put("pending", status.pending());
    json.put("version", status.version() == null ? 0 : status.version().version());
    json.put("digestEqual", digestEqual);
    json.put("connected", connected);
    done.complete(new Outcome(json.toString(), well));
  }

  private final class Timer extends AnimationTimer {
    @Override
    public void handle(long now) {
      HarbourViewModel played = harbour;
      if (played != null) {
        pulse(played);
      }
    }
  }
}
