package dev.offing.client.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.stage.Stage;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes the figures of a window that is open, one after the other, and hands them over as JSON:
 * what it costs while nothing is done, how long a gesture takes to the frame that shows it, the
 * longest pause between two pulses, what it costs minimised, and how much memory is left after
 * playing. Belongs to the toolkit's thread.
 *
 * <p>A gesture ends when the frame with its answer is laid out and handed to the renderer.
 */
public final class Figures {

  /** What is measured. */
  public interface Subject {
    /** The window. */
    Stage stage();

    /**
     * Makes a gesture.
     *
     * @param shown to be called when its answer is put on the screen
     */
    void gesture(Runnable shown);

    /** Plays on for a while without real time; called until it returns false. */
    boolean playOn();
  }

  private static final double NANOS_PER_MS = 1e6;
  private static final long WARM_UP_NANOS = 10_000_000_000L;
  private static final long IDLE_NANOS = 10_000_000_000L;
  private static final long SETTLE_NANOS = 2_000_000_000L;
  private static final long MINIMISED_NANOS = 6_000_000_000L;
  private static final int GESTURES = 300;
  private static final int COLD_GESTURES = 60;
  private static final int PULSES_BETWEEN = 4;
  private static final double MEGABYTE = 1024.0 * 1024;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Subject subject;
  private final Consumer<String> done;
  private final OperatingSystemMXBean machine =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final ObjectNode json = JSON.createObjectNode();
  private final List<Double> gestures = new ArrayList<>();
  private double longestPauseMs;

  private Figures(Subject subject, Consumer<String> done) {
    this.subject = subject;
    this.done = done;
  }

  /**
   * Begins; the window must be shown.
   *
   * @param done is handed one line of JSON
   */
  public static void take(Subject subject, Consumer<String> done) {
    Figures figures = new Figures(subject, done);
    after(WARM_UP_NANOS, figures::idle);
  }

  private void idle() {
    PauseWatch watch = new PauseWatch();
    watch.start();
    cost(
        IDLE_NANOS,
        "idleCore",
        () -> {
          watch.stop();
          longestPauseMs = watch.longestMs;
          gestures(0);
        });
  }

  private void gestures(int made) {
    if (made == GESTURES) {
      List<Double> warm = new ArrayList<>(gestures.subList(COLD_GESTURES, made));
      Collections.sort(warm);
      json.put("gestureMedianMs", warm.get(warm.size() / 2));
      json.put("gestureP99Ms", warm.get(warm.size() * 99 / 100));
      minimised();
      return;
    }
    PauseWatch watch = new PauseWatch();
    watch.start();
    long began = System.nanoTime();
    subject.gesture(() -> {
      Runnable[] laidOut = new Runnable[1];
      laidOut[0] =
          () -> {
            subject.stage().getScene().removePostLayoutPulseListener(laidOut[0]);
            gestures.add((System.nanoTime() - began) / NANOS_PER_MS);
            pulses(
                PULSES_BETWEEN,
                () -> {
                  watch.stop();
                  if (made >= COLD_GESTURES) {
                    longestPauseMs = Math.max(longestPauseMs, watch.longestMs);
                  }
                  gestures(made + 1);
                });
          };
      subject.stage().getScene().addPostLayoutPulseListener(laidOut[0]);
    });
  }

  private void minimised() {
    json.put("longestPauseMs", longestPauseMs);
    subject.stage().setIconified(true);
    after(
        SETTLE_NANOS,
        () ->
            cost(
                MINIMISED_NANOS,
                "minimisedCore",
                () -> {
                  subject.stage().setIconified(false);
                  heap();
                }));
  }

  private void heap() {
    if (subject.playOn()) {
      pulses(1, this::heap);
      return;
    }
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    json.put(
        "heapMb", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE);
    done.accept(json.toString());
  }

  /** How much of one core the process takes for a while. */
  private void cost(long nanos, String name, Runnable then) {
    long cpu = machine.getProcessCpuTime();
    long began = System.nanoTime();
    after(
        nanos,
        () -> {
          double core = (double) (machine.getProcessCpuTime() - cpu) / (System.nanoTime() - began);
          json.put(name, core);
          then.run();
        });
  }

  /** Not by a timer of pulses: those would keep a window busy that has nothing to do. */
  private static void after(long nanos, Runnable then) {
    Thread.ofVirtual()
        .start(() -> {
          LockSupport.parkNanos(nanos);
          Platform.runLater(then);
        });
  }

  private static void pulses(int count, Runnable then) {
    new AnimationTimer() {
      private int left = count;

      @Override
      public void handle(long now) {
        if (left-- == 0) {
          stop();
          then.run();
        }
      }
    }.start();
  }

  /** The longest time between two pulses, beyond a pulse's own sixtieth of a second. */
  private static final class PauseWatch extends AnimationTimer {
    private static final double PULSE_MS = 1_000.0 / 60;
    private long last;
    private double longestMs;

    @Override
    public void handle(long now) {
      long read = System.nanoTime();
      if (last != 0) {
        longestMs = Math.max(longestMs, (read - last) / NANOS_PER_MS - PULSE_MS);
      }
      last = read;
    }
  }
}
