package dev.offing.simulator.invariants;

import dev.offing.server.account.AccountStore;
import dev.offing.simulator.world.Watcher;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Heal;
import dev.offing.sync.account.Journalled;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.Step;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.mutation.Chained;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every step that was ever written, also those that a store lost later: what the other checkers
 * follow a history with. The history of a point leads over the base of a heal, which may be a point
 * that the store did not have any more.
 */
final class Histories implements Watcher {
  /** A step with the one before it in its history; null for the first of an account. */
  static final class Point {
    final Journalled made;
    final List<String> entries;
    final Money purse;
    final Set<String> keys;
    final Map<String, Money> books;
    final @Nullable Point before;

    Point(AccountStore.Write write, @Nullable Point before) {
      this.made = write.made();
      this.entries = write.journal().stream().map(Entry::id).toList();
      this.purse = write.after().core().purse();
      this.keys = write.after().devices().keys();
      this.books = write.after().core().dealings().books();
      this.before = before;
    }
  }

  private final Map<String, Point> points = new HashMap<>();

  @Override
  public void committed(AccountStore.Write write) {
    Journalled made = write.made();
    EpochVersion before =
        switch (made) {
          case Commit commit -> commit.from();
          case Heal heal -> heal.base();
        };
    Point point = new Point(write, before == null ? null : find(made.account(), before));
    points.put(key(made.account(), made.to()), point);
  }

  /** The step that made a point of an account's history. */
  Point find(String account, EpochVersion at) {
    return Objects.requireNonNull(points.get(key(account, at)), () -> "nobody made " + at);
  }

  /** The steps of the history of a point, oldest first. */
  static List<Point> chain(@Nullable Point newest) {
    List<Point> chain = new ArrayList<>();
    for (Point p = newest; p != null; p = p.before) {
      chain.add(p);
    }
    return chain.reversed();
  }

  /** The steps behind a point: of its history, and of those that heals in it replaced. */
  Set<Point> behind(@Nullable Point newest) {
    Set<Point> seen = new LinkedHashSet<>();
    Deque<Point> todo = new ArrayDeque<>();
    if (newest != null) {
      todo.add(newest);
    }
    while (!todo.isEmpty()) {
      for (Point p = todo.remove(); p != null && seen.add(p); p = p.before) {
        if (p.made instanceof Heal heal && heal.replaced() != null) {
          todo.add(find(heal.account(), heal.replaced()));
        }
      }
    }
    return seen;
  }

  /** When the server was in touch with the account before a heal, as either side of it knows. */
  List<Long> contacts(Heal heal) {
    List<Long> contacts = new ArrayList<>();
    EpochVersion replaced = heal.replaced();
    for (Point p : behind(replaced == null ? null : find(heal.account(), replaced))) {
      if (p.made instanceof Commit commit && commit.contact() != null) {
        contacts.add(commit.contact());
      }
    }
    return contacts;
  }

  private static String key(String account, EpochVersion at) {
    return account + at.epoch() + at.version();
  }

  /** The mutations of a step, those that only take their number among them. */
  static List<Step> steps(Journalled made) {
    return switch (made) {
      case Commit commit -> commit.steps();
      case Heal heal -> heal.steps().stream().map(Heal.Redone::step).toList();
    };
  }

  /** Whether a gift of a branch only takes its number in a heal: what it moved is an entry. */
  static boolean stands(Journalled made, Step step) {
    return made instanceof Heal && isGift(step);
  }

  /** Whether it sent something that is others' money as well. */
  static boolean isGift(Step step) {
    return step.outcome() == Outcome.RESERVED
        && step.row().mutation().command().kind().equals(Command.GIFT);
  }

  /** The mutations that heals in the history of a point say they left out. */
  static Set<String> dropped(@Nullable Point newest) {
    Set<String> ids = new HashSet<>();
    for (Point p = newest; p != null; p = p.before) {
      if (p.made instanceof Heal heal) {
        heal.dropped().forEach(it -> ids.add(it.id()));
      }
    }
    return ids;
  }

  /** Which device pushed each mutation that got its outcome in the history of a point. */
  static Map<String, String> pushers(@Nullable Point newest) {
    Map<String, String> keys = new HashMap<>();
    for (Point p = newest; p != null; p = p.before) {
      keys.putAll(pushers(p.made));
    }
    return keys;
  }

  /** Which device pushed each mutation of a step. */
  static Map<String, String> pushers(Journalled made) {
    Map<String, String> keys = new HashMap<>();
    switch (made) {
      case Commit commit ->
          commit
              .steps()
              .forEach(it -> keys.put(it.row().mutation().id(), String.valueOf(commit.device())));
      case Heal heal ->
          heal.steps().forEach(it -> keys.put(it.step().row().mutation().id(), it.device()));
    }
    return keys;
  }

  /** The mutations that got their outcome in the history of a point, newest first. */
  static Map<String, Chained> outcomes(@Nullable Point newest) {
    return outcomes(newest, Set.of());
  }

  /** The same, but only what came after the newest of some points. */
  static Map<String, Chained> outcomes(@Nullable Point newest, Set<Point> until) {
    Map<String, Chained> ids = new HashMap<>();
    for (Point p = newest; p != null && !until.contains(p); p = p.before) {
      for (Step step : steps(p.made)) {
        if (!step.again() || stands(p.made, step)) {
          ids.put(step.row().mutation().id(), step.row());
        }
      }
    }
    return ids;
  }
}
