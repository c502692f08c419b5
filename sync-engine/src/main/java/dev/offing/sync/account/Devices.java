package dev.offing.sync.account;

import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Ids;
import dev.offing.sync.mutation.Origin;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The section of the state that says who may push, and how far each incarnation got.
 *
 * @param keys the Ed25519 public keys of the account's devices (32 bytes, hexadecimal), at most
 *     {@value #KEYS}
 * @param live the incarnations in use, at most {@value #LIVE}
 * @param removed those longest unused, which fork if they return; at most {@value #REMOVED}
 * @param carried per incarnation, what others carried of it; at most {@value #CARRIED}
 * @param linked of those of {@code keys} that were linked: name and time
 * @param recovery the public key that may link devices and nothing else; null for none
 */
public record Devices(
    SortedSet<String> keys,
    SortedMap<String, Incarnation> live,
    SortedMap<String, Retired> removed,
    SortedMap<String, Carried> carried,
    SortedMap<String, LinkedDevice> linked,
    @Nullable String recovery) {
  /** Devices of one account. */
  public static final int KEYS = 16;

  static final int LIVE = 32;
  static final int REMOVED = 1_024;
  static final int CARRIED = LIVE + REMOVED;

  /** Copies the collections and checks their ids. */
  public Devices {
    keys = Collections.unmodifiableSortedSet(new TreeSet<>(keys));
    live = Collections.unmodifiableSortedMap(new TreeMap<>(live));
    removed = Collections.unmodifiableSortedMap(new TreeMap<>(removed));
    carried = Collections.unmodifiableSortedMap(new TreeMap<>(carried));
    linked = Collections.unmodifiableSortedMap(new TreeMap<>(linked));
    keys.forEach(k -> Ids.hash(k, "device key"));
    live.keySet().forEach(k -> Ids.random(k, "incarnation"));
    removed.keySet().forEach(k -> Ids.random(k, "incarnation"));
    carried.keySet().forEach(k -> Ids.random(k, "incarnation"));
    if (live.size() > LIVE || removed.size() > REMOVED || carried.size() > CARRIED) {
      throw new IllegalArgumentException("too many incarnations");
    }
    if (keys.isEmpty() || keys.size() > KEYS || !keys.containsAll(linked.keySet())) {
      throw new IllegalArgumentException("an account has 1 to " + KEYS + " devices");
    }
    if (recovery != null && keys.contains(Ids.hash(recovery, "recovery key"))) {
      throw new IllegalArgumentException("a recovery key is no device's");
    }
  }

  /** Devices none of which was linked. */
  public Devices(
      SortedSet<String> keys,
      SortedMap<String, Incarnation> live,
      SortedMap<String, Retired> removed,
      SortedMap<String, Carried> carried) {
    this(keys, live, removed, carried, new TreeMap<>(), null);
  }

  static Devices of(String firstKey) {
    return new Devices(
        new TreeSet<>(Set.of(firstKey)), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  // ---- who may push -----------------------------------------------------------------------------

  /** Whether the holder of {@code key} may make this change. */
  public boolean mayChange(String key, DeviceChange change) {
    return keys.contains(key) || (change instanceof DeviceChange.Linked && key.equals(recovery));
  }

  /** Whether the change can be made: it changes something, and leaves 1 to {@value #KEYS}. */
  public boolean allows(DeviceChange change) {
    return switch (change) {
      case DeviceChange.Linked it ->
          keys.size() < KEYS && !keys.contains(it.key()) && !it.key().equals(recovery);
      case DeviceChange.Revoked it -> keys.size() > 1 && keys.contains(it.key());
      case DeviceChange.Recoverable it ->
          !Objects.equals(it.key(), recovery) && (it.key() == null || !keys.contains(it.key()));
    };
  }

  /** Whether it is as the change wants it. */
  public boolean isSo(DeviceChange change) {
    return switch (change) {
      case DeviceChange.Linked it -> keys.contains(it.key());
      case DeviceChange.Revoked it -> !keys.contains(it.key());
      case DeviceChange.Recoverable it -> Objects.equals(it.key(), recovery);
    };
  }

  /** With a change that is allowed. */
  Devices with(DeviceChange change) {
    if (!allows(change)) {
      throw new IllegalArgumentException("the devices cannot change so: " + change);
    }
    TreeSet<String> nextKeys = new TreeSet<>(keys);
    TreeMap<String, LinkedDevice> nextLinked = new TreeMap<>(linked);
    String nextRecovery = recovery;
    switch (change) {
      case DeviceChange.Linked it -> {
        nextKeys.add(it.key());
        nextLinked.put(it.key(), new LinkedDevice(it.name(), it.at()));
      }
      case DeviceChange.Revoked it -> {
        nextKeys.remove(it.key());
        nextLinked.remove(it.key());
      }
      case DeviceChange.Recoverable it -> nextRecovery = it.key();
    }
    // Incarnations of a revoked device stay: their numbers are taken.
    return new Devices(nextKeys, live, removed, carried, nextLinked, nextRecovery);
  }

  private Devices with(
      SortedMap<String, Incarnation> nextLive,
      SortedMap<String, Retired> nextRemoved,
      SortedMap<String, Carried> nextCarried) {
    return new Devices(keys, nextLive, nextRemoved, nextCarried, linked, recovery);
  }

  // ---- how far each got -------------------------------------------------------------------------

  /** The incarnation in use; null when it never pushed or was removed. */
  public @Nullable Incarnation find(String incarnation) {
    return live.get(incarnation);
  }

  /** The highest number that {@code incarnation} itself took, 0 for none. */
  public long lastSeq(String incarnation) {
    Incarnation own = live.get(incarnation);
    return own == null ? 0 : own.lastSeq();
  }

  /** The highest number of {@code incarnation}, own or carried, whose id the server forgot. */
  public long forgotten(String incarnation) {
    return Math.max(
        ownForgotten(incarnation), carried.getOrDefault(incarnation, Carried.NONE).forgotten());
  }

  private long ownForgotten(String incarnation) {
    Incarnation own = live.get(incarnation);
    Retired gone = removed.get(incarnation);
    return own != null ? own.forgotten() : gone != null ? gone.forgotten() : 0;
  }

  /** Whether {@code incarnation} took this number, or a higher one, itself. */
  boolean took(String incarnation, long seq) {
    Retired gone = removed.get(incarnation);
    return seq <= (gone != null ? gone.lastSeq() : lastSeq(incarnation));
  }

  /** Whether the row is the next one of the incarnation, and chained to its last. */
  boolean isNext(String account, String incarnation, Chained row) {
    Incarnation own = live.get(incarnation);
    Retired gone = removed.get(incarnation);
    return own != null
        ? row.follows(own.lastSeq(), own.lastHash())
        : gone != null
            ? row.follows(gone.lastSeq(), gone.lastHash())
            : row.follows(0, Chained.genesis(account, incarnation));
  }

  /** The row takes its number in the incarnation that carries it. */
  Devices taking(String incarnation, String device, Chained row, long version) {
    return taking(incarnation, device, List.of(row), version);
  }

  /**
   * The rows, at least one, take their numbers one after the other in the incarnation that carries
   * them.
   */
  Devices taking(String incarnation, String device, List<Chained> rows, long version) {
    TreeMap<String, Incarnation> nextLive = new TreeMap<>(live);
    TreeMap<String, Retired> nextRemoved = new TreeMap<>(removed);
    nextRemoved.remove(incarnation);
    nextLive.put(
        incarnation,
        new Incarnation(
            device,
            rows.getLast().seq(),
            rows.getLast().hash(),
            ownForgotten(incarnation),
            version));
    if (nextLive.size() > LIVE) {
      String out = longestUnused(nextLive, Incarnation::lastUsed, incarnation);
      nextRemoved.put(out, Retired.of(Objects.requireNonNull(nextLive.remove(out))));
      if (nextRemoved.size() > REMOVED) {
        nextRemoved.remove(longestUnused(nextRemoved, Retired::lastUsed, out));
      }
    }
    return with(nextLive, nextRemoved, carriedWith(incarnation, rows));
  }

  private SortedMap<String, Carried> carriedWith(String incarnation, List<Chained> rows) {
    TreeMap<String, Carried> next = new TreeMap<>(carried);
    for (Chained row : rows) {
      Origin origin = row.mutation().origin();
      if (!origin.incarnation().equals(incarnation) && canCarry(next, origin.incarnation())) {
        next.merge(
            origin.incarnation(),
            new Carried(origin.seq(), 0),
            (a, b) -> new Carried(Math.max(a.highest(), b.highest()), a.forgotten()));
      }
    }
    return next;
  }

  /** Whether rows of {@code origin} can still be told apart when others carry them. */
  boolean canCarry(String origin) {
    return canCarry(carried, origin);
  }

  private static boolean canCarry(Map<String, Carried> carried, String origin) {
    return carried.size() < CARRIED || carried.containsKey(origin);
  }

  private static <T> String longestUnused(
      Map<String, T> from, ToLongFunction<T> lastUsed, String except) {
    return from.entrySet().stream()
        .filter(e -> !e.getKey().equals(except))
        .min(
            Comparator.<Map.Entry<String, T>>comparingLong(e -> lastUsed.applyAsLong(e.getValue()))
                .thenComparing(Map.Entry::getKey))
        .orElseThrow()
        .getKey();
  }

  /** The ids up to these numbers have left the id store (docs/design/sync.md 4.6). */
  Devices forgetting(Forgotten f) {
    TreeMap<String, Incarnation> nextLive = new TreeMap<>(live);
    TreeMap<String, Retired> nextRemoved = new TreeMap<>(removed);
    TreeMap<String, Carried> nextCarried = new TreeMap<>(carried);
    nextLive.computeIfPresent(f.incarnation(), (k, v) -> v.forgettingTo(f.own()));
    nextRemoved.computeIfPresent(f.incarnation(), (k, v) -> v.forgettingTo(f.own()));
    nextCarried.computeIfPresent(
        f.incarnation(), (k, v) -> new Carried(v.highest(), Math.max(v.forgotten(), f.carried())));
    return with(nextLive, nextRemoved, nextCarried);
  }

  /**
   * No id of what was taken up to here is known any more: the id store that knew them is lost
   * (docs/design/sync.md 4.6).
   */
  Devices forgettingAll() {
    TreeMap<String, Incarnation> nextLive = new TreeMap<>(live);
    TreeMap<String, Retired> nextRemoved = new TreeMap<>(removed);
    TreeMap<String, Carried> nextCarried = new TreeMap<>(carried);
    nextLive.replaceAll((_, v) -> v.forgettingTo(v.lastSeq()));
    nextRemoved.replaceAll((_, v) -> v.forgettingTo(v.lastSeq()));
    nextCarried.replaceAll((_, v) -> new Carried(v.highest(), v.highest()));
    return with(nextLive, nextRemoved, nextCarried);
  }

  void canonical(Canonical c) {
    c.number("keys", keys.size());
    keys.forEach(k -> c.text("key", k));
    c.number("live", live.size());
    live.forEach((k, v) -> {
      c.text("incarnation", k);
      v.canonical(c);
    });
    c.number("removed", removed.size());
    removed.forEach((k, v) -> {
      c.text("incarnation", k);
      v.canonical(c);
    });
    c.number("carried", carried.size());
    carried.forEach((k, v) ->
        c.text("incarnation", k).number("highest", v.highest()).number("forgotten", v.forgotten()));
    if (!linked.isEmpty()) {
      c.number("linked", linked.size());
      linked.forEach((k, v) -> {
        c.text("key", k);
        v.canonical(c);
      });
    }
    if (recovery != null) {
      c.text("recovery", recovery);
    }
  }
}
