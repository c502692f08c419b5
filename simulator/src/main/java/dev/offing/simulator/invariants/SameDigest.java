package dev.offing.simulator.invariants;

import dev.offing.server.account.AccountStore;
import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.sync.account.State;
import dev.offing.sync.ledger.Confirmed;
import java.util.HashMap;
import java.util.Map;

/** 1: the same account, epoch and version has the same digest, wherever it is. */
final class SameDigest implements Watcher {
  private final Map<String, String> digests = new HashMap<>();
  private final Map<Integer, Confirmed> seen = new HashMap<>();

  @Override
  public void committed(AccountStore.Write write) {
    String digest = write.after().digest();
    if (!write.checkpoint().digest().equals(digest)
        || !write.checkpoint().at().equals(write.after().at())) {
      throw new Violation(
          "same-digest", "the checkpoint of " + write.after().at() + " is of another state");
    }
    check(write.after(), digest, "the store");
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the very same object was looked at already
  public void acted(Device device) {
    Confirmed confirmed = device.session().map(s -> s.confirmed()).orElse(null);
    if (confirmed == null
        || confirmed.state().atOrNull() == null
        || seen.put(device.number(), confirmed) == confirmed) {
      return;
    }
    check(confirmed.state(), confirmed.state().digest(), device.name());
  }

  private void check(State state, String digest, String where) {
    String before = digests.putIfAbsent(state.account() + state.at(), digest);
    if (before != null && !before.equals(digest)) {
      throw new Violation(
          "same-digest",
          "%s of account %s is %s, and at %s %s"
              .formatted(state.at(), state.account().substring(0, 8), before, where, digest));
    }
  }
}
