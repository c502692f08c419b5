package dev.offing.simulator.world;

/**
 * What a world is made of.
 *
 * @param nodes server nodes on one store
 * @param accounts players, each with a device
 * @param tickMs between two ticks of a node
 * @param keepMs how long outcomes are remembered, ms
 * @param keepCount ids remembered at least per incarnation
 * @param realProofs whether devices sign with Ed25519 rather than with a hash
 * @param hasty whether the catalog is in a hurry: what takes days takes minutes, so that it meets
 *     the rest
 */
public record Settings(
    int nodes,
    int accounts,
    int tickMs,
    long keepMs,
    long keepCount,
    boolean realProofs,
    boolean hasty) {

  /** The same with so many nodes and players. */
  public Settings of(int nodes, int accounts) {
    return new Settings(nodes, accounts, tickMs, keepMs, keepCount, realProofs, hasty);
  }

  /** The same with outcomes remembered for so long, and so many. */
  public Settings keeping(long keepMs, long keepCount) {
    return new Settings(nodes, accounts, tickMs, keepMs, keepCount, realProofs, hasty);
  }
}
