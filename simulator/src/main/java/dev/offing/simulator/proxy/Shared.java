package dev.offing.simulator.proxy;

import dev.offing.simulator.proxy.toxic.Time;
import dev.offing.simulator.world.Dice;
import java.util.concurrent.Executor;

/**
 * What all connections of a proxy have in common.
 *
 * @param counting whether each message is counted; else only those are looked at that a rule may be
 *     for
 */
record Shared(
    boolean counting, Rules rules, Counters counters, Executor threads, Time time, Dice dice) {}
