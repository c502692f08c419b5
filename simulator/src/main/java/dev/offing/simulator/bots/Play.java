package dev.offing.simulator.bots;

/** What bots do. */
public enum Play {
  /** Buy, as a player at the window does. */
  ACTIVE,
  /** Look on. */
  IDLE,
  /** Talk in one room. */
  CHAT,
  /** One of three each. */
  MIXED;

  /** What the one with this number does. */
  Play of(int number) {
    return this != MIXED ? this : values()[Math.floorMod(number, MIXED.ordinal())];
  }
}
