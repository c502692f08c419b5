package dev.offing.simulator.proxy.toxic;

import dev.offing.simulator.world.Dice;

/**
 * A toxic that is on. A changed one is another dose of the same name.
 *
 * @param name unique in its direction
 * @param toxicity the chance that a connection has it, 0 to 1
 * @param maker makes what is at work on one connection
 */
public record Dose(String name, float toxicity, Maker maker) {

  /** Makes stages. */
  @FunctionalInterface
  public interface Maker {
    /**
     * @param now the moment from which it is at work, ns
     */
    Stage stage(Dice dice, long now);
  }

  /** For one connection: itself, or by chance nothing. */
  Stage on(Dice dice, long now) {
    return dice.nextFloat() < toxicity ? maker.stage(dice, now) : new Pass();
  }
}
