package dev.offing.simulator.invariants;

import dev.offing.server.account.AccountStore;
import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.account.Heal;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who may push, kept a second time along each history: what acts comes from a device that the
 * account lists at that moment, only such a one changes who is listed, and only those are linked
 * that a player let in, or that a recovery key let in.
 */
final class Listed implements Watcher {
  private static final class Members {
    final Set<String> keys = new TreeSet<>();
    @Nullable String recovery;

    Members copy() {
      Members copy = new Members();
      copy.keys.addAll(keys);
      copy.recovery = recovery;
      return copy;
    }
  }

  private final Histories histories;
  private final Map<Histories.Point, Members> members = new HashMap<>();

  /** Account and key of those that a player let in. */
  private final Set<String> allowed = new HashSet<>();

  Listed(Histories histories) {
    this.histories = histories;
  }

  @Override
  public void allowed(Device by, String key) {
    allowed.add(by.account() + key);
  }

  @Override
  public void committed(AccountStore.Write write) {
    State after = write.after();
    Histories.Point point = histories.find(after.account(), after.at());
    Histories.Point before = point.before;
    Members now = before == null ? new Members() : of(before).copy();
    switch (write.made()) {
      case Commit commit -> follow(commit, now);
      case Heal heal -> follow(heal, now, write);
    }
    members.put(point, now);
    if (!now.keys.equals(after.devices().keys())
        || !Objects.equals(now.recovery, after.devices().recovery())) {
      throw new Violation(
          "listed",
          "%s lists %s, by what was done it would be %s"
              .formatted(after.at(), after.devices().keys(), now.keys));
    }
  }

  private Members of(Histories.Point point) {
    return Objects.requireNonNull(members.get(point));
  }

  private void follow(Commit commit, Members now) {
    Commit.Genesis genesis = commit.genesis();
    if (genesis != null) {
      now.keys.add(genesis.publicKey());
    }
    for (Step step : commit.steps()) {
      requireListed(commit.device(), step, now);
    }
    DeviceChange change = commit.change();
    if (change != null) {
      String by = Objects.requireNonNull(commit.device());
      boolean may =
          now.keys.contains(by)
              || (change instanceof DeviceChange.Linked && by.equals(now.recovery));
      if (!may) {
        throw new Violation("listed", change + " is the wish of a device that is not listed");
      }
      if (change instanceof DeviceChange.Linked linked
          && !by.equals(now.recovery)
          && !allowed.contains(commit.account() + linked.key())) {
        throw new Violation("listed", "nobody let " + linked.name() + " in");
      }
      make(change, now);
    }
  }

  /** A heal does again what the branch had changed, as far as the base knows who wanted it. */
  private void follow(Heal heal, Members now, AccountStore.Write write) {
    Set<Heal.Rewanted> made = new HashSet<>(heal.changes());
    if (heal.replaced() != null) {
      for (Histories.Point p : branch(heal)) {
        switch (p.made) {
          case Commit commit -> {
            DeviceChange change = commit.change();
            if (change != null) {
              again(new Heal.Rewanted(Objects.requireNonNull(commit.device()), change), now, made);
            }
          }
          case Heal former -> former.changes().forEach(it -> again(it, now, made));
        }
      }
    }
    if (!made.isEmpty()) {
      throw new Violation("listed", "a heal changes what nobody had changed: " + made);
    }
    for (Heal.Redone redone : heal.steps()) {
      if (!redone.step().again() && !everListed(redone.device(), heal, now, write)) {
        throw new Violation(
            "listed",
            "a heal does %s again, of a device that its base does not list"
                .formatted(redone.step().row().mutation().id()));
      }
    }
  }

  /** Whether the base, or a change on top of it, lists a device, perhaps for a while only. */
  private boolean everListed(String device, Heal heal, Members now, AccountStore.Write write) {
    Histories.Point base = histories.find(write.after().account(), heal.base());
    return now.keys.contains(device)
        || of(base).keys.contains(device)
        || heal.changes().stream()
            .anyMatch(it ->
                it.change() instanceof DeviceChange.Linked linked && linked.key().equals(device));
  }

  private Iterable<Histories.Point> branch(Heal heal) {
    Set<Histories.Point> base =
        new HashSet<>(Histories.chain(histories.find(heal.account(), heal.base())));
    return Histories.chain(histories.find(heal.account(), Objects.requireNonNull(heal.replaced())))
        .stream()
        .filter(p -> !base.contains(p))
        .toList();
  }

  private static void again(Heal.Rewanted wanted, Members now, Set<Heal.Rewanted> made) {
    DeviceChange change = wanted.change();
    boolean known =
        now.keys.contains(wanted.by())
            || (change instanceof DeviceChange.Linked && wanted.by().equals(now.recovery));
    boolean possible =
        switch (change) {
          case DeviceChange.Linked it ->
              !now.keys.contains(it.key())
                  && now.keys.size() < 16
                  && !it.key().equals(now.recovery);
          case DeviceChange.Revoked it -> now.keys.contains(it.key()) && now.keys.size() > 1;
          case DeviceChange.Recoverable it -> !Objects.equals(it.key(), now.recovery);
        };
    if (known && possible) {
      if (!made.remove(wanted)) {
        throw new Violation("listed", "a heal forgets " + change);
      }
      make(change, now);
    }
  }

  private static void make(DeviceChange change, Members now) {
    switch (change) {
      case DeviceChange.Linked it -> now.keys.add(it.key());
      case DeviceChange.Revoked it -> now.keys.remove(it.key());
      case DeviceChange.Recoverable it -> now.recovery = it.key();
    }
  }

  private static void requireListed(@Nullable String device, Step step, Members now) {
    if (device == null || !now.keys.contains(device)) {
      throw new Violation(
          "listed",
          "mutation %s acts for a device that is not listed".formatted(step.row().mutation().id()));
    }
  }
}
