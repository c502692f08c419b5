package dev.offing.simulator.invariants;

import dev.offing.server.account.AccountStore;
import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Fault;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.simulator.world.World;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.Result;
import dev.offing.sync.account.Verdict;
import dev.offing.sync.session.SyncEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * 2 and 3: a result is told as it was committed (where a heal judged again, as it was committed at
 * one of those times), however often it is asked for; with all that it moved, until a device has
 * it. No digest covers what an ack says beside its position, so where frames are spoilt it may say
 * something else; what moved must be there all the same.
 */
final class ToldWhole implements Watcher {
  private final Map<String, List<Result>> committed = new HashMap<>();
  private final Set<String> read = new HashSet<>();
  private @Nullable World world;

  @Override
  public void began(World in) {
    world = in;
  }

  @Override
  public void committed(AccountStore.Write write) {
    for (Verdict.Remembered row : write.remembered()) {
      committed.computeIfAbsent(row.result().id(), _ -> new ArrayList<>()).add(row.result());
    }
  }

  @Override
  public void told(Device device, SyncEvent event) {
    if (!(event instanceof SyncEvent.Settled settled)) {
      return;
    }
    Result said = settled.result();
    List<Result> first = committed.getOrDefault(settled.mutationId(), List.of());
    boolean readBefore = !read.add(settled.mutationId());
    if (first.isEmpty() || said.outcome() == Outcome.OUTCOME_FORGOTTEN) {
      return;
    }
    boolean right = first.stream().anyMatch(one -> same(said, one));
    boolean dropped =
        !right && said.postings().isEmpty() && first.stream().anyMatch(one -> alike(said, one));
    if (dropped ? !readBefore : !right && !spoilt()) {
      throw new Violation(
          "told-whole",
          "%s was told %s, it was committed as %s".formatted(device.name(), said, first));
    }
  }

  private static boolean same(Result said, Result first) {
    return said.postings().equals(first.postings()) && alike(said, first);
  }

  /** But for what it moved. */
  private static boolean alike(Result said, Result first) {
    return said.effectiveAt() == first.effectiveAt()
        && Objects.equals(said.rejection(), first.rejection());
  }

  private boolean spoilt() {
    return world != null && world.census().containsKey(Fault.CORRUPT);
  }
}
