package dev.offing.client;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/** Does things on the toolkit's thread for one who waits on another. */
final class Stagehand {

  private static final long PATIENCE_S = 90;

  private Stagehand() {}

  /** Does it there, and waits until it is done. */
  static <T> T on(Callable<T> deed) throws Exception {
    CompletableFuture<T> done = new CompletableFuture<>();
    Platform.runLater(() -> {
      try {
        done.complete(deed.call());
      } catch (Throwable e) {
        done.completeExceptionally(e);
      }
    });
    return await(done, "something on the screen's thread");
  }

  /** Does it there, and waits until it is done. */
  static void run(Runnable deed) throws Exception {
    var _ =
        on(() -> {
          deed.run();
          return true;
        });
  }

  /** Waits until something is so; looked at on each pulse. */
  static void until(String what, BooleanSupplier so) throws Exception {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    run(() ->
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            if (done.isDone()) {
              stop();
            } else if (so.getAsBoolean()) {
              done.complete(true);
              stop();
            }
          }
        }.start());
    await(done, what);
  }

  /** Lets so many pulses pass. */
  static void pulses(int count) throws Exception {
    int[] left = {count};
    until(count + " pulses", () -> left[0]-- == 0);
  }

  private static <T> T await(CompletableFuture<T> done, String what) throws Exception {
    try {
      return done.get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      done.cancel(true);
      throw new IllegalStateException("Waited " + PATIENCE_S + " s in vain for " + what, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
