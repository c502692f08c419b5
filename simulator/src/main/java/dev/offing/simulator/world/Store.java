package dev.offing.simulator.world;

import dev.offing.server.account.AccountStore;
import dev.offing.server.account.CodeStore;
import dev.offing.server.account.Graves;
import dev.offing.server.account.IdKey;
import dev.offing.server.account.LinkStore;
import dev.offing.server.account.MemoryAccountStore;
import dev.offing.server.account.MemoryCodeStore;
import dev.offing.server.account.MemoryLinkStore;
import dev.offing.server.account.Opening;
import dev.offing.server.inbox.Inbox;
import dev.offing.server.inbox.MemoryInbox;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.server.room.MemoryRoomStore;
import dev.offing.server.room.RoomStore;
import dev.offing.server.world.MemoryWorldStore;
import dev.offing.server.world.WorldStore;
import dev.offing.sync.account.Booked;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.KnownIds;
import dev.offing.sync.account.Transfers;
import dev.offing.sync.economy.Money;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.RoomPoint;
import dev.offing.sync.protocol.ServerMessage.Notice;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Redis: the in-memory stores, which keep the same contracts, behind a connection that can be lost.
 * It is lost under a commit, where one comes soon: that may have been written or not, and its node
 * had no reason to expect it.
 */
final class Store {
  /** The connection is lost under the first commit within this time, or else after it, ms. */
  private static final long UNDER_WAY_MS = 2_000;

  private final World world;
  private final Dice dice;
  private final Hub hub;
  private final MemoryAccountStore accounts;
  private final MemoryLinkStore links;
  private final Graves graves = Graves.inMemory();
  private final MemoryCodeStore codes = new MemoryCodeStore();
  private final MemoryWorldStore list;
  private final MemoryRoomStore rooms;
  private final Inbox inbox = new MemoryInbox();
  private final Set<String> letters = new HashSet<>();
  private final Deque<Runnable> breaking = new ArrayDeque<>();
  private int away;

  Store(World world, Codec codec) {
    this.world = world;
    this.dice = world.dice().split("store");
    this.hub = new Hub(world.time());
    this.list = new MemoryWorldStore(world.time()::now);
    World.CODES.forEach((code, grains) -> codes.issue(Transfers.codeId(code), Money.of(grains)));
    String run = dice.hex(20);
    this.accounts = new MemoryAccountStore(run, hub);
    this.links = new MemoryLinkStore(world.time()::now);
    this.rooms = new MemoryRoomStore(run, hub, codec, () -> dice.hex(16));
  }

  Hub hub() {
    return hub;
  }

  /** The file of the data folder that outlives whatever Redis forgets. */
  Graves graves() {
    return graves;
  }

  /** TIME of Redis, us. */
  long micros() {
    reach();
    return world.time().now() * 1_000;
  }

  void reach() {
    if (away > 0) {
      throw new RedisUnavailable("Redis is away");
    }
  }

  boolean up() {
    return away == 0;
  }

  /**
   * The connection breaks.
   *
   * @param forMs until it is there again
   * @param back how it comes back then
   */
  void leave(long forMs, Runnable back) {
    Runnable begins =
        () -> {
          away++;
          world.note("redis", "leaves", "");
          world.time().after(forMs, back);
        };
    breaking.add(begins);
    world
        .time()
        .after(
            UNDER_WAY_MS,
            () -> {
              if (breaking.remove(begins)) {
                begins.run();
              }
            });
  }

  /** What its file holds, with a copy of it that may be put back later. */
  record File(
      MemoryAccountStore accounts,
      MemoryLinkStore links,
      MemoryWorldStore list,
      MemoryCodeStore codes,
      MemoryRoomStore.File rooms) {
    static final File NONE =
        new File(
            new MemoryAccountStore("", null),
            new MemoryLinkStore(() -> 0),
            new MemoryWorldStore(() -> 0),
            new MemoryCodeStore(),
            new MemoryRoomStore.File());
  }

  /** A copy of its file. */
  File copied() {
    world.note("redis", "is copied", "");
    return new File(accounts.copy(), links.copy(), list.copy(), codes.copy(), rooms.copy());
  }

  /** It is back, with everything that it had. */
  void comeBack() {
    world.note("redis", "returns", "");
    back();
  }

  /** It is back, in another life, with everything that it had. */
  void comeBackAnew() {
    world.note("redis", "returns", "in another life");
    String run = dice.hex(20);
    accounts.restart(run);
    rooms.restart(run);
    list.restart();
    back();
  }

  /** It is back, in another life, with what a file holds. */
  void comeBackWith(File file) {
    world.note("redis", "returns", "with an older file");
    String run = dice.hex(20);
    accounts.restart(run, file.accounts);
    links.restart(file.links);
    rooms.restart(run, file.rooms);
    world.forgets();
    list.restart(file.list);
    codes.restart(file.codes);
    back();
  }

  private void back() {
    away--;
    if (away == 0) {
      hub.resubscribed();
    }
  }

  AccountStore accounts(Machine node) {
    return new AccountStore() {
      @Override
      public Loaded load(String account, boolean withNewest) {
        reach(node);
        return accounts.load(account, withNewest);
      }

      @Override
      public Map<IdKey, KnownIds.Known> outcomes(String account, Collection<IdKey> ids) {
        reach(node);
        return accounts.outcomes(account, ids);
      }

      @Override
      public Written commit(Write write) {
        reach(node);
        Runnable breaks = breaking.pollFirst();
        if (breaks != null) {
          breaks.run();
          if (dice.chance(0.5)) {
            throw new RedisUnavailable("lost on the way there");
          }
        }
        Written written = accounts.commit(write);
        if (written == Written.OK) {
          world.committed(write);
        }
        if (breaks != null) {
          throw new RedisUnavailable("lost on the way back");
        }
        return written;
      }

      @Override
      public void delete(String account, long at) {
        reach(node);
        accounts.delete(account, at);
        world.deleted(account);
      }

      @Override
      public boolean unchanged(String account, @Nullable EpochVersion at, String run) {
        reach(node);
        return accounts.unchanged(account, at, run);
      }

      @Override
      public Iterator<Booked> journal(String account) {
        reach(node);
        return accounts.journal(account);
      }

      @Override
      public Head head(String account) {
        reach(node);
        return accounts.head(account);
      }

      @Override
      public List<Booked> oldest(String account, long from, int most) {
        reach(node);
        return accounts.oldest(account, from, most);
      }

      @Override
      public boolean fold(
          String account, String epoch, @Nullable Opening before, Opening after, long rows) {
        reach(node);
        boolean folded = accounts.fold(account, epoch, before, after, rows);
        if (folded) {
          world.folded(account, after);
        }
        return folded;
      }

      @Override
      public List<OldId> oldestIds(String account, String incarnation, long upToSeq, int most) {
        reach(node);
        return accounts.oldestIds(account, incarnation, upToSeq, most);
      }

      @Override
      public Map<Integer, List<Errand>> errands(Set<Integer> partitions, int most) {
        reach(node);
        return accounts.errands(partitions, most);
      }

      @Override
      public void done(Errand errand) {
        reach(node);
        accounts.done(errand);
      }

      @Override
      public void again(List<Errand> errands) {
        reach(node);
        accounts.again(errands);
      }

      @Override
      public List<String> accounts() {
        reach(node);
        return accounts.accounts();
      }

      @Override
      public void later(Errand errand, long now) {
        reach(node);
        accounts.later(errand, now);
      }
    };
  }

  CodeStore codes(Machine node) {
    return new CodeStore() {
      @Override
      public void issue(String codeId, Money amount) {
        reach(node);
        codes.issue(codeId, amount);
      }

      @Override
      public Optional<Money> claim(String codeId, String account, long at) {
        reach(node);
        return codes.claim(codeId, account, at);
      }
    };
  }

  LinkStore links(Machine node) {
    return new LinkStore() {
      @Override
      public void offer(String code, String account, long forMs) {
        reach(node);
        links.offer(code, account, forMs);
      }

      @Override
      public Claim claim(String code, String device, String name, @Nullable String only) {
        reach(node);
        return links.claim(code, device, name, only);
      }

      @Override
      public Optional<Claimant> claimant(String account) {
        reach(node);
        return links.claimant(account);
      }

      @Override
      public void answered(String account, boolean allowed) {
        reach(node);
        links.answered(account, allowed);
      }

      @Override
      public void recoverable(String key, String account) {
        reach(node);
        links.recoverable(key, account);
      }

      @Override
      public Optional<String> recovers(String key) {
        reach(node);
        return links.recovers(key);
      }
    };
  }

  WorldStore list(Machine node) {
    return new WorldStore() {
      @Override
      public void publish(String epoch, String hash, String text, long firstAt, long laterAt) {
        reach(node);
        list.publish(epoch, hash, text, firstAt, laterAt);
      }

      @Override
      public void announce(long at, dev.offing.sync.account.World.Event event) {
        reach(node);
        list.announce(at, event);
      }

      @Override
      public Listed read() {
        reach(node);
        return list.read();
      }

      @Override
      public @Nullable String catalogText(String hash) {
        reach(node);
        return list.catalogText(hash);
      }
    };
  }

  /** Letters. */
  Inbox inbox() {
    return inbox;
  }

  /** Brings a letter, unless the store is away. */
  void letter(String account, Notice letter) {
    reach();
    letters.add(account + " " + letter.id());
    inbox.put(account, letter, Inbox.Keep.ALWAYS);
  }

  /** Whether an account got the letter of a gift, or it is on its way. */
  boolean tellsOfGift(String account, String gift) {
    int partition = AccountStore.partitionOf(account);
    return letters.contains(account + " gift:" + gift)
        || accounts
            .errands(Set.of(partition), Integer.MAX_VALUE)
            .getOrDefault(partition, List.of())
            .stream()
            .anyMatch(it -> it.kind() == AccountStore.Errand.Kind.GIFT && it.id().equals(gift));
  }

  RoomStore rooms(Machine node) {
    return new RoomStore() {
      @Override
      public Reading read(
          String room,
          Collection<String> members,
          @Nullable RoomPoint since,
          int shown,
          long now,
          long until) {
        reach(node);
        return rooms.read(room, members, since, shown, now, until);
      }

      @Override
      public Saying say(String room, String epoch, Body body) {
        reach(node);
        return rooms.say(room, epoch, body);
      }

      @Override
      public boolean restore(
          String room,
          String epoch,
          Map<String, Long> former,
          @Nullable RoomPoint whole,
          List<Body> lines) {
        reach(node);
        return rooms.restore(room, epoch, former, whole, lines);
      }

      @Override
      public void leave(String room, String member) {
        reach(node);
        rooms.leave(room, member);
      }

      @Override
      public void mute(String room, String who, long until) {
        reach(node);
        rooms.mute(room, who, until);
      }

      @Override
      public void letIn(String room, String account, boolean in) {
        reach(node);
        rooms.letIn(room, account, in);
      }
    };
  }

  /** The state of an account as it lies here. */
  AccountStore.Loaded look(String account) {
    return accounts.load(account, false);
  }

  /** The catalogs in force with their times. */
  WorldStore.Listed listed() {
    return list.read();
  }

  @Nullable String catalogText(String hash) {
    return list.catalogText(hash);
  }

  void changeCatalog(String hash, String text) {
    long now = world.time().now();
    list.publish(dice.hex(16), hash, text, now, now + 10_000);
  }

  private void reach(Machine node) {
    if (node.dead()) {
      throw new RedisUnavailable("the node is dead");
    }
    reach();
  }
}
