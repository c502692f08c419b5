package dev.offing.simulator.world;

import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.protocol.ClientMessage;

/** What a player with a changed program sends instead of what it should. */
final class Cheat {
  private final Dice dice;
  int forgesCheckpoints;
  int replays;

  Cheat(Dice dice) {
    this.dice = dice;
  }

  boolean replays() {
    return replays > 0 && dice.chance(0.2);
  }

  /** The message that goes out. */
  ClientMessage changed(ClientMessage message, Device device) {
    if (forgesCheckpoints > 0
        && message instanceof ClientMessage.Prove prove
        && prove.checkpoint() != null) {
      return forged(prove, prove.checkpoint(), device);
    }
    return message;
  }

  private ClientMessage forged(ClientMessage.Prove prove, Checkpoint shown, Device device) {
    device.world().happened(Fault.FORGED_CHECKPOINT);
    Checkpoint forged =
        new Checkpoint(
            shown.keyId(),
            shown.serverId(),
            shown.account(),
            dice.chance(0.5) ? shown.epoch() : dice.hex(16),
            shown.version() + dice.between(1, 1_000),
            shown.asOf() + dice.below(1_000_000),
            shown.digest(),
            shown.mac());
    return new ClientMessage.Prove(prove.signature(), forged);
  }
}
