package dev.offing.server.room;

import dev.offing.server.cluster.Bus;
import dev.offing.server.cluster.Lane;
import dev.offing.server.gateway.Outbound;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ServerMessage;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The rooms that have members on this node. Safe for use by many threads; nothing blocks. */
public final class Rooms {
  /** Rooms that one session may be in. */
  static final int PER_SESSION = 16;

  private static final String PORT = "port:";

  private final RoomStore store;
  private final Codec codec;
  private final Bus bus;
  private final LongSupplier now;
  private final String node;
  private final Lane.Starter starter;
  private final Map<String, RoomHub> hubs = new ConcurrentHashMap<>();

  /**
   * The rooms of a node.
   *
   * @param now ms of server time
   * @param node names this process, unlike any before it
   * @param starter where the work of rooms runs
   */
  public Rooms(
      RoomStore store, Codec codec, Bus bus, LongSupplier now, String node, Lane.Starter starter) {
    this.store = store;
    this.starter = starter;
    this.codec = codec;
    this.bus = bus;
    this.now = now;
    this.node = node;
    bus.onResubscribed(this::renew);
  }

  /**
   * Enters a room; what it answers comes to the member.
   *
   * @param joined the rooms of the session, which is changed
   */
  public void join(RoomMember member, Set<String> joined, ClientMessage.Join join) {
    if (!join.room().startsWith(PORT)) {
      refuse(member, "unknown_room", "There are no rooms of this kind; there is " + PORT + "NAME.");
      return;
    }
    if (!joined.contains(join.room()) && joined.size() >= PER_SESSION) {
      refuse(member, "too_many_rooms", "At most %d rooms at once.".formatted(PER_SESSION));
      return;
    }
    hub(join.room(), joined.add(join.room())).join(member, join.since());
  }

  /** Leaves a room, if the session is in it. */
  public void leave(RoomMember member, Set<String> joined, String room) {
    if (!joined.remove(room)) {
      return;
    }
    hubs.computeIfPresent(
        room,
        (_, hub) -> {
          hub.leave(member);
          if (--hub.users > 0) {
            return hub;
          }
          hub.close();
          return null;
        });
  }

  /** Says something in a room. */
  public void say(RoomMember member, Set<String> joined, ClientMessage.Say say) {
    if (joined.contains(say.room())) {
      hub(say.room(), false).say(member, say.clientId(), say.text());
    } else {
      refuse(member, "not_joined", "Join %s before saying anything.".formatted(say.room()));
    }
  }

  /** Renews all leases and looks for what was missed; to be called every 5 s. */
  public void renew() {
    hubs.values().forEach(RoomHub::renew);
  }

  /** How many members each room has on this node. */
  public SortedMap<String, Integer> occupied() {
    SortedMap<String, Integer> occupied = new TreeMap<>();
    for (String room : hubs.keySet()) {
      hubs.computeIfPresent(
          room,
          (name, hub) -> {
            occupied.put(name, hub.users);
            return hub;
          });
    }
    return occupied;
  }

  private RoomHub hub(String room, boolean anotherUser) {
    return hubs.compute(
        room,
        (_, existing) -> {
          RoomHub hub =
              existing == null
                  ? new RoomHub(room, node, store, codec, bus, now, starter)
                  : existing;
          hub.users += anotherUser ? 1 : 0;
          return hub;
        });
  }

  private void refuse(RoomMember member, String code, String message) {
    member
        .out()
        .accept(new Outbound.Important(codec.encode(new ServerMessage.Failure(code, message))));
  }
}
