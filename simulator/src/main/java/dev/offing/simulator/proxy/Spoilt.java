package dev.offing.simulator.proxy;

import dev.offing.simulator.proxy.CuttingProxy.Direction;
import dev.offing.simulator.world.Dice;
import java.nio.charset.StandardCharsets;

/** Messages that a hostile line makes of others. */
final class Spoilt {
  private static final int SIGNS = 90;

  private Spoilt() {}

  /** With one byte of its text, or the last byte of a message that has none, another one. */
  static Unit corrupt(Unit unit, Direction way, Dice dice) {
    if (unit.payload().length == 0) {
      byte[] raw = unit.raw().clone();
      raw[raw.length - 1] ^= (byte) (1 + dice.below(255));
      return Unit.of(raw, unit.type());
    }
    byte[] text = unit.payload().clone();
    int at = dice.below(text.length);
    byte before = text[at];
    while (text[at] == before) {
      text[at] = (byte) ('!' + dice.below(SIGNS));
    }
    return message(text, unit.type(), way, dice);
  }

  /** One of the same type that has so many bytes at least. */
  static Unit oversize(Unit unit, int bytes, Direction way, Dice dice) {
    String head = "{\"type\":\"%s\",\"pad\":\"".formatted(unit.type());
    String text = head + "x".repeat(Math.max(0, bytes - head.length() - 2)) + "\"}";
    return message(text.getBytes(StandardCharsets.UTF_8), unit.type(), way, dice);
  }

  private static Unit message(byte[] text, String type, Direction way, Dice dice) {
    Dice mask = way == Direction.CLIENT_TO_SERVER ? dice : null;
    return Unit.of(FrameWriter.text(text, mask), type, text);
  }
}
