package dev.offing.server.action;

import dev.offing.server.metrics.Spread;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.sync.protocol.ProtocolException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;

/** Counts the calls of each action by what came of them, and how long they took. */
public final class ActionCounts implements Middleware {
  /** Bounds of how long calls take, seconds; what took longer is above them all. */
  public static final List<Double> BOUNDS_S =
      List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5);

  private static final String DONE = "ok";

  private final LongSupplier nanos;
  private final Map<Key, Spread> sums = new ConcurrentSkipListMap<>();

  private record Key(String action, int version, String outcome) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int by = action.compareTo(other.action);
      by = by == 0 ? Integer.compare(version, other.version) : by;
      return by == 0 ? outcome.compareTo(other.outcome) : by;
    }
  }

  /**
   * How often something was called.
   *
   * @param outcome {@code ok}, or the code of the error
   * @param spread how many took as long as each of {@link #BOUNDS_S} and longer than the one before
   * @param tookNanos all of them together
   */
  public record Count(
      String action, int version, String outcome, List<Long> spread, long tookNanos) {
    /** All of them. */
    public long calls() {
      return spread.stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Nothing was counted yet.
   *
   * @param nanos monotonic time
   */
  public ActionCounts(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** The counts, by action and outcome. */
  public List<Count> all() {
    return sums.entrySet().stream()
        .map(it ->
            new Count(
                it.getKey().action(),
                it.getKey().version(),
                it.getKey().outcome(),
                it.getValue().counts(),
                it.getValue().nanos()))
        .toList();
  }

  @Override
  public void around(Caller caller, Action<?> action, Runnable next) {
    long began = nanos.getAsLong();
    String outcome = "internal";
    try {
      next.run();
      outcome = DONE;
    } catch (ActionException e) {
      outcome = e.code();
      throw e;
    } catch (ProtocolException e) {
      outcome = "bad_params";
      throw e;
    } catch (RedisUnavailable e) {
      outcome = "unavailable";
      throw e;
    } finally {
      sums.computeIfAbsent(
              new Key(action.name(), action.version(), outcome), _ -> new Spread(BOUNDS_S))
          .add(nanos.getAsLong() - began);
    }
  }
}
