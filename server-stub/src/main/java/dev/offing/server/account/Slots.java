package dev.offing.server.account;

import dev.offing.server.account.AccountStore.Loaded;
import dev.offing.server.cluster.Bus;
import dev.offing.server.cluster.Lane;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.sync.account.EpochVersion;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts that have sessions on this node. What other nodes commit is heard over the bus; what
 * the bus lost is found by comparing (docs/design/sync.md 4.8).
 */
final class Slots {
  private static final Logger log = LoggerFactory.getLogger(Slots.class);

  private final AccountStore store;
  private final Bus bus;
  private final Audience audience;
  private final Lane.Starter starter;
  private final Map<String, Slot> slots = new ConcurrentHashMap<>();

  Slots(AccountStore store, Bus bus, Audience audience, Lane.Starter starter) {
    this.store = store;
    this.bus = bus;
    this.audience = audience;
    this.starter = starter;
    bus.onResubscribed(this::compareAll);
  }

  Optional<Slot> find(String account) {
    return Optional.ofNullable(slots.get(account));
  }

  /** The slot of an account, for one user more. */
  Slot use(String account) {
    return slots.compute(
        account,
        (key, existing) -> {
          Slot slot = existing == null ? new Slot(key, starter) : existing;
          if (existing == null) {
            slot.subscription =
                bus.subscribe(AccountStore.channel(key), notice -> heard(slot, notice));
          }
          slot.users++;
          return slot;
        });
  }

  /** One user less; without users it goes. */
  void release(Slot slot) {
    slots.computeIfPresent(
        slot.account,
        (key, existing) -> {
          if (--existing.users > 0) {
            return existing;
          }
          if (existing.subscription != null) {
            existing.subscription.close();
          }
          return null;
        });
  }

  /** Everything cached may be of another life of the store. */
  void dropCaches() {
    slots.values().forEach(slot -> slot.cached = null);
  }

  /** Compares everything cached with the store. */
  void compareAll() {
    for (Slot slot : slots.values()) {
      slot.lane.execute(() -> compare(slot));
    }
  }

  private void heard(Slot slot, String notice) {
    if (notice.equals(AccountStore.DELETED)) {
      slot.lane.execute(() -> deleted(slot));
      return;
    }
    String[] parts = notice.split(" ", 3);
    EpochVersion to = new EpochVersion(parts[0], Long.parseLong(parts[1]));
    slot.lane.execute(() -> {
      slot.lock.lock();
      try {
        Loaded loaded = slot.cached;
        AccountRecord record = loaded == null ? null : loaded.record();
        if (record != null && record.state().contains(to)) {
          audience.tell(slot, record, null, parts[2], null);
        } else {
          reload(slot, parts[2]);
        }
      } catch (RedisUnavailable e) {
        log.debug("commit {} of {} was not looked at: {}", to, slot.account, e.getMessage());
      } finally {
        slot.lock.unlock();
      }
    });
  }

  private static void deleted(Slot slot) {
    slot.lock.lock();
    try {
      Deletions.tell(slot);
    } finally {
      slot.lock.unlock();
    }
  }

  private void compare(Slot slot) {
    slot.lock.lock();
    try {
      Loaded loaded = slot.cached;
      if (loaded != null) {
        AccountRecord record = loaded.record();
        EpochVersion at = record == null ? null : record.state().at();
        if (store.unchanged(slot.account, at, loaded.run())) {
          return;
        }
      }
      reload(slot, "server");
    } catch (RedisUnavailable e) {
      log.debug("account {} was not compared: {}", slot.account, e.getMessage());
    } finally {
      slot.lock.unlock();
    }
  }

  /** Under the slot's lock. */
  private void reload(Slot slot, String cause) {
    slot.cached = null;
    Loaded loaded = store.load(slot.account, true);
    if (loaded.deleted()) {
      Deletions.tell(slot);
      return;
    }
    slot.cached = new Loaded(loaded.record(), null, loaded.run());
    AccountRecord record = loaded.record();
    if (record != null) {
      audience.tell(slot, record, loaded.newest(), cause, null);
      return;
    }
    audience.tellGone(slot);
  }
}
