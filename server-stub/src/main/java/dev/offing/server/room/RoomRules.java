package dev.offing.server.room;

import dev.offing.server.fault.Installed;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What rooms there are, and what happens around each join and line. Immutable. */
public final class RoomRules {
  private final SortedMap<String, RoomKind> kinds;
  private final SortedMap<String, RoomTicker> tickers;
  private final List<RoomMiddleware> around;

  /**
   * Rooms of these kinds.
   *
   * @param around what happens around joins and lines, the first one outermost
   * @throws IllegalArgumentException when two have one name
   */
  public RoomRules(
      Collection<RoomKind> kinds,
      Collection<? extends RoomTicker> tickers,
      List<RoomMiddleware> around) {
    this.kinds = named(kinds, RoomKind::name);
    this.tickers = named(tickers, RoomTicker::name);
    this.around = List.copyOf(around);
    for (String name : this.tickers.keySet()) {
      if (this.kinds.containsKey(name)) {
        throw new IllegalArgumentException("two kinds of rooms are called " + name);
      }
    }
  }

  /** All kinds and all middleware that ServiceLoader finds, and these tickers. */
  public static RoomRules installed(Collection<? extends RoomTicker> tickers) {
    return new RoomRules(Installed.of(RoomKind.class), tickers, Installed.of(RoomMiddleware.class));
  }

  private static <T> SortedMap<String, T> named(
      Collection<? extends T> all, Function<T, String> name) {
    SortedMap<String, T> named = new TreeMap<>();
    for (T one : all) {
      if (named.put(name.apply(one), one) != null) {
        throw new IllegalArgumentException("two kinds of rooms are called " + name.apply(one));
      }
    }
    return named;
  }

  Optional<RoomKind> kind(String room) {
    return Optional.ofNullable(kinds.get(RoomName.kind(room)));
  }

  Optional<RoomTicker> ticker(String room) {
    return Optional.ofNullable(tickers.get(RoomName.kind(room)));
  }

  /** Names of all kinds, in order. */
  Collection<String> names() {
    SortedMap<String, Object> all = new TreeMap<>(kinds);
    all.putAll(tickers);
    return all.keySet();
  }

  List<RoomMiddleware> around() {
    return around;
  }
}
