package dev.offing.client.scene;

/**
 * Where a vessel is while it comes and goes: out to the right, beyond the edge of what is seen, and
 * home again. Pure.
 *
 * @param x of the middle of its hull
 * @param heading 1 bow right to -1 bow left; between them it turns
 * @param underway throws a bow wave
 */
record Course(double x, double heading, boolean underway) {

  /** In each of these one vessel of the harbour goes out and comes back. */
  static final double TRIP_S = 150;

  private static final double REST_S = 25;
  private static final double OUT_S = 50;
  private static final double AWAY_S = 12;
  private static final double HOME_S = 46;
  private static final double TURN_S = 2.5;

  /** How long one that was bought takes to its place. */
  static final double ARRIVAL_S = 14;

  static Course moored(Station station) {
    return new Course(station.x(), station.flip() ? -1 : 1, false);
  }

  /** Whose turn it is to go out, of so many. */
  static int turn(double seconds, int vessels) {
    return Math.floorMod((long) Math.floor(seconds / TRIP_S) * 3 + 1, vessels);
  }

  /**
   * One whose turn it is.
   *
   * @param edge from where on nothing is seen
   */
  static Course trip(Station station, double seconds, double edge) {
    double moored = station.flip() ? -1 : 1;
    double at = seconds - Math.floor(seconds / TRIP_S) * TRIP_S - REST_S;
    double beyond = Math.max(edge, station.x()) + station.length() * 1.3;
    if (at < 0 || at >= OUT_S + AWAY_S + HOME_S) {
      return moored(station);
    }
    if (at < OUT_S) {
      double part = smooth(Math.max(0, at - TURN_S) / (OUT_S - TURN_S));
      double heading = mix(moored, 1, smooth(at / TURN_S));
      return new Course(mix(station.x(), beyond, part * part), heading, at > TURN_S);
    }
    if (at < OUT_S + AWAY_S) {
      return new Course(beyond, -1, true);
    }
    return homecoming(station, at - OUT_S - AWAY_S, HOME_S, beyond);
  }

  /** One that was bought so many seconds ago, up to {@link #ARRIVAL_S}. */
  static Course arrival(Station station, double seconds, double edge) {
    double beyond = Math.max(edge, station.x()) + station.length() * 1.3;
    return homecoming(station, seconds, ARRIVAL_S, beyond);
  }

  private static Course homecoming(Station station, double at, double takes, double from) {
    double moored = station.flip() ? -1 : 1;
    double sailing = takes - TURN_S;
    double rest = 1 - Math.min(1, at / sailing);
    double heading = mix(-1, moored, smooth((at - sailing) / TURN_S));
    return new Course(mix(station.x(), from, rest * rest), heading, at < sailing);
  }

  private static double smooth(double part) {
    double p = Math.clamp(part, 0, 1);
    return p * p * (3 - 2 * p);
  }

  private static double mix(double from, double to, double part) {
    return from + (to - from) * part;
  }
}
