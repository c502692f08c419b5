package dev.offing.simulator.proxy.toxic;

import static dev.offing.simulator.proxy.toxic.Attribute.number;

import dev.offing.simulator.world.Dice;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The toxics that befall the bytes of one direction: those of Toxiproxy 2.12 with its names and
 * attributes, and some of docs/testing.md that it has not.
 */
public enum StreamToxic {
  /** Nothing. */
  NOOP("noop"),
  /** Everything comes {@code latency} ± {@code jitter} ms later. */
  LATENCY("latency"),
  /** At most {@code rate} KB (1,000 bytes) a second. */
  BANDWIDTH("bandwidth"),
  /** The end comes {@code delay} ms later. */
  SLOW_CLOSE("slow_close"),
  /** Nothing comes; after {@code timeout} ms without anything new the connection ends; 0: never. */
  TIMEOUT("timeout"),
  /** A reset {@code timeout} ms after the first bytes. */
  RESET_PEER("reset_peer"),
  /** Pieces of {@code average_size} ± {@code size_variation} bytes, {@code delay} µs apart. */
  SLICER("slicer"),
  /** The end after {@code bytes} bytes. */
  LIMIT_DATA("limit_data"),
  /** Nothing moves in this direction; it comes when the toxic is removed. */
  ONE_WAY("one-way"),
  /** Nothing moves in either direction; it comes when the toxic is removed. */
  HALF_OPEN("half-open"),
  /**
   * What {@code percent} of the pieces, and all behind them, wait {@code least} to {@code most} ms
   * for.
   */
  STALL("stall");

  private final String type;

  StreamToxic(String type) {
    this.type = type;
  }

  /** The one of this type. */
  public static Optional<StreamToxic> of(String type) {
    return Arrays.stream(values()).filter(it -> it.type.equals(type)).findFirst();
  }

  /** Its name in JSON. */
  public String type() {
    return type;
  }

  /** What can be set on it. */
  public List<Attribute> attributes() {
    return switch (this) {
      case NOOP, ONE_WAY, HALF_OPEN -> List.of();
      case LATENCY -> List.of(number("latency"), number("jitter"));
      case BANDWIDTH -> List.of(number("rate"));
      case SLOW_CLOSE -> List.of(number("delay"));
      case TIMEOUT -> List.of(number("timeout"));
      case RESET_PEER -> List.of(number("timeout"));
      case SLICER -> List.of(number("average_size"), number("size_variation"), number("delay"));
      case LIMIT_DATA -> List.of(number("bytes"));
      case STALL -> List.of(number("percent", 20), number("least", 200), number("most", 3_000));
    };
  }

  /** Whether it befalls both directions, whichever it was given. */
  public boolean bothWays() {
    return this == HALF_OPEN;
  }

  /** At work from {@code now} (ns) on. */
  public Stage stage(Settings set, Dice dice, long now) {
    return switch (this) {
      case NOOP -> new Pass();
      case LATENCY -> new Latency(set.number("latency"), set.number("jitter"), dice);
      case BANDWIDTH -> new Bandwidth(set.number("rate"), now);
      case SLOW_CLOSE -> new SlowClose(set.number("delay"));
      case TIMEOUT -> new Timeout(set.number("timeout"), now);
      case RESET_PEER -> new ResetPeer(set.number("timeout"));
      case SLICER ->
          new Slicer(
              set.number("average_size"),
              set.number("size_variation"),
              set.number("delay"),
              dice,
              now);
      case LIMIT_DATA -> new LimitData(set.number("bytes"));
      case ONE_WAY, HALF_OPEN -> new Hold();
      case STALL ->
          new Stall(set.number("percent"), set.number("least"), set.number("most"), dice, now);
    };
  }
}
