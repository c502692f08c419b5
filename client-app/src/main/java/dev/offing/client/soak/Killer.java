package dev.offing.client.soak;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Does something after some milliseconds, on a thread of its own. */
final class Killer {

  /** What is done. */
  @FunctionalInterface
  interface Deed {
    void run() throws InterruptedException;
  }

  private final CompletableFuture<Boolean> done = new CompletableFuture<>();

  Killer(long afterMs, Deed deed) {
    CompletableFuture.delayedExecutor(afterMs, TimeUnit.MILLISECONDS).execute(() -> attempt(deed));
  }

  /** Waits until it is done. */
  void join() throws InterruptedException {
    try {
      done.get();
    } catch (ExecutionException e) {
      throw new SoakException("a kill went wrong", e);
    }
  }

  private void attempt(Deed deed) {
    try {
      deed.run();
      done.complete(true);
    } catch (InterruptedException | RuntimeException e) {
      done.completeExceptionally(e);
    }
  }
}
