package dev.offing.simulator.scenario;

import dev.offing.simulator.invariants.Invariants;
import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Fault;
import dev.offing.simulator.world.Trace;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.simulator.world.World;
import dev.offing.sync.economy.Command;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs scenarios. */
public final class Simulation {
  /**
   * After the last fault is over, so much virtual time may pass, ms, until everybody has everything
   * (docs/design/sync.md 9, invariant 11): the longest backoff (30 s), two handshakes and a
   * watchdog (10 s each), a node that comes back, and as much again.
   */
  public static final long LIVELY_WITHIN_MS = 180_000;

  /** What its worlds share; nothing is shared with those of another simulation. */
  private final World.Shared shared = World.Shared.create();

  /**
   * What became of a run.
   *
   * @param failure what was broken; null when nothing was
   * @param failedAtMs when, ms after the start
   * @param hash of everything that happened
   * @param happened how many things happened
   * @param census how often each class of fault was exercised
   * @param deviceMs virtual time times devices, ms
   */
  public record Result(
      @Nullable Violation failure,
      long failedAtMs,
      String hash,
      long happened,
      Map<Fault, Long> census,
      long deviceMs) {}

  /** Runs one, on this thread. */
  public Result run(Scenario scenario, Trace.@Nullable Listener listener) {
    return run(scenario, List.of(), listener);
  }

  /**
   * Runs one, on this thread, with witnesses.
   *
   * @param witnesses see everything just before the checkers do, and change nothing
   */
  public Result run(Scenario scenario, List<Watcher> witnesses, Trace.@Nullable Listener listener) {
    List<Watcher> watchers = new ArrayList<>(witnesses);
    watchers.addAll(Invariants.all());
    World world = new World(scenario.seed(), scenario.settings(), shared, watchers, listener);
    Violation failure = null;
    try {
      play(world, scenario);
      settle(world, scenario);
    } catch (Violation e) {
      failure = e;
    } catch (RuntimeException | StackOverflowError e) {
      failure = new Violation("crash", e.toString(), e);
    }
    return new Result(
        failure,
        world.elapsedMs(),
        world.trace().hash(),
        world.trace().count(),
        Collections.unmodifiableMap(world.census()),
        world.elapsedMs() * world.devices().size());
  }

  private static void play(World world, Scenario scenario) {
    world.advance(100);
    world.openAll();
    int number = 0;
    for (Step step : scenario.steps()) {
      world.advance(step.atMs());
      switch (step) {
        case Step.Does does -> perform(world, does, ++number);
        case Step.Befalls fault ->
            world.befall(fault.fault(), fault.target(), fault.forMs(), fault.percent() / 100.0);
      }
    }
  }

  private static void settle(World world, Scenario scenario) {
    // Nobody has to wait for the end of the longest fault with the program running.
    world.devices().forEach(Device::quit);
    world.advance(scenario.calmMs() + 10_000);
    world.openAll();
    world.advance(world.elapsedMs() + LIVELY_WITHIN_MS);
    world.settle();
  }

  private static void perform(World world, Step.Does does, int number) {
    Device device = world.device(does.device());
    switch (does.deed()) {
      case BUY -> device.buy(does.what(), does.count()).ifPresent(c -> device.play(List.of(c)));
      case TRY ->
          device.play(
              Collections.nCopies(
                  Math.max(1, does.count()), Command.buy(does.what(), 1, device.run(), null)));
      case UPGRADE -> device.play(List.of(Command.upgrade(does.what(), device.run(), null)));
      case BOOST -> device.play(List.of(Command.boost(does.what(), device.run(), null)));
      case CHARTER -> device.play(List.of(Command.charter(device.run())));
      case PERK -> device.play(List.of(Command.perk(does.what(), device.run(), null)));
      case GIFT -> device.gift(does.count()).ifPresent(c -> device.play(List.of(c)));
      case REDEEM -> device.play(List.of(Command.redeem(does.what(), device.run())));
      case ORDER ->
          device.order(false, does.what(), does.count()).ifPresent(c -> device.play(List.of(c)));
      case SELL ->
          device.order(true, does.what(), does.count()).ifPresent(c -> device.play(List.of(c)));
      case CANCEL -> device.cancel().ifPresent(c -> device.play(List.of(c)));
      case SAY -> device.say(0, "line-" + number, "line " + number);
      case LINK -> world.family(device, World.FamilyDeed.LINK);
      case REVOKE -> world.family(device, World.FamilyDeed.REVOKE);
      case PAPER -> world.family(device, World.FamilyDeed.PAPER);
      case RECOVER -> world.family(device, World.FamilyDeed.RECOVER);
      case OPEN -> device.open();
      case QUIT -> device.quit();
      case CRASH -> device.crash();
      case ALL_LEAVE -> world.devices().forEach(Device::quit);
      case ALL_CRASH -> world.devices().forEach(Device::crash);
      case ALL_RETURN -> {
        world.openAll();
        world.devices().forEach(Device::acknowledgeAway);
      }
      case CONNECT -> device.connectNow();
      case READ -> device.acknowledgeAway();
      case DELETE_ACCOUNT -> device.deleteAccount();
    }
  }
}
