package dev.offing.server.room;

import dev.offing.server.cluster.Bus;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.RoomPoint;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rooms in memory, with the same contract as in Redis: for tests and simulations. */
public final class MemoryRoomStore implements RoomStore {
  /** Ids of what was said that are kept; beyond them a repetition is said again. */
  private static final int SAID = 2 * HISTORY;

  private static final class Kept {
    String epoch;
    String run;
    long seq;
    final List<RoomEvent> events = new ArrayList<>();
    final Map<String, Long> said = new LinkedHashMap<>();

    /** Members with the end of their lease, ms of server time. */
    final Map<String, Long> here = new TreeMap<>();

    Kept(String epoch, String run) {
      this.epoch = epoch;
      this.run = run;
    }
  }

  private final Bus bus;
  private final RoomLines lines;
  private final Supplier<String> randomId;
  private final Map<String, Kept> rooms = new TreeMap<>();
  private String run;

  /**
   * No rooms yet.
   *
   * @param run names the first life of the store
   * @param bus tells nodes what happens
   * @param randomId makes 128-bit ids for epochs
   */
  public MemoryRoomStore(String run, Bus bus, Codec codec, Supplier<String> randomId) {
    this.run = run;
    this.bus = bus;
    this.lines = new RoomLines(codec);
    this.randomId = randomId;
  }

  /** Begins another life with the same rooms, as after a restart. */
  public synchronized void restart(String newRun) {
    run = newRun;
  }

  @Override
  public Reading read(
      String room, Collection<String> members, @Nullable RoomPoint since, long now) {
    boolean changed;
    Reading reading;
    synchronized (this) {
      Kept kept = room(room);
      changed = kept.here.values().removeIf(end -> end <= now);
      for (String member : members) {
        changed |= kept.here.put(member, now + LEASE_MS) == null;
      }
      long missed = kept.seq - (since == null ? 0 : since.seq());
      boolean resumed =
          since != null
              && since.epoch().equals(kept.epoch)
              && missed >= 0
              && missed <= kept.events.size();
      long shown = resumed ? missed : Math.min(SHOWN, kept.events.size());
      reading =
          new Reading(
              kept.epoch,
              kept.seq,
              resumed,
              kept.events.subList((int) (kept.events.size() - shown), kept.events.size()),
              RoomLines.roster(kept.here.keySet()));
    }
    if (changed) {
      bus.publish(RoomStore.channel(room), "presence");
    }
    return reading;
  }

  @Override
  public Optional<Numbered> say(String room, String account, Body body) {
    String told;
    synchronized (this) {
      Kept kept = room(room);
      String id = account + ":" + body.clientId();
      Long before = kept.said.get(id);
      if (before != null) {
        return kept.events.stream()
            .filter(event -> event.seq() == before)
            .findFirst()
            .map(event -> new Numbered(kept.epoch, event));
      }
      kept.seq++;
      kept.events.add(body.numbered(kept.seq));
      kept.said.put(id, kept.seq);
      if (kept.events.size() > HISTORY) {
        kept.events.removeFirst();
      }
      if (kept.said.size() > SAID) {
        Iterator<String> oldest = kept.said.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
      told = "event " + kept.epoch + " " + kept.seq + " " + lines.write(body);
    }
    bus.publish(RoomStore.channel(room), told);
    return Optional.empty();
  }

  @Override
  public void leave(String room, String member) {
    boolean left;
    synchronized (this) {
      left = room(room).here.remove(member) != null;
    }
    if (left) {
      bus.publish(RoomStore.channel(room), "presence");
    }
  }

  @Override
  public Numbered numbered(String epoch, String line) {
    return new Numbered(epoch, lines.event(line));
  }

  private Kept room(String room) {
    Kept kept = rooms.computeIfAbsent(room, _ -> new Kept(randomId.get(), run));
    if (!kept.run.equals(run)) {
      kept.epoch = randomId.get();
      kept.run = run;
    }
    return kept;
  }
}
