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
    if (this != MIXED) {
      return this;
    }
    return switch (number % 3) {
      case 0 -> ACTIVE;
      case 1 -> IDLE;
      default -> CHAT;
    };
  }
}
