package dev.offing.server.account;

import dev.offing.sync.account.Commit;
import dev.offing.sync.account.Devices;
import dev.offing.sync.account.Incarnation;
import dev.offing.sync.account.State;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.protocol.CommitFrame;
import dev.offing.sync.protocol.Position;
import org.jspecify.annotations.Nullable;

/** Where an account stands, as one device is told (docs/design/sync.md 3). */
final class Positions {
  private Positions() {}

  /** The account did not change. */
  static Position same(AccountRecord record, String incarnation, long worldSeq) {
    return of(record, incarnation, worldSeq, null, false, false);
  }

  /** By the commit that made the record. */
  static Position by(Commit commit, AccountRecord record, String incarnation, boolean itsPusher) {
    return of(record, incarnation, commit.worldSeq(), commit, itsPusher, false);
  }

  /** By the whole state. */
  static Position whole(AccountRecord record, String incarnation, long worldSeq) {
    return of(record, incarnation, worldSeq, null, false, true);
  }

  private static Position of(
      AccountRecord record,
      String incarnation,
      long worldSeq,
      @Nullable Commit commit,
      boolean itsPusher,
      boolean whole) {
    State state = record.state();
    Devices devices = state.devices();
    Incarnation own = devices.find(incarnation);
    boolean removed = devices.removed().containsKey(incarnation);
    long lastSeq = own != null ? own.lastSeq() : removed ? -1 : 0;
    String lastHash =
        own != null ? own.lastHash() : removed ? "" : Chained.genesis(state.account(), incarnation);
    return new Position(
        commit == null ? state.at() : commit.from(),
        state.at(),
        record.checkpoint().digest(),
        record.checkpoint(),
        lastSeq,
        lastHash,
        worldSeq,
        commit == null ? null : CommitFrame.of(commit, itsPusher),
        whole ? state : null);
  }
}
