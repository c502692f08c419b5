package dev.offing.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.redis.RedisUnavailable;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What becomes so when another process is ready: nothing tells, so it is asked again and again. */
public final class Eventually {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private Eventually() {}

  /** Waits until it holds; fails after a minute. */
  public static void so(BooleanSupplier condition) {
    found(() -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** What Redis answers once it does; after a minute, why it does not. */
  public static <T> T answered(Supplier<T> call) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        return call.get();
      } catch (RedisUnavailable e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** The first that is found; fails after a minute. */
  public static <T> T found(Supplier<Optional<T>> search) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    Optional<T> found = search.get();
    while (found.isEmpty()) {
      assertThat(System.nanoTime() - deadline).as("it comes true in a minute").isNegative();
      LockSupport.parkNanos(PAUSE_NANOS);
      found = search.get();
    }
    return found.get();
  }
}
