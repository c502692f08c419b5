package dev.offing.simulator.invariants;

import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.simulator.world.World;
import dev.offing.sync.ledger.JournalRow;
import dev.offing.sync.ledger.MemoryLedger;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.session.Pending;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** 9: a pending mutation, its outbox row and its expected entry are there together. */
final class DiskHolds implements Watcher {
  private static final int EVERY = 16;

  private int steps;

  @Override
  public void acted(Device device) {
    List<Pending> memory = device.session().map(s -> s.outbox()).orElse(null);
    if (memory == null) {
      return;
    }
    List<Chained> disk = device.disk().outbox();
    if (disk.size() != memory.size()) {
      throw new Violation(
          "disk-holds",
          "%s has %d mutations on disk and %d in mind"
              .formatted(device.name(), disk.size(), memory.size()));
    }
    if (++steps % EVERY == 0) {
      check(device);
      for (int i = 0; i < disk.size(); i++) {
        if (!disk.get(i).equals(memory.get(i).row())) {
          throw new Violation("disk-holds", device.name() + " has other rows on disk and in mind");
        }
      }
    }
  }

  @Override
  public void settled(World world) {
    world.devices().forEach(DiskHolds::check);
  }

  private static void check(Device device) {
    MemoryLedger disk = device.disk();
    if (disk.outbox().isEmpty()) {
      return;
    }
    Map<String, Integer> rows = new HashMap<>();
    for (JournalRow row : disk.journal().values()) {
      if (row.mutationId() != null) {
        rows.merge(row.mutationId(), 1, Integer::sum);
      }
    }
    long seq = disk.acked().seq();
    for (Chained row : disk.outbox()) {
      if (row.seq() != ++seq) {
        throw new Violation("disk-holds", device.name() + " has a hole before " + row.seq());
      }
      if (rows.getOrDefault(row.mutation().id(), 0) != 1) {
        throw new Violation(
            "disk-holds",
            "%s has %d entries of %s"
                .formatted(
                    device.name(), rows.getOrDefault(row.mutation().id(), 0), row.mutation().id()));
      }
    }
  }
}
