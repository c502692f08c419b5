package dev.offing.client.scene;

import dev.offing.client.art.Gallery;
import dev.offing.client.art.Palette;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Insets;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.Region;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;
import javafx.scene.shape.Rectangle;
import javafx.scene.transform.Scale;
import org.jspecify.annotations.Nullable;

/**
 * The harbour that fills its parent (docs/design/look.md "The scene, back to front"), in places of
 * 1280 by 720 that are scaled to the height and anchored left and at the foot; more width shows
 * more sea.
 *
 * <p>Everything is painted once for the light of the hour, as a canvas in the screen's own pixels,
 * and then only moved: that is what makes 30 frames a second cheap in software. What is to be
 * painted waits in a bakery, of which each pulse takes one, so that no pulse is long; so the scene
 * is set up in the first second after it is shown, back to front. When the light of the hour has
 * changed by what an eye can see, everything is painted again, one by one.
 *
 * <p>{@link #show} tells it what to show, {@link #pulse} what time it is: it has no timer of its
 * own, so that what else is drawn can share its frames. Belongs to the toolkit's thread.
 */
public final class HarbourScene extends Region {

  private static final String HELP = "The harbour. Left and right choose a vessel, Enter hails it.";
  private static final double NANOS = 1e9;
  private static final double FINE_FPS = 60;
  private static final double SOFTWARE_FPS = 30;

  /** A window that is being resized is painted anew when it has come to rest. */
  private static final double REST_S = 0.25;

  private final Gallery gallery;
  private final boolean smooth = Platform.isSupported(ConditionalFeature.SCENE3D);
  private final ObjectProperty<Insets> covered = new SimpleObjectProperty<>(Insets.EMPTY);
  private final Group world = new Group();
  private final Scale stretch = new Scale(1, 1, 0, 0);
  private final Rectangle edge = new Rectangle();
  private final Bakery bakery = new Bakery();
  private final Veil veil = new Veil();

  private Consumer<String> onShip = vessel -> {};
  private @Nullable SceneState state;
  private @Nullable Harbour harbour;
  private double originNanos = Double.NaN;
  private double seconds;
  private double framedAt = Double.NEGATIVE_INFINITY;
  private double resizedAt = Double.NEGATIVE_INFINITY;
  private boolean toFit;
  private boolean calm;
  private @Nullable CompletableFuture<Harbour> making;

  /** A scene that moves only by {@link #pulse}. */
  public HarbourScene(Gallery gallery) {
    this.gallery = gallery;
    setId("scene");
    setMinSize(0, 0);
    world.setManaged(false);
    world.getTransforms().add(stretch);
    getChildren().addAll(world, veil.root());
    setClip(edge);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.NODE);
    setAccessibleText(HELP);
    addEventHandler(KeyEvent.KEY_PRESSED, this::press);
    focusedProperty().addListener((observed, before, after) -> focus(after));
    covered.addListener((observed, before, after) -> toFit = true);
  }

  /**
   * What is hidden behind cards and the rail, in pixels: there no water is moved. The bottom is
   * what they leave free at the foot.
   */
  public ObjectProperty<Insets> coveredProperty() {
    return covered;
  }

  /** Told the id of a vessel that was clicked; the vessel itself has jumped already. */
  public void setOnShip(Consumer<String> told) {
    onShip = told;
  }

  private void press(KeyEvent event) {
    if (harbour == null || event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    switch (event.getCode()) {
      case LEFT -> mark(harbour, -1);
      case RIGHT -> mark(harbour, 1);
      case ENTER, SPACE -> harbour.ships().hailMarked();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void mark(Harbour it, int step) {
    String name = it.ships().mark(step);
    setAccessibleText(name == null ? HELP : name);
  }

  private void focus(boolean focused) {
    if (harbour != null) {
      if (focused) {
        mark(harbour, 0);
      }
      harbour.ships().showMark(focused);
    }
  }

  /** Takes over what is to be shown, from the next pulse on. */
  public void show(SceneState to) {
    state = to;
    if (harbour != null) {
      harbour.show(to);
    }
  }

  /** Does what a click on this vessel does; nothing where it is not shown. */
  public void hail(String vessel) {
    if (harbour != null) {
      harbour.ships().hail(vessel);
    }
  }

  /**
   * Moves everything to a moment, and paints one of the things that wait.
   *
   * @param nowNanos of a clock that never goes back
   * @return whether all of it was moved: what else is drawn in this pulse costs no frame of its own
   */
  public boolean pulse(long nowNanos) {
    if (state == null || getWidth() < 1 || getHeight() < 1) {
      return false;
    }
    if (Double.isNaN(originNanos)) {
      originNanos = nowNanos;
    }
    seconds = (nowNanos - originNanos) / NANOS;
    Harbour it = harbour;
    if (it == null) {
      CompletableFuture<Harbour> made = making(state);
      if (made.isDone()) {
        attach(made.join(), state);
      }
      return false;
    }
    if (it.fitNext()) {
      return false;
    }
    double frame = 1 / (smooth ? FINE_FPS : SOFTWARE_FPS);
    // Half a pulse early rather than one late.
    boolean due = seconds - framedAt >= frame - 0.008;
    if (due) {
      framedAt = seconds;
      step(it, state);
    }
    bakery.one();
    veil.pulse(seconds, ready());
    return due && (smooth || calm);
  }

  /** Paints all that waits at once: for a picture. */
  public void finish() {
    if (state == null) {
      return;
    }
    Harbour it = harbour == null ? attach(making(state).join(), state) : harbour;
    it.fitAll();
    resizedAt = Double.NEGATIVE_INFINITY;
    step(it, state);
    bakery.all();
    veil.lift();
  }

  /** Whether everything is painted. */
  public boolean ready() {
    return harbour != null && !toFit && !harbour.fitting() && bakery.isEmpty();
  }

  /** Reads the drawings and makes the nodes on another thread, from the first pulse on. */
  private CompletableFuture<Harbour> making(SceneState first) {
    if (making == null) {
      Frame frame = frame();
      making =
          CompletableFuture.supplyAsync(
              () -> new Harbour(gallery, bakery, frame, first, it -> onShip.accept(it)),
              Thread::startVirtualThread);
    }
    return making;
  }

  private Harbour attach(Harbour made, SceneState now) {
    harbour = made;
    made.show(now);
    made.fitLater(frame());
    toFit = false;
    setBackground(ground(made.palette()));
    world.getChildren().setAll(made.nodes());
    return made;
  }

  private void step(Harbour it, SceneState now) {
    if (toFit && seconds - resizedAt >= REST_S) {
      toFit = false;
      veil.cover(this);
      stretch.setX(1);
      stretch.setY(1);
      it.fit(frame());
    }
    if (it.light(now)) {
      setBackground(ground(it.palette()));
    }
    calm = !calm;
    // Water and hulls go so slowly that in software every other frame is enough for them.
    it.move(now.reducedMotion() ? 0 : seconds, seconds, smooth || calm);
  }

  private Frame frame() {
    double scale = Frame.scale(getWidth(), getHeight());
    Insets insets = covered.get();
    return new Frame(
        scale,
        getWidth() / scale,
        insets.getLeft() / scale,
        (getWidth() - insets.getRight()) / scale,
        Frame.HEIGHT - insets.getBottom() / scale,
        smooth);
  }

  @Override
  protected void layoutChildren() {
    edge.setWidth(getWidth());
    edge.setHeight(getHeight());
    double scale = Frame.scale(getWidth(), getHeight());
    world.setLayoutY(Math.rint(getHeight() - Frame.HEIGHT * scale));
    if (harbour != null && !frame().equals(harbour.frame())) {
      toFit = true;
      resizedAt = seconds;
      stretch.setX(scale / harbour.frame().scale());
      stretch.setY(scale / harbour.frame().scale());
    }
  }

  /** What stands there until the first things are painted. */
  private static Background ground(Palette palette) {
    return new Background(
        new BackgroundFill(
            new LinearGradient(
                0,
                0,
                0,
                1,
                true,
                CycleMethod.NO_CYCLE,
                new Stop(0, palette.sky().getFirst()),
                new Stop(0.43, palette.sky().getLast()),
                new Stop(0.44, palette.seaFar()),
                new Stop(1, palette.seaNear())),
            CornerRadii.EMPTY,
            Insets.EMPTY));
  }
}
