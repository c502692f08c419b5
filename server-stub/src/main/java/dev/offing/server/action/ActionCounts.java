package dev.offing.server.action;

import dev.offing.server.redis.RedisUnavailable;
import dev.offing.sync.protocol.ProtocolException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts the calls of each action by what came of them, and how long they took. */
public final class ActionCounts implements Middleware {
  private static final String DONE = "ok";

  private final LongSupplier nanos;
  private final Map<Key, Sum> sums = new ConcurrentSkipListMap<>();

  private record Key(String action, int version, String outcome) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int by = action.compareTo(other.action);
      by = by == 0 ? Integer.compare(version, other.version) : by;
      return by == 0 ? outcome.compareTo(other.outcome) : by;
    }
  }

  private record Sum(LongAdder calls, LongAdder nanos) {}

  /**
   * How often something was called.
   *
   * @param outcome {@code ok}, or the code of the error
   * @param tookNanos all of them together
   */
  public record Count(String action, int version, String outcome, long calls, long tookNanos) {}

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
                it.getValue().calls().sum(),
                it.getValue().nanos().sum()))
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
      Sum sum =
          sums.computeIfAbsent(
              new Key(action.name(), action.version(), outcome),
              _ -> new Sum(new LongAdder(), new LongAdder()));
      sum.calls().increment();
      sum.nanos().add(nanos.getAsLong() - began);
    }
  }
}
