package dev.offing.server.account;

import dev.offing.server.redis.RedisUnavailable;
import dev.offing.sync.account.Booked;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.KnownIds;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store that loses its connection on command: before a commit reaches it, or after. */
class BrokenStore implements AccountStore {
  enum Break {
    NONE,
    BEFORE_COMMIT,
    AFTER_COMMIT,
    DOWN
  }

  /** May be exchanged for one that knows less. */
  volatile AccountStore behind;

  /** Commits are broken once, DOWN lasts. */
  volatile Break next = Break.NONE;

  final AtomicInteger commits = new AtomicInteger();

  BrokenStore(AccountStore behind) {
    this.behind = behind;
  }

  @Override
  public Loaded load(String account, boolean withNewest) {
    up();
    return behind.load(account, withNewest);
  }

  @Override
  public Map<IdKey, KnownIds.Known> outcomes(String account, Collection<IdKey> ids) {
    up();
    return behind.outcomes(account, ids);
  }

  @Override
  public Written commit(Write write) {
    up();
    Break now = next;
    next = Break.NONE;
    if (now == Break.BEFORE_COMMIT) {
      throw new RedisUnavailable("lost on the way there");
    }
    Written written = behind.commit(write);
    if (written == Written.OK) {
      commits.incrementAndGet();
    }
    if (now == Break.AFTER_COMMIT) {
      throw new RedisUnavailable("lost on the way back");
    }
    return written;
  }

  @Override
  public void delete(String account, long at) {
    up();
    behind.delete(account, at);
  }

  @Override
  public Head head(String account) {
    up();
    return behind.head(account);
  }

  @Override
  public List<Booked> oldest(String account, long from, int most) {
    up();
    return behind.oldest(account, from, most);
  }

  @Override
  public boolean fold(
      String account, String epoch, @Nullable Opening before, Opening after, long rows) {
    up();
    return behind.fold(account, epoch, before, after, rows);
  }

  @Override
  public boolean unchanged(String account, @Nullable EpochVersion at, String run) {
    up();
    return behind.unchanged(account, at, run);
  }

  @Override
  public List<OldId> oldestIds(String account, String incarnation, long upToSeq, int most) {
    up();
    return behind.oldestIds(account, incarnation, upToSeq, most);
  }

  @Override
  public Map<Integer, List<Errand>> errands(Set<Integer> partitions, int most) {
    up();
    return behind.errands(partitions, most);
  }

  @Override
  public void done(Errand errand) {
    up();
    behind.done(errand);
  }

  @Override
  public void again(List<Errand> errands) {
    up();
    behind.again(errands);
  }

  @Override
  public List<String> accounts() {
    up();
    return behind.accounts();
  }

  @Override
  public void later(Errand errand, long now) {
    up();
    behind.later(errand, now);
  }

  @Override
  public Iterator<Booked> journal(String account) {
    up();
    return behind.journal(account);
  }

  private void up() {
    if (next == Break.DOWN) {
      throw new RedisUnavailable("down");
    }
  }
}
