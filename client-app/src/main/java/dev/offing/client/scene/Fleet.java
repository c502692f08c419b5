package dev.offing.client.scene;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the player's vessels lie: each kind has its place, so none moves because another was
 * bought. At most eight lie near; of more, the lesser sailing ones fish in the offing. The next
 * kind to own is a hazed shape on the horizon. Where a card would cut through a vessel, she lies as
 * far left as it takes, and where then two would lie on top of each other only the newer is seen.
 */
final class Fleet {

  private static final int NEAR = 8;

  /** From the middle of a hull to the end of its bowsprit, of the hull's length. */
  private static final double BOW = 0.8;

  /** The highest masts, of the hull's length. */
  private static final double MASTS = 1.2;

  private static final double AIR = 8;

  private static final Map<String, Station> NEARBY =
      stations(
          new Station("rowboat", 470, 588, 54, true, 0, false),
          new Station("dinghy", 560, 530, 46, false, 0, false),
          new Station("smack", 372, 664, 78, false, 0, false),
          new Station("lugger", 520, 678, 84, true, 0, false),
          new Station("barge", 636, 596, 90, false, 0, false),
          new Station("schooner", 814, 410, 54, true, 0, false),
          new Station("brig", 800, 546, 92, true, 0, false),
          new Station("indiaman", 624, 464, 106, false, 0, false),
          new Station("paddler", 236, 592, 100, false, 0, false),
          new Station("clipper", 764, 694, 110, true, 0, false));

  /** Who goes fishing first when the harbour is full, and where. */
  private static final Map<String, Station> OFFING =
      stations(
          new Station("lugger", 458, 342, 24, true, 0.4, false),
          new Station("smack", 398, 336, 22, false, 0.45, false));

  private Fleet() {}

  private static Map<String, Station> stations(Station... all) {
    return Arrays.stream(all).collect(Collectors.toUnmodifiableMap(Station::vessel, it -> it));
  }

  /**
   * All that is to be seen, farthest first.
   *
   * @param edge from here on a card covers the scene
   */
  static List<Station> of(List<String> kinds, Set<String> owned, double edge) {
    List<Station> stations = new ArrayList<>();
    long many = kinds.stream().filter(owned::contains).filter(NEARBY::containsKey).count();
    for (String kind : kinds) {
      Station near = NEARBY.get(kind);
      if (near == null || !owned.contains(kind)) {
        continue;
      }
      Station far = OFFING.get(kind);
      if (many > NEAR && far != null) {
        many--;
        stations.add(far);
      } else {
        stations.add(near);
      }
    }
    List<Station> seen = clear(stations, edge);
    kinds.stream()
        .filter(kind -> !owned.contains(kind) && NEARBY.containsKey(kind))
        .findFirst()
        .ifPresent(next -> seen.add(new Station(next, 552, 331, 30, false, 0.66, true)));
    seen.sort(Comparator.comparingDouble(Station::y));
    return List.copyOf(seen);
  }

  /**
   * Clear of the edge and of each other.
   *
   * @param stations smallest kind first
   */
  private static List<Station> clear(List<Station> stations, double edge) {
    List<Station> clear = new ArrayList<>();
    List<Station> moved = new ArrayList<>();
    for (Station it : stations) {
      double most = edge - BOW * it.length() - AIR;
      if (!it.near() || it.x() <= most) {
        clear.add(it);
      } else {
        moved.add(it.at(most));
      }
    }
    for (Station it : moved.reversed()) {
      if (clear.stream().noneMatch(other -> other.near() && overlap(it, other))) {
        clear.add(it);
      }
    }
    return clear;
  }

  private static boolean overlap(Station a, Station b) {
    return Math.abs(a.x() - b.x()) < (a.length() + b.length()) / 2
        && a.y() > b.y() - MASTS * b.length()
        && b.y() > a.y() - MASTS * a.length();
  }
}
