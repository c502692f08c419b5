package dev.offing.simulator.proxy;

import dev.offing.simulator.proxy.toxic.Time;
import dev.offing.simulator.world.Dice;
import java.util.concurrent.Executor;

/** What all connections of a proxy have in common. */
record Shared(Rules rules, Counters counters, Executor threads, Time time, Dice dice) {}
