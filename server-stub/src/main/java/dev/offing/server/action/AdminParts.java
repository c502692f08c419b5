package dev.offing.server.action;

import dev.offing.server.account.Books;
import dev.offing.server.cluster.NodeFacts;
import dev.offing.server.cluster.ServerTime;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What those who look after a server may see and do. Safe for use by many threads; calls block. */
public interface AdminParts {
  /**
   * An account with the newest rows of its journal, as many at most.
   *
   * @throws dev.offing.server.redis.RedisUnavailable when the store does not answer
   */
  Optional<Books.Shown> account(String account, int newest);

  /**
   * The ids of all accounts, in no order.
   *
   * @throws dev.offing.server.redis.RedisUnavailable when the store does not answer
   */
  List<String> accounts();

  /** This node. */
  NodeNow node();

  /** The nodes that live. */
  NodesNow nodes();

  /** The rooms that have members, on any node. */
  RoomsNow rooms();

  /** How server time runs. */
  ServerTime.Told time();

  /**
   * Moves server time on, or hurries it, for all nodes, some seconds from now on. There is no way
   * back.
   *
   * @param forwardMs ms of server time that pass at once, from 0
   * @param speed from then on, from 1; null for as now
   * @throws ActionException when that cannot be
   */
  ServerTime.Told travel(long forwardMs, @Nullable Integer speed);

  /**
   * Stops a node in order: its clients come back elsewhere. Does not wait for that.
   *
   * @param node its name; empty for this one
   * @throws ActionException when there is no such node, or it does not answer
   */
  void drain(String node);

  /**
   * A node as it is now.
   *
   * @param name as in sessions and logs
   * @param connections open ones, on all protocols
   * @param sessions those of them that play or are being linked
   * @param notReady why it takes no new clients; empty when it does
   */
  record NodeNow(String name, long pid, int connections, int sessions, List<String> notReady) {}

  /** The nodes that live, by name. */
  record NodesNow(SortedMap<String, NodeFacts> nodes) {}

  /**
   * Who is in rooms.
   *
   * @param rooms how many sessions each room has, on all nodes
   * @param silent nodes that did not answer; who is there is not counted
   */
  record RoomsNow(SortedMap<String, Integer> rooms, List<String> silent) {}
}
