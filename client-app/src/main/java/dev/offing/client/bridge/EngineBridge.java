package dev.offing.client.bridge;

import dev.offing.sync.Glance;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.economy.Command;
import dev.offing.sync.ledger.LedgerException;
import dev.offing.sync.session.AwayReport;
import dev.offing.sync.session.Submission;
import dev.offing.sync.session.SyncEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what the engine says to the thread of the screen, and what the player does to the disk.
 *
 * <p>Engine threads only leave a note here; {@link #pulse}, called on the thread of the screen,
 * takes all notes together: first the account is shown as it is now, then the answers and events
 * that led to it. However many events came, a pulse shows the account once. Between events the
 * fleet earns: then it is shown every {@value #STEP_MS} ms, as often as digits can be read.
 *
 * <p>Gestures are written on a thread that is not the screen's, in their order, so a slow disk
 * freezes no frame.
 *
 * <p>{@link #pulse} and the {@link Gestures} belong to the thread of the screen.
 */
public final class EngineBridge implements Gestures, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EngineBridge.class);

  /** How often the account is shown while nothing but time changes it. */
  static final long STEP_MS = 50;

  /**
   * Notes that may wait for a pulse. Answers are bounded by the gestures under way; of the events
   * the oldest give way: verdicts stand in the ledger, and of a chat no screen holds more lines.
   */
  private static final int MAX_EVENTS = 10_000;

  private final SyncEngine engine;
  private final Runnable wake;
  private final ExecutorService disk;
  private final Runnable unsubscribe;

  private final Object lock = new Object();
  // Both guarded by lock.
  private final List<Runnable> answers = new ArrayList<>();
  private final Queue<SyncEvent> events = new ArrayDeque<>();
  private boolean changed = true; // guarded by lock

  // Both belong to the thread of the screen.
  private long lastShownNanos;
  private Optional<AwayReport> away = Optional.empty();

  /**
   * @param disk where gestures are written, one at a time; closed with the bridge
   * @param wake called on any thread when there is something for the next pulse
   */
  public EngineBridge(SyncEngine engine, ExecutorService disk, Runnable wake) {
    this.engine = engine;
    this.disk = disk;
    this.wake = wake;
    this.unsubscribe = engine.subscribe(this::note);
  }

  /**
   * A bridge that writes on a thread of its own.
   *
   * @param wake called on any thread when there is something for the next pulse
   */
  public static EngineBridge over(SyncEngine engine, Runnable wake) {
    return new EngineBridge(
        engine,
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("gestures").daemon(true).factory()),
        wake);
  }

  @Override
  public void submit(Command command, Consumer<Submission> answer, Consumer<String> failure) {
    disk.execute(() -> {
      Runnable told = write(command, answer, failure);
      synchronized (lock) {
        answers.add(told);
      }
      wake.run();
    });
  }

  @Override
  public void connectNow() {
    disk.execute(engine::connectNow);
  }

  @Override
  public Optional<AwayReport> away() {
    return away;
  }

  @Override
  public void acknowledgeAway() {
    disk.execute(() -> {
      try {
        engine.acknowledgeAway();
      } catch (LedgerException e) {
        // It is told again at the next start; the pill says what is wrong with the disk.
        LOG.warn("That the absence was told could not be saved: {}", e.getMessage());
      }
    });
  }

  @Override
  public void read(String letter) {
    disk.execute(() -> engine.read(List.of(letter)));
  }

  /**
   * Carries over what came since the last pulse; waits for a gesture that is being written.
   *
   * @param nowNanos of {@link System#nanoTime}'s kind: the time of the pulse
   * @param watchers are all shown the account, then told the events
   * @return whether the account was shown
   */
  public boolean pulse(long nowNanos, List<? extends Watcher> watchers) {
    Notes notes = take(isDue(nowNanos));
    if (notes == null) {
      return false;
    }
    show(nowNanos, engine.glance(), notes, watchers);
    return true;
  }

  /**
   * The same for a frame of a window, which never waits for the disk: while that is being written
   * to, all of it stays for the next frame.
   *
   * @param steady whether this frame may show what only time has changed; news are always shown
   * @return whether the account was shown
   */
  public boolean frame(long nowNanos, List<? extends Watcher> watchers, boolean steady) {
    Notes notes = take(steady && isDue(nowNanos));
    if (notes == null) {
      return false;
    }
    Optional<Glance> glance = engine.tryGlance();
    glance.ifPresentOrElse(it -> show(nowNanos, it, notes, watchers), () -> putBack(notes));
    return glance.isPresent();
  }

  /** What engine threads left here. */
  private record Notes(List<Runnable> answers, List<SyncEvent> events) {}

  private boolean isDue(long nowNanos) {
    return nowNanos - lastShownNanos >= TimeUnit.MILLISECONDS.toNanos(STEP_MS);
  }

  /** Taken before the account is looked at, so that it holds whatever they tell of. */
  private @Nullable Notes take(boolean due) {
    synchronized (lock) {
      if (!changed && answers.isEmpty() && !due) {
        return null;
      }
      Notes notes = new Notes(List.copyOf(answers), List.copyOf(events));
      changed = false;
      answers.clear();
      events.clear();
      return notes;
    }
  }

  private void putBack(Notes notes) {
    synchronized (lock) {
      changed = true;
      answers.addAll(0, notes.answers());
      List<SyncEvent> later = List.copyOf(events);
      events.clear();
      events.addAll(notes.events());
      events.addAll(later);
    }
  }

  private void show(long nowNanos, Glance glance, Notes notes, List<? extends Watcher> watchers) {
    lastShownNanos = nowNanos;
    away = glance.away();
    watchers.forEach(it -> it.show(glance.view(), glance.status()));
    notes.answers().forEach(Runnable::run);
    notes.events().forEach(event -> watchers.forEach(it -> it.heard(event)));
    watchers.forEach(Watcher::pulsed);
  }

  /** Lets the gestures under way reach the disk, for at most a few seconds, and listens no more. */
  @Override
  public void close() {
    disk.shutdown();
    try {
      if (!disk.awaitTermination(5, TimeUnit.SECONDS)) {
        disk.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    unsubscribe.run();
  }

  private Runnable write(Command command, Consumer<Submission> answer, Consumer<String> failure) {
    try {
      Submission submission = engine.submit(command);
      return () -> answer.accept(submission);
    } catch (RuntimeException e) {
      String sentence = String.valueOf(e.getMessage());
      return () -> failure.accept(sentence);
    }
  }

  private void note(SyncEvent event) {
    synchronized (lock) {
      changed = true;
      if (!(event instanceof SyncEvent.Changed)) {
        if (events.size() == MAX_EVENTS) {
          events.remove();
        }
        events.add(event);
      }
    }
    wake.run();
  }
}
