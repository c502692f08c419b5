package dev.offing.simulator.world;

import java.util.function.ObjIntConsumer;

/** How each fault begins and ends. */
final class Faults {
  private static final long HOUR_MS = 3_600_000;

  /** How long Redis stands still while an older file is put in its place, ms. */
  private static final long RESTORE_MS = 500;

  private Faults() {}

  static void begin(World world, Fault fault, int target, long forMs, double level) {
    switch (fault.on()) {
      case DEVICE -> onDevice(world, fault, world.device(target), forMs, level);
      case NODE -> onNode(world, fault, world.node(target), forMs);
      case STORE -> onStore(world, fault, forMs);
    }
  }

  private static void onDevice(World world, Fault fault, Device device, long forMs, double level) {
    switch (fault) {
      case OFFLINE -> {
        world.happened(fault);
        during(world, device, forMs, (air, by) -> air.offline += by);
        device.cut();
      }
      case HALF_OPEN -> {
        world.happened(fault);
        during(world, device, forMs, (air, by) -> air.halfOpen += by);
      }
      case ONE_WAY -> {
        world.happened(fault);
        during(
            world,
            device,
            forMs,
            level < 0.5 ? (air, by) -> air.noneUp += by : (air, by) -> air.noneDown += by);
      }
      case LATENCY -> {
        world.happened(fault);
        during(world, device, forMs, (air, by) -> air.latency += by);
      }
      case JITTER -> {
        world.happened(fault);
        during(world, device, forMs, (air, by) -> air.jitter += by);
      }
      case STALL -> {
        world.happened(fault);
        during(world, device, forMs, (air, by) -> air.stall += by);
      }
      case SLOW_CLOSE -> during(world, device, forMs, (air, by) -> air.slowClose += by);
      case RESET -> {
        world.happened(fault);
        device.cut();
      }
      case LOST_ACK -> during(world, device, forMs, (air, by) -> air.lostAck += by);
      case HANDSHAKE_STALL -> during(world, device, forMs, (air, by) -> air.handshakeStall += by);
      case DUPLICATE -> during(world, device, forMs, (air, by) -> air.duplicate += by);
      case CORRUPT -> during(world, device, forMs, (air, by) -> air.corrupt += by);
      case SLOW_CONSUMER -> {
        world.happened(fault);
        during(world, device, forMs, (air, by) -> air.slowConsumer += by);
      }
      case CLOCK_SKEW -> {
        world.happened(fault);
        long ms = (long) ((level - 0.5) * 48 * HOUR_MS);
        device.clock().jump(ms);
        world.time().after(forMs, () -> device.clock().jump(-ms));
      }
      case CLOCK_DRIFT -> {
        world.happened(fault);
        long ppm = (long) ((level - 0.5) * 2 * 400);
        device.clock().drift(ppm);
        world.node(device.number()).clock().drift(ppm > 0 ? world.driftPpm() : -world.driftPpm());
        world
            .time()
            .after(
                forMs,
                () -> {
                  device.clock().drift(0);
                  world.node(device.number()).clock().drift(0);
                });
      }
      case CLOCK_JUMP -> {
        world.happened(fault);
        device.clock().jump((long) ((level - 0.5) * 4 * HOUR_MS));
      }
      case SUSPEND -> {
        world.happened(fault);
        device.sleep();
        world.time().after(forMs, device::wakeUp);
      }
      case PROFILE_COPY -> {
        if (world.copy(device) != null) {
          world.happened(fault);
        }
      }
      case PROFILE_RESTORE -> {
        world.watchers().forEach(w -> w.branched(device));
        if (device.restore(level < 0.5)) {
          world.happened(fault);
        }
        device.backUp();
      }
      case DISK_FULL -> {
        world.happened(fault);
        device.disk().full(true);
        var disk = device.disk();
        world
            .time()
            .after(
                forMs,
                () -> {
                  disk.full(false);
                  device.disk().full(false);
                });
      }
      case DISK_LIES -> {
        world.happened(fault);
        world.watchers().forEach(w -> w.branched(device));
        device.powerCut(1 + (int) (level * 6));
        device.disk().lies(true);
      }
      case FORGED_TIME -> {
        world.happened(fault);
        device.clock().forge((long) (level * 3 * HOUR_MS));
      }
      case FORGED_CHECKPOINT -> {
        device.cheat().forgesCheckpoints++;
        device.cut();
        world.time().after(forMs, () -> device.cheat().forgesCheckpoints--);
      }
      case REPLAYED_FRAME -> {
        device.cheat().replays++;
        world.time().after(forMs, () -> device.cheat().replays--);
      }
      default -> throw new IllegalArgumentException(fault + " befalls no device");
    }
  }

  private static void during(World world, Device device, long forMs, ObjIntConsumer<Air> change) {
    change.accept(device.air(), 1);
    world
        .time()
        .after(
            forMs,
            () -> {
              change.accept(device.air(), -1);
              device.airChanged();
            });
  }

  private static void onNode(World world, Fault fault, Node node, long forMs) {
    if (!node.accepts()) {
      return;
    }
    world.happened(fault);
    switch (fault) {
      case SERVER_RESTART -> {
        node.drain();
        world.time().after(forMs + 4_000, node::startAgain);
      }
      case OTHER_VERSION -> {
        node.drain();
        world.time().after(4_000, node::startOther);
        world.time().after(forMs + 4_000, node::startAgain);
      }
      case NODE_KILL -> {
        node.kill();
        world.time().after(forMs, node::startAgain);
      }
      case NODE_PAUSE -> node.pause(forMs);
      default -> throw new IllegalArgumentException(fault + " befalls no node");
    }
  }

  private static void onStore(World world, Fault fault, long forMs) {
    world.happened(fault);
    switch (fault) {
      case REDIS_AWAY -> world.store().leave(forMs, world.store()::comeBack);
      case REDIS_STOP -> world.store().leave(forMs, world.store()::comeBackAnew);
      case REDIS_OLDER -> {
        Store.File copy = world.store().copied();
        Runnable restored = () -> world.store().comeBackWith(copy);
        world.time().after(forMs - RESTORE_MS, () -> world.store().leave(RESTORE_MS, restored));
      }
      case REDIS_EMPTY ->
          world.store().leave(forMs, () -> world.store().comeBackWith(Store.File.NONE));
      case CATALOG_CHANGE -> world.changeCatalog();
      default -> throw new IllegalArgumentException(fault + " does not befall the store");
    }
  }
}
