package dev.offing.client;

import dev.offing.client.bridge.Watcher;
import dev.offing.client.harbour.HarbourListener;
import dev.offing.client.harbour.Refusal;
import dev.offing.client.scene.SceneState;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.Producer;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.value.ObservableBooleanValue;
import org.jspecify.annotations.Nullable;

/**
 * Tells the scenes what there is to see: the hour, the oil, the fleet. Only what changes it is
 * handed over, so most pulses hand over nothing. Belongs to the toolkit's thread.
 */
final class SceneFeed implements Watcher, HarbourListener {

  /** Near its end the lamp flickers (docs/design/look.md). */
  private static final long GUTTERING_MS = 600_000;

  /** The oil is told in so many parts of the whole: finer than eight windows, coarser than a ms. */
  private static final double PARTS = 200;

  private final List<Consumer<SceneState>> scenes = new ArrayList<>();
  private final Clock sky;
  private final ObservableBooleanValue still;
  private @Nullable SceneState told;
  private long refusedAtNanos = SceneState.NEVER;

  /**
   * @param sky the hour, in the player's zone
   * @param still whether nothing is to move
   */
  SceneFeed(Clock sky, ObservableBooleanValue still) {
    this.sky = sky;
    this.still = still;
  }

  @Override
  public void show(View view, SyncStatus status) {
    List<String> kinds = view.catalog().producers().stream().map(Producer::id).toList();
    SceneState now =
        new SceneState(
            LocalDateTime.now(sky).truncatedTo(ChronoUnit.MINUTES),
            oil(view),
            view.lit() && view.contactUntil() - view.nowMs() <= GUTTERING_MS,
            kinds,
            Set.copyOf(view.core().owned().keySet()),
            still.get(),
            refusedAtNanos);
    if (!now.equals(told)) {
      told = now;
      scenes.forEach(it -> it.accept(now));
    }
  }

  /** Tells one more, now and from now on. */
  void tell(Consumer<SceneState> scene) {
    scenes.add(scene);
    if (told != null) {
      scene.accept(told);
    }
  }

  /** Somebody was refused something: the cat looks up. */
  @Override
  public void refused(Refusal refusal) {
    refusedAtNanos = System.nanoTime();
  }

  @Override
  public void restored(String text) {}

  @Override
  public void letter(String title, String text, Runnable read) {}

  @Override
  public void lampLow(String clock) {}

  private static double oil(View view) {
    if (view.core().owned().isEmpty() && view.core().lifetime().signum() == 0) {
      return 0; // the first purchase lights the lamp
    }
    long cap = Economy.capMs(view.core(), view.catalog());
    double left = (double) (view.contactUntil() - view.nowMs()) / cap;
    return Math.ceil(Math.clamp(left, 0, 1) * PARTS) / PARTS;
  }
}
