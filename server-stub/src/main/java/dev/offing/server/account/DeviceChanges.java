package dev.offing.server.account;

import dev.offing.server.account.AccountStore.Write;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.account.Devices;
import dev.offing.sync.account.State;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Commits that change who may push for an account (docs/design/sync.md 8). */
public final class DeviceChanges {
  private final Seal seal;

  DeviceChanges(Seal seal) {
    this.seal = seal;
  }

  /** What became of a change. */
  public enum Fate {
    /** It is so. */
    MADE,
    /** The account does not list who wanted it. */
    NOT_LISTED,
    /** There is no room for another device, or it is the last one. */
    NOT_POSSIBLE,
    /** There is no such account here. */
    NO_ACCOUNT
  }

  /**
   * The plan; runs under the slot's lock.
   *
   * @param by the public key that wants it
   */
  Step changing(String by, DeviceChange change, Context context, Consumer<Fate> told) {
    AccountRecord record = context.record();
    if (record == null) {
      return new Step.Answer(() -> told.accept(Fate.NO_ACCOUNT));
    }
    Devices devices = record.state().devices();
    if (!devices.mayChange(by, change)) {
      return new Step.Answer(() -> told.accept(Fate.NOT_LISTED));
    }
    if (devices.isSo(change)) {
      return new Step.Answer(() -> told.accept(Fate.MADE)); // asked twice
    }
    if (!devices.allows(change)) {
      return new Step.Answer(() -> told.accept(Fate.NOT_POSSIBLE));
    }
    Commit commit =
        new Commit(
            record.state().account(),
            record.state().at(),
            context.to(),
            null,
            null,
            by,
            List.of(),
            List.of(),
            context.now(),
            List.of(),
            context.world().world().seq(),
            change);
    State after = record.state().commit(commit, context.world().rules()).state();
    Write write =
        new Write(
            record.state(),
            after,
            seal.of(after),
            context.run(),
            commit,
            List.of(),
            List.of(),
            context.now(),
            Map.of(),
            List.of(),
            Step.notice(after, "devices"));
    return new Step.Change(write, null, _ -> told.accept(Fate.MADE), "devices");
  }
}
