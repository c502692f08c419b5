package dev.offing.simulator.bench.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a server's push cycles took, as its metrics tell.
 *
 * @param boundsS of the buckets, seconds; the last one is infinite
 * @param upTo how many cycles took no longer than each
 */
record CycleSpread(List<Double> boundsS, List<Long> upTo) {
  private static final Pattern BUCKET =
      Pattern.compile("(?m)^offing_push_cycle_seconds_bucket\\{le=\"([^\"]+)\"} ([0-9]+)$");
  private static final double MS = 1_000;

  /** Copies the lists. */
  CycleSpread {
    boundsS = List.copyOf(boundsS);
    upTo = List.copyOf(upTo);
  }

  /** Reads them from a page of metrics. */
  static CycleSpread of(String metrics) throws IOException {
    List<Double> bounds = new ArrayList<>();
    List<Long> upTo = new ArrayList<>();
    Matcher bucket = BUCKET.matcher(metrics);
    while (bucket.find()) {
      String bound = bucket.group(1);
      bounds.add(bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound));
      upTo.add(Long.parseLong(bucket.group(2)));
    }
    if (bounds.isEmpty()) {
      throw new IOException("the server does not tell how long its push cycles take");
    }
    return new CycleSpread(bounds, upTo);
  }

  /** Those after an earlier look. */
  CycleSpread since(CycleSpread before) {
    List<Long> more = new ArrayList<>();
    for (int i = 0; i < upTo.size(); i++) {
      more.add(upTo.get(i) - before.upTo.get(i));
    }
    return new CycleSpread(boundsS, more);
  }

  /** How many cycles there were. */
  long cycles() {
    return upTo.getLast();
  }

  /**
   * The time that a share (0 to 1) of the cycles did not exceed, as Prometheus reckons it: evenly
   * spread between two bounds. What is above the last finite bound is told as that.
   */
  double quantileMs(double share) {
    double rank = share * cycles();
    double from = 0;
    long below = 0;
    for (int i = 0; i < upTo.size(); i++) {
      double to = boundsS.get(i);
      if (upTo.get(i) >= rank && upTo.get(i) > below) {
        double within =
            Double.isInfinite(to) ? 0 : (to - from) * (rank - below) / (upTo.get(i) - below);
        return (from + within) * MS;
      }
      from = to;
      below = upTo.get(i);
    }
    return 0;
  }
}
