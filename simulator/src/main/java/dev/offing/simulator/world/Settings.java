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
 */
public record Settings(
    int nodes, int accounts, int tickMs, long keepMs, long keepCount, boolean realProofs) {}
