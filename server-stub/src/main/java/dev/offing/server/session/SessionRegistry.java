package dev.offing.server.session;

import dev.offing.server.gateway.Connection;
import dev.offing.server.gateway.ConnectionHandler;
import dev.offing.server.world.WorldView;
import dev.offing.sync.account.World;
import dev.offing.sync.protocol.ServerMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The live sessions of a node, and what happens to all of them. Safe for use by many threads. */
public final class SessionRegistry {
  private static final Logger log = LoggerFactory.getLogger(SessionRegistry.class);

  /** By the number of the connection, so that the order is the same on every run. */
  private final Map<Long, Session> live = new ConcurrentSkipListMap<>();

  /** The handler of a new connection. */
  public ConnectionHandler handler(Connection connection, Services services) {
    return new Session(connection, services, this);
  }

  /** Sends each a tick; to be called every tick. */
  public void tick() {
    forEach(Session::tick);
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

  void add(Session session) {
    live.put(session.connectionId(), session);
  }

  void remove(Session session) {
    live.remove(session.connectionId());
  }

  private void forEach(Consumer<Session> work) {
    for (Session session : live.values()) {
      try {
        work.accept(session);
      } catch (RuntimeException e) {
        log.error("a session was left out", e);
      }
    }
  }
}
