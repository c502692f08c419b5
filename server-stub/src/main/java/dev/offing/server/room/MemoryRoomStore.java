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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    final Map<String, Long> former = new LinkedHashMap<>();
    final Map<String, Long> mutes = new TreeMap<>();
    final Set<String> guests = new TreeSet<>();

    /** Members with the end of their lease, ms of server time. */
    final Map<String, Long> here = new TreeMap<>();

    Kept(String epoch, String run) {
      this.epoch = epoch;
      this.run = run;
    }

    Kept copy() {
      Kept copy = new Kept(epoch, run);
      copy.seq = seq;
      copy.events.addAll(events);
      copy.said.putAll(said);
      copy.former.putAll(former);
      copy.mutes.putAll(mutes);
      copy.guests.addAll(guests);
      copy.here.putAll(here);
      return copy;
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

  /** What a file holds. */
  public static final class File {
    private final Map<String, Kept> rooms = new TreeMap<>();

    /** Of a store that holds nothing. */
    public File() {}
  }

  /** A copy of what its file holds. */
  public synchronized File copy() {
    File file = new File();
    rooms.forEach((name, kept) -> file.rooms.put(name, kept.copy()));
    return file;
  }

  /** Begins another life with the same rooms, as after a restart. */
  public synchronized void restart(String newRun) {
    run = newRun;
  }

  /** Begins another life with what a file holds. */
  public synchronized void restart(String newRun, File file) {
    run = newRun;
    rooms.clear();
    file.rooms.forEach((name, kept) -> rooms.put(name, kept.copy()));
  }

  @Override
  public Reading read(
      String room,
      Collection<String> members,
      @Nullable RoomPoint since,
      int shown,
      long now,
      long until) {
    boolean changed;
    Reading reading;
    synchronized (this) {
      Kept kept = opened(room);
      changed = kept.here.values().removeIf(end -> end <= now);
      kept.mutes.values().removeIf(end -> end <= now);
      for (String member : members) {
        changed |= kept.here.put(member, until) == null;
      }
      long missed = kept.seq - (since == null ? 0 : since.seq());
      boolean resumed =
          since != null
              && since.epoch().equals(kept.epoch)
              && missed >= 0
              && missed <= kept.events.size();
      long given = resumed ? missed : Math.min(shown, kept.events.size());
      reading =
          new Reading(
              kept.epoch,
              kept.seq,
              resumed,
              kept.events.subList((int) (kept.events.size() - given), kept.events.size()),
              RoomLines.roster(kept.here.keySet()),
              new Rules(kept.mutes, kept.guests),
              kept.former);
    }
    if (changed) {
      bus.publish(RoomStore.channel(room), PRESENCE);
    }
    return reading;
  }

  @Override
  public Saying say(String room, String epoch, Body body) {
    long seq;
    synchronized (this) {
      Kept kept = rooms.get(room);
      if (kept == null || !kept.epoch.equals(epoch) || !kept.run.equals(run)) {
        return new Saying.OtherEpoch();
      }
      Long before = kept.said.get(body.id());
      if (before != null) {
        return new Saying.Again(
            kept.events.stream().filter(it -> it.seq() == before).findFirst().orElse(null));
      }
      seq = add(kept, body);
    }
    bus.publish(RoomStore.channel(room), RoomLines.told(epoch, seq, lines.write(body)));
    return new Saying.Said(seq);
  }

  @Override
  public boolean restore(
      String room,
      String epoch,
      Map<String, Long> former,
      @Nullable RoomPoint whole,
      List<Body> restored) {
    List<String> told = new ArrayList<>();
    synchronized (this) {
      Kept kept = rooms.get(room);
      if (kept == null || !kept.epoch.equals(epoch) || !kept.run.equals(run)) {
        return false;
      }
      if (whole != null && kept.former.getOrDefault(whole.epoch(), -1L) > whole.seq()) {
        return false;
      }
      former.forEach((one, seq) -> ended(kept, one, seq));
      for (Body body : restored) {
        if (!kept.said.containsKey(body.id())) {
          told.add(RoomLines.told(epoch, add(kept, body), lines.write(body)));
        }
      }
    }
    told.forEach(it -> bus.publish(RoomStore.channel(room), it));
    return true;
  }

  private static long add(Kept kept, Body body) {
    kept.seq++;
    kept.events.add(body.numbered(kept.seq));
    kept.said.put(body.id(), kept.seq);
    if (kept.events.size() > HISTORY) {
      kept.events.removeFirst();
    }
    if (kept.said.size() > SAID) {
      dropOldest(kept.said);
    }
    return kept.seq;
  }

  @Override
  public void leave(String room, String member) {
    boolean left;
    synchronized (this) {
      left = opened(room).here.remove(member) != null;
    }
    if (left) {
      bus.publish(RoomStore.channel(room), PRESENCE);
    }
  }

  @Override
  public void mute(String room, String who, long until) {
    synchronized (this) {
      if (until > 0) {
        opened(room).mutes.put(who, until);
      } else {
        opened(room).mutes.remove(who);
      }
    }
    bus.publish(RoomStore.channel(room), RULES);
  }

  @Override
  public void letIn(String room, String account, boolean in) {
    synchronized (this) {
      if (in) {
        opened(room).guests.add(account);
      } else {
        opened(room).guests.remove(account);
      }
    }
    bus.publish(RoomStore.channel(room), RULES);
  }

  private Kept opened(String room) {
    Kept kept = rooms.computeIfAbsent(room, _ -> new Kept(randomId.get(), run));
    if (!kept.run.equals(run)) {
      ended(kept, kept.epoch, kept.seq);
      kept.epoch = randomId.get();
      kept.run = run;
    }
    return kept;
  }

  private static void ended(Kept kept, String epoch, long seq) {
    kept.former.merge(epoch, seq, Math::max);
    if (kept.former.size() > FORMER) {
      dropOldest(kept.former);
    }
  }

  private static void dropOldest(Map<String, Long> map) {
    Iterator<String> oldest = map.keySet().iterator();
    oldest.next();
    oldest.remove();
  }
}
