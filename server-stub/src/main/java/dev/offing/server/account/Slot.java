package dev.offing.server.account;

import dev.offing.server.account.AccountStore.Loaded;
import dev.offing.server.cluster.Bus;
import dev.offing.server.cluster.Lane;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An account that has sessions on this node: what is cached of it, and who hears of its commits.
 * The lock keeps the node's own sessions from racing each other into conflicts, and puts what each
 * is sent into the order of history; between nodes, the store's comparison decides.
 */
final class Slot {
  final String account;
  final ReentrantLock lock = new ReentrantLock();

  /** Work that must not block the bus. */
  final Lane lane;

  /** Guarded by the lock. */
  final Set<AccountSession> sessions = new LinkedHashSet<>();

  /** Written under the lock, read by ticks; null when it has to be loaded. */
  volatile @Nullable Loaded cached;

  /** Written once, under the service's table. */
  Bus.@Nullable Subscription subscription;

  /** Guarded by the service's table: sessions that use it, also those that are still opening. */
  int users;

  Slot(String account, Lane.Starter starter) {
    this.account = account;
    this.lane = new Lane("account-" + account.substring(0, 8), starter);
  }
}
