package dev.offing.server.account;

import dev.offing.server.account.AccountStore.OldId;
import dev.offing.sync.account.Forgotten;
import dev.offing.sync.account.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which ids leave the id store, and what the account's state says of it (sync.md 4.6). */
final class Forgetting {
  /** Ids looked at for dropping in one commit. */
  private static final int AT_ONCE = 512;

  private final AccountStore store;
  private final Retention retention;

  Forgetting(AccountStore store, Retention retention) {
    this.store = store;
    this.retention = retention;
  }

  /** The ids that are old enough to be forgotten: of each incarnation the oldest in a row. */
  List<OldId> prunable(State state, long now) {
    Map<String, Long> lastSeqs = new HashMap<>();
    state.devices().live().forEach((incarnation, i) -> lastSeqs.put(incarnation, i.lastSeq()));
    state.devices().removed().forEach((incarnation, i) -> lastSeqs.put(incarnation, i.lastSeq()));
    List<OldId> old = new ArrayList<>();
    lastSeqs.forEach((incarnation, lastSeq) -> {
      long upTo = lastSeq - retention.keepCount();
      if (upTo <= 0) {
        return;
      }
      for (OldId id : store.oldestIds(state.account(), incarnation, upTo, AT_ONCE)) {
        if (id.storedAt() > now - retention.keepMs()) {
          break;
        }
        old.add(id);
      }
    });
    return old;
  }

  /** What a commit that drops these ids says. */
  static List<Forgotten> forgotten(List<OldId> dropped) {
    Map<String, Long> own = new HashMap<>();
    Map<String, Long> carried = new HashMap<>();
    for (OldId id : dropped) {
      own.merge(id.incarnation(), id.seq(), Math::max);
      own.putIfAbsent(id.origin(), 0L);
      if (!id.origin().equals(id.incarnation())) {
        carried.merge(id.origin(), id.originSeq(), Math::max);
      }
    }
    return own.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> new Forgotten(e.getKey(), e.getValue(), carried.getOrDefault(e.getKey(), 0L)))
        .toList();
  }
}
