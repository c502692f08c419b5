package dev.offing.server.room;

import dev.offing.server.cluster.Bus;
import dev.offing.server.cluster.Lane;
import dev.offing.server.gateway.Outbound;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.server.room.RoomStore.Numbered;
import dev.offing.server.room.RoomStore.Reading;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.RoomPoint;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One room on one node: its members here, and how far they have heard. Redis numbers the events;
 * the bus carries them, at most once. So a hole in the numbers is filled from the room's history,
 * and what the history no longer holds is told as a new beginning ({@code joined} with {@code
 * resumed} false), never skipped in silence (docs/design/sync.md 9, invariant 10).
 *
 * <p>All of it runs in the room's lane: in order, one at a time.
 */
final class RoomHub {
  private static final Logger log = LoggerFactory.getLogger(RoomHub.class);

  private final String room;
  private final String node;
  private final RoomStore store;
  private final Codec codec;
  private final LongSupplier now;
  private final Lane lane;
  private final Bus.Subscription subscription;

  /** A member here, with the number after which it hears events. */
  private static final class Seat {
    final RoomMember member;
    long after;

    Seat(RoomMember member) {
      this.member = member;
    }
  }

  private final Map<String, Seat> seats = new LinkedHashMap<>();

  /** Also read where a gap mark is made, by the thread of a connection. */
  private volatile List<ServerMessage.Member> roster = List.of();

  private @Nullable RoomPoint at;

  /** Guarded by the table of rooms: sessions that use it. */
  int users;

  RoomHub(
      String room,
      String node,
      RoomStore store,
      Codec codec,
      Bus bus,
      LongSupplier now,
      Lane.Starter starter) {
    this.room = room;
    this.node = node;
    this.store = store;
    this.codec = codec;
    this.now = now;
    this.lane = new Lane("room-" + room, starter);
    this.subscription =
        bus.subscribe(
            RoomStore.channel(room), message -> lane.execute(() -> quietly(() -> hear(message))));
  }

  void join(RoomMember member, @Nullable RoomPoint since) {
    lane.execute(() -> orTell(member, () -> joined(member, since)));
  }

  void leave(RoomMember member) {
    lane.execute(() -> quietly(() -> left(member)));
  }

  void say(RoomMember member, String clientId, String text) {
    lane.execute(() -> orTell(member, () -> said(member, clientId, text)));
  }

  /** Renews the leases of the members here, and looks for what was missed. */
  void renew() {
    lane.execute(() -> quietly(this::catchUp));
  }

  void close() {
    subscription.close();
  }

  private void joined(RoomMember member, @Nullable RoomPoint since) {
    Reading reading = store.read(room, List.of(id(member)), since, now.getAsLong());
    boolean first = seats.isEmpty();
    seats.computeIfAbsent(member.session(), _ -> new Seat(member)).after = reading.seq();
    roster = reading.roster();
    important(member, frame(reading.epoch(), reading.seq(), reading.events(), reading.resumed()));
    RoomPoint known = at;
    if (known == null || first) {
      at = new RoomPoint(reading.epoch(), reading.seq());
    } else if (!known.epoch().equals(reading.epoch())) {
      beginAnew(store.read(room, memberIds(), null, now.getAsLong()));
    }
  }

  private void left(RoomMember member) {
    if (seats.remove(member.session()) != null) {
      store.leave(room, id(member));
    }
  }

  private void said(RoomMember member, String clientId, String text) {
    RoomStore.Body body = new RoomStore.Body(now.getAsLong(), member.name(), clientId, text);
    store
        .say(room, member.account(), body)
        .ifPresent(before ->
            important(member, new ServerMessage.Room(room, before.epoch(), before.event())));
  }

  private void hear(String message) {
    String[] parts = message.split(" ", 3);
    RoomPoint known = at;
    if (parts[0].equals("presence") || known == null) {
      catchUp();
      return;
    }
    Numbered heard = store.numbered(parts[1], parts[2]);
    boolean here = heard.epoch().equals(known.epoch());
    if (here && heard.event().seq() == known.seq() + 1) {
      deliver(heard.epoch(), heard.event());
    } else if (!here || heard.event().seq() > known.seq()) {
      catchUp();
    }
  }

  /** Reads what came since the last event that was heard, and who is there. */
  private void catchUp() {
    RoomPoint known = at;
    if (known == null || seats.isEmpty()) {
      return;
    }
    Reading reading = store.read(room, memberIds(), known, now.getAsLong());
    boolean others = !reading.roster().equals(roster);
    roster = reading.roster();
    if (!reading.resumed()) {
      beginAnew(reading);
      return;
    }
    reading.events().forEach(event -> deliver(reading.epoch(), event));
    if (others) {
      String frame = codec.encode(new ServerMessage.Presence(room, roster));
      seats
          .values()
          .forEach(s -> s.member.out().accept(new Outbound.Latest("presence:" + room, frame)));
    }
  }

  /** Events may be missing: everybody is told where the room stands now. */
  private void beginAnew(Reading reading) {
    at = new RoomPoint(reading.epoch(), reading.seq());
    for (Seat seat : seats.values()) {
      seat.after = reading.seq();
      important(seat.member, frame(reading.epoch(), reading.seq(), reading.events(), false));
    }
  }

  private void deliver(String epoch, RoomEvent event) {
    at = new RoomPoint(epoch, event.seq());
    String frame = codec.encode(new ServerMessage.Room(room, epoch, event));
    for (Seat seat : seats.values()) {
      if (event.seq() > seat.after) {
        seat.member.out().accept(new Outbound.Chat(room, frame, () -> gapMark(epoch, event)));
      }
    }
  }

  /** Stands for the event and for all before it that a slow reader did not get. */
  private String gapMark(String epoch, RoomEvent upTo) {
    return codec.encode(frame(epoch, upTo.seq(), List.of(upTo), false));
  }

  private ServerMessage frame(String epoch, long seq, List<RoomEvent> events, boolean resumed) {
    return new ServerMessage.Joined(room, epoch, seq, events, resumed, roster);
  }

  private List<String> memberIds() {
    return seats.values().stream().map(s -> id(s.member)).toList();
  }

  private String id(RoomMember member) {
    return node + ":" + member.session() + ":" + member.name();
  }

  private void important(RoomMember member, ServerMessage message) {
    member.out().accept(new Outbound.Important(codec.encode(message)));
  }

  private void orTell(RoomMember member, Runnable work) {
    try {
      work.run();
    } catch (RedisUnavailable e) {
      log.debug("room {}: {}", room, e.getMessage());
      important(
          member,
          new ServerMessage.Failure(
              "room_unavailable", "Rooms are not available for a moment; try again."));
    }
  }

  private void quietly(Runnable work) {
    try {
      work.run();
    } catch (RedisUnavailable e) {
      log.debug("room {}: {}", room, e.getMessage()); // the next renewal catches up
    }
  }
}
