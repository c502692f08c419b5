package dev.offing.server.cluster;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server's time follows from real time: as it does, until somebody moved it on or hurried it;
 * then in stretches, each from a moment of real time on. Never backward. Immutable and pure, so
 * that all nodes that know the same stretches say the same at each moment.
 *
 * @param stretches by their begin; empty where server time is real time
 */
public record Warp(List<Stretch> stretches) {
  /** Server time is real time. */
  public static final Warp NONE = new Warp(List.of());

  /** Older ones are over. */
  private static final int KEPT = 3;

  /**
   * One stretch.
   *
   * @param fromMs when it begins, ms of real time
   * @param toMs what server time is then, ms
   * @param speed ms of server time that pass in a ms of real time, from 1
   */
  public record Stretch(long fromMs, long toMs, int speed) {
    /** Checks the speed. */
    public Stretch {
      if (speed < 1) {
        throw new IllegalArgumentException("time does not stand still");
      }
    }

    long at(long realMs) {
      return toMs + (realMs - fromMs) * speed;
    }
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when time would run backward
   */
  public Warp {
    stretches = List.copyOf(stretches);
    for (int i = 1; i < stretches.size(); i++) {
      Stretch before = stretches.get(i - 1);
      Stretch next = stretches.get(i);
      if (next.fromMs < before.fromMs || next.toMs < before.at(next.fromMs)) {
        throw new IllegalArgumentException("time never runs backward");
      }
    }
  }

  /** Server time at a moment of real time, both ms. */
  public long at(long realMs) {
    Stretch now = during(realMs);
    return now == null ? realMs : now.at(realMs);
  }

  /** How fast server time runs at a moment of real time. */
  public int speed(long realMs) {
    Stretch now = during(realMs);
    return now == null ? 1 : now.speed;
  }

  /** The fastest that it runs then and afterwards, as far as is known. */
  public int fastest(long realMs) {
    int fastest = speed(realMs);
    for (Stretch it : stretches) {
      fastest = it.fromMs > realMs ? Math.max(fastest, it.speed) : fastest;
    }
    return fastest;
  }

  /** The first moment of real time at which server time is so far, both ms. */
  public long realOf(long serverMs) {
    if (stretches.isEmpty() || serverMs < stretches.getFirst().fromMs) {
      return serverMs;
    }
    long real = stretches.getFirst().fromMs;
    for (int i = 0; i < stretches.size(); i++) {
      Stretch it = stretches.get(i);
      long end = i + 1 < stretches.size() ? stretches.get(i + 1).fromMs : Long.MAX_VALUE;
      real = it.fromMs + Math.max(0, Math.ceilDiv(serverMs - it.toMs, (long) it.speed));
      if (real < end) {
        return real;
      }
    }
    return real;
  }

  /** When it changes next, ms of real time; the given moment where nothing is planned. */
  public long nextChange(long realMs) {
    return stretches.stream()
        .mapToLong(Stretch::fromMs)
        .filter(from -> from > realMs)
        .findFirst()
        .orElse(realMs);
  }

  /**
   * The same and, from a moment on, another stretch.
   *
   * @throws IllegalArgumentException when time would run backward, also where something is planned
   *     for later
   */
  public Warp plus(Stretch next) {
    List<Stretch> all = new ArrayList<>(stretches);
    all.add(next);
    return new Warp(all.subList(Math.max(0, all.size() - KEPT), all.size()));
  }

  private @Nullable Stretch during(long realMs) {
    @Nullable Stretch now = null;
    for (Stretch it : stretches) {
      now = it.fromMs <= realMs ? it : now;
    }
    return now;
  }

  /** As it lies in Redis: {@code from to speed} of each, by semicolons. */
  public String text() {
    List<String> parts = new ArrayList<>();
    stretches.forEach(it -> parts.add(it.fromMs + " " + it.toMs + " " + it.speed));
    return String.join(";", parts);
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Warp parse(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    List<Stretch> stretches = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      String[] numbers = part.split(" ", -1);
      if (numbers.length != 3) {
        throw new IllegalArgumentException("'%s' is no stretch of time".formatted(part));
      }
      stretches.add(
          new Stretch(
              Long.parseLong(numbers[0]),
              Long.parseLong(numbers[1]),
              Integer.parseInt(numbers[2])));
    }
    return new Warp(stretches);
  }
}
