package dev.offing.server.session;

import dev.offing.server.cluster.Teller;
import dev.offing.server.gateway.Connection;
import dev.offing.server.gateway.ConnectionHandler;
import dev.offing.server.gateway.Frame;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.server.world.WorldView;
import dev.offing.sync.account.World;
import dev.offing.sync.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The live sessions of a node, and what happens to all of them. Safe for use by many threads. */
public final class SessionRegistry implements Teller.Here {
  private static final Logger log = LoggerFactory.getLogger(SessionRegistry.class);

  /** By the number of the connection, so that the order is the same on every run. */
  private final Map<Long, Session> live = new ConcurrentSkipListMap<>();

  /**
   * Those that play, in as many parts as the push cycle has slots, by their account; the lists do
   * not change.
   */
  private final List<Map<String, List<Session>>> playing;

  /**
   * No sessions yet.
   *
   * @param slots of the push cycle, 1 or more
   */
  public SessionRegistry(int slots) {
    this.playing =
        IntStream.range(0, slots)
            .<Map<String, List<Session>>>mapToObj(_ -> new ConcurrentSkipListMap<>())
            .toList();
  }

  /** The handler of a new connection. */
  public ConnectionHandler handler(Connection connection, Services services) {
    return new Session(connection, services, this);
  }

  /**
   * Shows their accounts to those whose turn it is, where they changed: each account is looked at
   * and encoded once, however many play it.
   *
   * @param slot of the push cycle, from 0
   */
  public void tick(int slot) {
    for (List<Session> those : playing.get(slot).values()) {
      try {
        tick(those);
      } catch (RedisUnavailable e) {
        log.debug("an account is shown when Redis is back: {}", e.getMessage());
      } catch (RuntimeException e) {
        log.error("an account was left out", e);
      }
    }
  }

  private static void tick(List<Session> those) {
    for (Session first : those) {
      ServerMessage.Tick tick = first.tick().orElse(null);
      if (tick != null) {
        Frame frame = first.encoded(tick);
        those.forEach(session -> session.show(tick, frame));
        return;
      }
    }
  }

  /** Commits the contact of those for whom it is time; blocks. */
  public void commitContacts() {
    forEach(Session::contactIfDue);
  }

  /** Tells all of a change of the world list. */
  public void tellWorld(WorldView view) {
    // The last row says how many there are; who lacks others asks for them.
    List<World.Row> all = view.world().rows();
    ServerMessage rows =
        new ServerMessage.WorldRows(
            view.world().epoch(), all.subList(Math.max(0, all.size() - 1), all.size()));
    forEach(session -> session.send(rows));
  }

  /** Tells all to come back later, each at a time of its own, so that they do not come at once. */
  public void drain(int withinMs, RandomGenerator random) {
    forEach(session -> session.send(new ServerMessage.Drain(random.nextInt(1, withinMs + 1))));
  }

  /** How many there are. */
  public int size() {
    return live.size();
  }

  @Override
  public int tell(String account, String frame) {
    return forThoseOf(account, session -> session.tell(frame));
  }

  @Override
  public int letters(String account) {
    return forThoseOf(account, Session::letters);
  }

  /** Lets all look into their inboxes; blocks. To be called after the bus was deaf. */
  public void lettersForAll() {
    forEach(Session::letters);
  }

  private int forThoseOf(String account, Consumer<Session> work) {
    List<Session> those = playing(account).getOrDefault(account, List.of());
    forEach(those, work);
    return those.size();
  }

  void add(Session session) {
    live.put(session.connectionId(), session);
    String account = session.playing();
    if (account != null) {
      playing(account).merge(account, List.of(session), SessionRegistry::joined);
    }
  }

  void remove(Session session) {
    live.remove(session.connectionId());
    String account = session.playing();
    if (account != null) {
      playing(account)
          .computeIfPresent(
              account,
              (_, all) -> {
                List<Session> rest = all.stream().filter(it -> !it.equals(session)).toList();
                return rest.isEmpty() ? null : rest;
              });
    }
  }

  private Map<String, List<Session>> playing(String account) {
    return playing.get(Math.floorMod(account.hashCode(), playing.size()));
  }

  private static List<Session> joined(List<Session> some, List<Session> more) {
    List<Session> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  private void forEach(Consumer<Session> work) {
    forEach(live.values(), work);
  }

  private static void forEach(Collection<Session> sessions, Consumer<Session> work) {
    for (Session session : sessions) {
      try {
        work.accept(session);
      } catch (RuntimeException e) {
        log.error("a session was left out", e);
      }
    }
  }
}
