package dev.offing.server.room;

import dev.offing.server.gateway.Frame;
import dev.offing.server.gateway.Outbound;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.RoomPoint;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A room of values on one node: each is encoded once and shared by all members; who reads slowly
 * gets the newest alone. It needs nothing but the time, so no other node and no Redis.
 */
final class TickerHub implements Hub {
  private final String room;
  private final String called;
  private final RoomTicker ticker;
  private final Codec codec;
  private final LongSupplier now;

  /** Guarded by {@code this}. */
  private final Map<String, RoomMember> seats = new LinkedHashMap<>();

  /** Guarded by {@code this}: what members were told last. */
  private @Nullable RoomEvent told;

  TickerHub(String room, RoomTicker ticker, Codec codec, LongSupplier now) {
    this.room = room;
    this.called = RoomName.called(room);
    this.ticker = ticker;
    this.codec = codec;
    this.now = now;
  }

  @Override
  public synchronized void join(RoomMember member, @Nullable RoomPoint since) {
    String epoch = ticker.epoch(called);
    List<RoomEvent> values = ticker.history(called, now.getAsLong(), RoomStore.HISTORY);
    boolean resumed =
        since != null
            && since.epoch().equals(epoch)
            && !values.isEmpty()
            && values.getFirst().seq() <= since.seq() + 1;
    long after = resumed && since != null ? since.seq() : 0;
    List<RoomEvent> shown = values.stream().filter(it -> it.seq() > after).toList();
    if (!resumed) {
      shown = shown.subList(Math.max(0, shown.size() - RoomStore.SHOWN), shown.size());
    }
    long seq = values.isEmpty() ? 0 : values.getLast().seq();
    seats.put(member.session(), member);
    ServerMessage.Joined joined =
        new ServerMessage.Joined(room, epoch, seq, shown, resumed, List.of(), null, true);
    member.out().accept(new Outbound.Entered(room, new Frame(codec.encode(joined))));
  }

  @Override
  public synchronized void leave(RoomMember member) {
    seats.remove(member.session());
  }

  @Override
  public void say(RoomMember member, ClientMessage.Say line) {
    RoomAnswers.refused(
        codec,
        member,
        line,
        new RoomException("silent_room", "Nobody speaks in %s; it shows values.".formatted(room)));
  }

  @Override
  public synchronized void push() {
    RoomEvent value = ticker.at(called, now.getAsLong()).orElse(null);
    RoomEvent before = told;
    if (value == null || (before != null && value.seq() <= before.seq())) {
      return;
    }
    told = value;
    if (before != null && value.text().equals(before.text())) {
      return;
    }
    Frame frame =
        new Frame(codec.encode(new ServerMessage.Room(room, ticker.epoch(called), value)));
    Outbound newest = new Outbound.Latest("room:" + room, frame);
    seats.values().forEach(member -> member.out().accept(newest));
  }

  @Override
  public void renew() {
    // nothing is leased
  }

  @Override
  public void retry() {
    // nobody else is needed
  }

  @Override
  public boolean owes() {
    return false;
  }

  @Override
  public void close() {
    // nothing is held
  }
}
