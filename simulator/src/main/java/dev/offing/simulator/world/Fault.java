package dev.offing.simulator.world;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can go wrong; the names are those of docs/testing.md, where a real line has them, too. */
public enum Fault {
  /** A device has no network. */
  OFFLINE(On.DEVICE, 1, 120_000),
  /** A device's connections stay open and carry nothing. */
  HALF_OPEN(On.DEVICE, 1_000, 60_000),
  /** They carry one direction only. */
  ONE_WAY(On.DEVICE, 1_000, 60_000),
  /** Frames take longer. */
  LATENCY(On.DEVICE, 1_000, 300_000),
  /** Each frame takes another time; order is kept. */
  JITTER(On.DEVICE, 1_000, 300_000),
  /** Some frames take up to 3 s, as when TCP sends again. */
  STALL(On.DEVICE, 1_000, 120_000),
  /** The server hears of an end up to 40 s late: frames of two connections mix. */
  SLOW_CLOSE(On.DEVICE, 10_000, 300_000),
  /** The connection is cut now. */
  RESET(On.DEVICE, 0, 0),
  /** Answers to pushes are lost, with the connection, after the commit. */
  LOST_ACK(On.DEVICE, 1_000, 120_000),
  /** Somebody accepts and says nothing. */
  HANDSHAKE_STALL(On.DEVICE, 1_000, 40_000),
  /** Frames of the device arrive twice. */
  DUPLICATE(On.DEVICE, 1_000, 60_000),
  /** Frames arrive with other bytes in them. */
  CORRUPT(On.DEVICE, 1_000, 20_000),
  /** The device reads nothing; what it is sent waits at the server. */
  SLOW_CONSUMER(On.DEVICE, 1_000, 30_000),
  /** A node says goodbye, stops and comes back. */
  SERVER_RESTART(On.NODE, 500, 30_000),
  /** A node is replaced by one of another version, which this program cannot talk to, and back. */
  OTHER_VERSION(On.NODE, 500, 60_000),
  /** A node is gone from one moment to the next, and comes back. */
  NODE_KILL(On.NODE, 500, 30_000),
  /** A node does nothing for a while. */
  NODE_PAUSE(On.NODE, 500, 30_000),
  /** Redis is not reached; commands on their way have an unknown outcome. */
  REDIS_AWAY(On.STORE, 200, 30_000),
  /** Redis stops and starts again with everything that it had. */
  REDIS_STOP(On.STORE, 500, 30_000),
  /** Redis stops and starts again with what it held when this fault began. */
  REDIS_OLDER(On.STORE, 1_000, 1_800_000),
  /** Redis stops and starts again with nothing. */
  REDIS_EMPTY(On.STORE, 500, 30_000),
  /** The wall clock of a device is wrong. */
  CLOCK_SKEW(On.DEVICE, 60_000, 1_800_000),
  /** The clocks of a device, or of a node, are too fast or too slow. */
  CLOCK_DRIFT(On.DEVICE, 60_000, 3_600_000),
  /** The wall clock of a device is set while it runs. */
  CLOCK_JUMP(On.DEVICE, 0, 0),
  /** A device sleeps: its monotonic clock stands still. */
  SUSPEND(On.DEVICE, 1_000, 1_800_000),
  /** The designer's numbers change. */
  CATALOG_CHANGE(On.STORE, 0, 0),
  /** The profile is copied to another device, which plays on. */
  PROFILE_COPY(On.DEVICE, 0, 0),
  /** The profile is replaced by a backup of it. */
  PROFILE_RESTORE(On.DEVICE, 0, 0),
  /** The disk takes nothing. */
  DISK_FULL(On.DEVICE, 1_000, 120_000),
  /** The power fails, and the disk had told as written what it had not. */
  DISK_LIES(On.DEVICE, 0, 0),
  /** A device claims times for its mutations that are not so. */
  FORGED_TIME(On.DEVICE, 10_000, 600_000),
  /** Somebody shows a checkpoint that was changed. */
  FORGED_CHECKPOINT(On.DEVICE, 10_000, 300_000),
  /** Frames of an older connection are sent again. */
  REPLAYED_FRAME(On.DEVICE, 1_000, 120_000);

  /** What a fault befalls. */
  public enum On {
    /** One device. */
    DEVICE,
    /** One node. */
    NODE,
    /** What all share. */
    STORE
  }

  private final On on;
  private final long leastMs;
  private final long mostMs;

  Fault(On on, long leastMs, long mostMs) {
    this.on = on;
    this.leastMs = leastMs;
    this.mostMs = mostMs;
  }

  /** What it befalls. */
  public On on() {
    return on;
  }

  /** It lasts at least so long, ms; 0 for one that is over at once. */
  public long leastMs() {
    return leastMs;
  }

  /** It lasts at most so long, ms. */
  public long mostMs() {
    return mostMs;
  }

  /** As people write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The fault that people call so. */
  public static Optional<Fault> of(String label) {
    return Arrays.stream(values()).filter(f -> f.label().equals(label)).findFirst();
  }
}
