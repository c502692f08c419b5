package dev.offing.simulator.proxy.api;

import static dev.offing.simulator.proxy.toxic.Attribute.number;
import static dev.offing.simulator.proxy.toxic.Attribute.text;

import dev.offing.simulator.proxy.CuttingProxy;
import dev.offing.simulator.proxy.CuttingProxy.Direction;
import dev.offing.simulator.proxy.Rule;
import dev.offing.simulator.proxy.toxic.Attribute;
import dev.offing.simulator.proxy.toxic.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What befalls whole messages: the {@code nth} of a type ({@code frame}) since the toxic was added,
 * and so many ({@code times}, 0: all) from then on.
 */
enum FrameToxic {
  /** It never comes. */
  DROP("drop"),
  /** It comes twice. */
  DUPLICATE("duplicate"),
  /** It comes behind the next one. */
  REORDER("reorder"),
  /** It comes with another byte. */
  CORRUPT("corrupt"),
  /** It and all later ones of the type come when the toxic is removed. */
  HOLD("hold"),
  /** The answer to a push is lost, with the connection: the server has committed. */
  LOST_ACK("lost-ack"),
  /** One of {@code bytes} bytes comes in its place. */
  OVERSIZE("oversize");

  private static final int BYTES = 2 << 20;
  private static final int MOST_BYTES = 64 << 20;
  private static final String ACK = "ack";

  private final String type;

  FrameToxic(String type) {
    this.type = type;
  }

  static Optional<FrameToxic> of(String type) {
    return Arrays.stream(values()).filter(it -> it.type.equals(type)).findFirst();
  }

  String type() {
    return type;
  }

  List<Attribute> attributes() {
    Attribute frame = text("frame", CuttingProxy.ANY);
    Attribute nth = number("nth", 1);
    Attribute times = number("times", 1);
    return switch (this) {
      case DROP, DUPLICATE, REORDER, CORRUPT, HOLD -> List.of(frame, nth, times);
      case LOST_ACK -> List.of(nth, times);
      case OVERSIZE -> List.of(frame, nth, times, number("bytes", BYTES));
    };
  }

  /** The rule that does it; numbers out of their range are taken as the nearest in it. */
  Rule rule(Settings set, Direction way) {
    int nth = Math.clamp(set.number("nth"), 1, Integer.MAX_VALUE);
    int times =
        set.number("times") <= 0
            ? Integer.MAX_VALUE
            : (int) Math.min(set.number("times"), Integer.MAX_VALUE);
    Rule rule = this == LOST_ACK ? Rule.fromServer(ACK) : Rule.watch(way, set.text("frame"));
    Rule counted = rule.nth(nth).times(times);
    return switch (this) {
      case DROP -> counted.drop();
      case DUPLICATE -> counted.duplicate();
      case REORDER -> counted.reorder();
      case CORRUPT -> counted.corrupt();
      case HOLD -> counted.hold();
      case LOST_ACK -> counted.cutBefore();
      case OVERSIZE -> counted.oversize(Math.clamp(set.number("bytes"), 1, MOST_BYTES));
    };
  }
}
