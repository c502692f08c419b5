package dev.offing.server.cluster;

import dev.offing.server.cli.Spans;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The economy's time on one node: that of the cluster ({@link NodeClock}), moved on and hurried
 * where somebody asked for it, so that nobody who tests waits for a lamp (docs/design/server.md).
 *
 * <p>What is asked for lies beside the world list and begins {@link #LEAD_MS} later. Each node
 * reads it every second, and one that could not for {@link #STALE_MS} is not ready: so all are at
 * the same server time at each moment, and none goes on by the time of before. Never backward, also
 * where the store forgot: then the first node that looks puts back what it knows.
 *
 * <p>Safe for use by many threads; {@link #sample}, {@link #begin} and {@link #travel} block.
 */
public final class ServerTime implements LongSupplier {
  private static final Logger log = LoggerFactory.getLogger(ServerTime.class);

  /** From asking to the beginning, ms of real time. */
  static final long LEAD_MS = 6_000;

  /** After so long without a look, ms of real time, another time may rule. */
  static final long STALE_MS = 5_000;

  /** A node may have handed out so much, ms of real time, after it looked last. */
  private static final long UNSEEN_MS = 2_000;

  private static final int TRIES = 5;
  private static final long EARLIEST_MS = Instant.parse("2020-01-02T00:00:00Z").toEpochMilli();
  private static final long LATEST_MS = Instant.parse("2099-01-01T00:00:00Z").toEpochMilli();

  private final WarpStore store;
  private final LongSupplier nanos;
  private final NodeClock clock;

  private volatile Warp warp = Warp.NONE;
  private volatile WarpStore.@Nullable Read read;
  private volatile long readNanos;

  /** Guarded by {@code this}. */
  private long lastMs = Long.MIN_VALUE;

  /**
   * A clock that has to be sampled once before it is read.
   *
   * @param nanos monotonic, as {@link System#nanoTime}
   */
  public ServerTime(WarpStore store, LongSupplier nanos) {
    this.store = store;
    this.nanos = nanos;
    this.clock = new NodeClock(this::look, nanos);
  }

  /**
   * What is asked for.
   *
   * @param aheadMs how far ahead of real time the server is to be at least, ms; null for no wish
   * @param speed how fast its time is to run, from 1
   */
  public record Wish(@Nullable Long aheadMs, int speed) {}

  /**
   * How time runs.
   *
   * @param now ms of server time
   * @param aheadMs of real time, ms; negative for behind
   * @param speed ms of server time in a ms of real time
   * @param changesInMs until it runs otherwise, as was asked for, ms of real time; 0 for not
   */
  public record Told(long now, long aheadMs, int speed, long changesInMs) {}

  /** Time would run backward, or out of the years that mutations may have. */
  public static final class ImpossibleException extends RuntimeException {
    ImpossibleException(String message) {
      super(message);
    }
  }

  private long look() {
    long before = nanos.getAsLong();
    WarpStore.Read now = store.read();
    read = now;
    readNanos = before;
    return now.micros();
  }

  /**
   * Compares with the common clock once; to be called about every second.
   *
   * @throws dev.offing.server.redis.RedisUnavailable when that does not answer
   */
  public void sample() {
    clock.sample();
    WarpStore.Read now = read;
    if (now != null) {
      learn(now.warp());
    }
  }

  private void learn(String text) {
    Warp known = warp;
    if (text.equals(known.text())) {
      return;
    }
    Warp there = Warp.parse(text);
    long real = clock.now();
    if (known.equals(Warp.NONE) || there.at(real) >= known.at(real)) {
      warp = there;
      log.warn("{}", sentence(there, real));
    } else if (store.replace(text, known.text(), Long.MAX_VALUE)) {
      log.warn("Redis forgot how far the time of this server was moved on; it knows again");
    }
  }

  private static String sentence(Warp warp, long real) {
    long next = warp.nextChange(real);
    return "the time of this server is not real time, for tests: %s, %d times as fast%s"
        .formatted(
            apart(warp.at(next) - next),
            warp.speed(next),
            next > real ? ", in %d ms".formatted(next - real) : "");
  }

  private static String apart(long aheadMs) {
    long seconds = Math.abs(aheadMs) / 1_000;
    return Spans.of(seconds * 1_000) + (aheadMs < 0 ? " behind" : " ahead");
  }

  /** Milliseconds since 1970 by the server's time; never less than it answered before. */
  public synchronized long now() {
    lastMs = Math.max(lastMs, warp.at(clock.now()));
    return lastMs;
  }

  @Override
  public long getAsLong() {
    return now();
  }

  /** How much server time passes in so many ms of real time from now on, at most. */
  public long span(long realMs) {
    return realMs * warp.fastest(clock.now());
  }

  /** When, by the common clock, server time is so far; both ms. */
  public long realOf(long serverMs) {
    return warp.realOf(serverMs);
  }

  /** How time runs now. */
  public Told told() {
    long real = clock.now();
    Warp now = warp;
    return new Told(
        now.at(real), now.at(real) - real, now.speed(real), now.nextChange(real) - real);
  }

  /** Why accounts must not be judged by this time now; empty when they may. */
  public Optional<String> notReady() {
    return nanos.getAsLong() - readNanos > TimeUnit.MILLISECONDS.toNanos(STALE_MS)
        ? Optional.of("the clock of Redis could not be read lately")
        : clock.notReady();
  }

  /**
   * Goes on from where server time was when the last node stopped, or begins it; to be called once,
   * before anything is judged. Where other nodes run, what is asked for begins a little later, for
   * all of them.
   *
   * @param alone whether no other node runs
   * @throws ImpossibleException when it would run backward
   */
  public void begin(Wish wish, boolean alone) {
    for (int i = 0; i < TRIES; i++) {
      sample();
      WarpStore.Read now = read;
      if (now == null || begun(wish, alone, now)) {
        return;
      }
    }
    throw new ImpossibleException(
        "The time of the server is being changed by others. Nothing was changed. Start it again.");
  }

  /** Whether nothing is left to be done. */
  private boolean begun(Wish wish, boolean alone, WarpStore.Read now) {
    long real = clock.now();
    Long ahead = wish.aheadMs();
    if (ahead != null && ahead < 0 && !now.fresh() && warp.at(real) > real + ahead) {
      throw new ImpossibleException(
          ("The time of this server is %s of real time, and never runs backward: its accounts have earned by"
                  + " it. Nothing was changed. To begin earlier, take a new folder (--data) or an empty"
                  + " Redis.")
              .formatted(apart(warp.at(real) - real)));
    }
    boolean atOnce = now.fresh() || alone;
    long from = atOnce ? real : real + LEAD_MS;
    Warp base = alone ? resumed(now.seenMs() + UNSEEN_MS, real) : warp;
    long going = base.at(from);
    long to = ahead == null ? going : now.fresh() ? from + ahead : Math.max(going, from + ahead);
    int speed = atOnce || wish.speed() > 1 ? wish.speed() : base.speed(from);
    if (base.equals(warp) && to == going && speed == base.speed(from)) {
      return true;
    }
    Warp next = base.plus(new Warp.Stretch(from, to, speed));
    return put(now.warp(), next, from, atOnce ? Long.MAX_VALUE : from - STALE_MS);
  }

  /**
   * How server time went on after nobody was there any more. What a hurried clock would have made
   * of that time, nobody saw; so real time counts for it.
   */
  private Warp resumed(long unseenMs, long real) {
    if (unseenMs >= real || warp.fastest(unseenMs) == 1) {
      return warp;
    }
    return new Warp(warp.stretches().stream().filter(it -> it.fromMs() <= unseenMs).toList())
        .plus(new Warp.Stretch(unseenMs, warp.at(unseenMs), 1));
  }

  /**
   * Moves server time on, or hurries it, for all nodes, {@link #LEAD_MS} from now on. There is no
   * way back.
   *
   * @param forwardMs ms of server time that pass at once, from 0
   * @param speed from then on, from 1; null for as now
   * @throws ImpossibleException when something is planned already, or time would run too far
   */
  public Told travel(long forwardMs, @Nullable Integer speed) {
    for (int i = 0; i < TRIES; i++) {
      sample();
      WarpStore.Read now = read;
      long real = clock.now();
      long from = real + LEAD_MS;
      if (warp.nextChange(real) > real) {
        throw new ImpossibleException(
            "The time of the server changes in %d ms already. Nothing was changed. Ask again afterwards."
                .formatted(warp.nextChange(real) - real));
      }
      int then = speed == null ? warp.speed(from) : speed;
      Warp next = warp.plus(new Warp.Stretch(from, warp.at(from) + forwardMs, then));
      if (now != null && put(now.warp(), next, from, from - STALE_MS)) {
        return told();
      }
    }
    throw new ImpossibleException(
        "Others change the time of the server. Nothing was changed. Ask again.");
  }

  private boolean put(String before, Warp next, long from, long latest) {
    long to = next.at(from);
    if (to < EARLIEST_MS || to > LATEST_MS) {
      throw new ImpossibleException(
          "The time of the server would be %s; it is from %s to %s. Nothing was changed."
              .formatted(
                  Instant.ofEpochMilli(to),
                  Instant.ofEpochMilli(EARLIEST_MS),
                  Instant.ofEpochMilli(LATEST_MS)));
    }
    if (!store.replace(before, next.text(), latest)) {
      return false;
    }
    warp = next;
    log.warn("{}", sentence(next, clock.now()));
    return true;
  }
}
