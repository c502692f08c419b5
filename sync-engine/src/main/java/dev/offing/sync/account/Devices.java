package dev.offing.sync.account;

import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Ids;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The section of the state that says who may push, and how far each incarnation got.
 *
 * @param keys the Ed25519 public keys of the account's devices (32 bytes, hexadecimal)
 * @param live the incarnations in use, at most {@value #LIVE}
 * @param removed those longest unused, which fork if they return; at most {@value #REMOVED}
 * @param carried per incarnation, what others carried of it
 */
public record Devices(
    SortedSet<String> keys,
    SortedMap<String, Incarnation> live,
    SortedMap<String, Retired> removed,
    SortedMap<String, Carried> carried) {
  static final int LIVE = 32;
  static final int REMOVED = 1_024;

  /** Copies the collections and checks their ids. */
  public Devices {
    keys = Collections.unmodifiableSortedSet(new TreeSet<>(keys));
    live = Collections.unmodifiableSortedMap(new TreeMap<>(live));
    removed = Collections.unmodifiableSortedMap(new TreeMap<>(removed));
    carried = Collections.unmodifiableSortedMap(new TreeMap<>(carried));
    keys.forEach(k -> Ids.hash(k, "device key"));
    live.keySet().forEach(k -> Ids.random(k, "incarnation"));
    removed.keySet().forEach(k -> Ids.random(k, "incarnation"));
    carried.keySet().forEach(k -> Ids.random(k, "incarnation"));
    if (live.size() > LIVE || removed.size() > REMOVED) {
      throw new IllegalArgumentException("too many incarnations");
    }
  }

  static Devices of(String firstKey) {
    return new Devices(
        new TreeSet<>(Set.of(firstKey)), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

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
    Incarnation own = live.get(incarnation);
    Retired gone = removed.get(incarnation);
    long ownForgotten = own != null ? own.forgotten() : gone != null ? gone.forgotten() : 0;
    return Math.max(ownForgotten, carried.getOrDefault(incarnation, Carried.NONE).forgotten());
  }

  /** The row takes its number in the incarnation that carries it. */
  Devices taking(String incarnation, String device, Chained row, long version) {
    TreeMap<String, Incarnation> nextLive = new TreeMap<>(live);
    TreeMap<String, Retired> nextRemoved = new TreeMap<>(removed);
    Incarnation old = live.get(incarnation);
    nextLive.put(
        incarnation,
        new Incarnation(device, row.seq(), row.hash(), old == null ? 0 : old.forgotten(), version));
    if (nextLive.size() > LIVE) {
      Map.Entry<String, Incarnation> out = longestUnused(nextLive, incarnation);
      Incarnation gone = out.getValue();
      nextRemoved.put(out.getKey(), new Retired(gone.lastSeq(), gone.lastHash(), gone.forgotten()));
      nextLive.remove(out.getKey());
      if (nextRemoved.size() > REMOVED) {
        nextRemoved.remove(nextRemoved.firstKey());
      }
    }
    return new Devices(keys, nextLive, nextRemoved, carriedWith(incarnation, row));
  }

  private SortedMap<String, Carried> carriedWith(String incarnation, Chained row) {
    String origin = row.mutation().origin().incarnation();
    if (origin.equals(incarnation)) {
      return carried;
    }
    TreeMap<String, Carried> next = new TreeMap<>(carried);
    next.merge(
        origin,
        new Carried(row.mutation().origin().seq(), 0),
        (a, b) -> new Carried(Math.max(a.highest(), b.highest()), a.forgotten()));
    return next;
  }

  private static Map.Entry<String, Incarnation> longestUnused(
      Map<String, Incarnation> from, String except) {
    return from.entrySet().stream()
        .filter(e -> !e.getKey().equals(except))
        .min(
            Comparator.<Map.Entry<String, Incarnation>>comparingLong(e -> e.getValue().lastUsed())
                .thenComparing(Map.Entry::getKey))
        .orElseThrow();
  }

  /** The ids up to these numbers have left the id store (docs/design/sync.md 4.6). */
  Devices forgetting(Forgotten f) {
    TreeMap<String, Incarnation> nextLive = new TreeMap<>(live);
    TreeMap<String, Retired> nextRemoved = new TreeMap<>(removed);
    TreeMap<String, Carried> nextCarried = new TreeMap<>(carried);
    nextLive.computeIfPresent(f.incarnation(), (k, v) -> raised(v, f.own()));
    nextRemoved.computeIfPresent(
        f.incarnation(),
        (k, v) -> new Retired(v.lastSeq(), v.lastHash(), Math.max(v.forgotten(), f.own())));
    nextCarried.computeIfPresent(
        f.incarnation(), (k, v) -> new Carried(v.highest(), Math.max(v.forgotten(), f.carried())));
    return new Devices(keys, nextLive, nextRemoved, nextCarried);
  }

  private static Incarnation raised(Incarnation i, long forgotten) {
    return new Incarnation(
        i.device(), i.lastSeq(), i.lastHash(), Math.max(i.forgotten(), forgotten), i.lastUsed());
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
    removed.forEach((k, v) ->
        c.text("incarnation", k)
            .number("lastSeq", v.lastSeq())
            .text("lastHash", v.lastHash())
            .number("forgotten", v.forgotten()));
    c.number("carried", carried.size());
    carried.forEach((k, v) ->
        c.text("incarnation", k).number("highest", v.highest()).number("forgotten", v.forgotten()));
  }
}
