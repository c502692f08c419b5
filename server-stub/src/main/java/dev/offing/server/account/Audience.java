package dev.offing.server.account;

import dev.offing.sync.account.Commit;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.protocol.ServerMessage;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells the sessions of an account, on this node, of what changed; under the slot's lock. */
final class Audience {
  private final LongSupplier worldSeq;

  Audience(LongSupplier worldSeq) {
    this.worldSeq = worldSeq;
  }

  /**
   * Tells those that are behind: by the commit where it follows what they have, else by the state.
   * A device that the account does not list any more is told so.
   */
  void tell(
      Slot slot,
      AccountRecord record,
      @Nullable Commit commit,
      String cause,
      @Nullable AccountSession except) {
    EpochVersion at = record.state().at();
    for (AccountSession session : List.copyOf(slot.sessions)) {
      if (!session.healOnly && !record.state().devices().keys().contains(session.device())) {
        slot.sessions.remove(session); // it hears nothing of the account from now on
        session.unlink();
        continue;
      }
      EpochVersion sent = session.sent;
      if (session.equals(except) || session.healOnly || at.equals(sent)) {
        continue;
      }
      if (sent != null && !record.state().contains(sent)) {
        continue; // the store is behind what it said before; its ticks tell the device so
      }
      session.sent = at;
      session.send(
          new ServerMessage.Update(
              commit != null && commit.to().equals(at) && at(commit.from(), sent)
                  ? Positions.by(commit, record, session.incarnation(), false)
                  : Positions.whole(record, session.incarnation(), worldSeq.getAsLong()),
              cause));
    }
  }

  /** Tells those that were sent something that there is no such account any more. */
  void tellGone(Slot slot) {
    for (AccountSession session : slot.sessions) {
      if (session.sent != null) {
        session.sent = null;
        session.send(new ServerMessage.StaleEpoch());
      }
    }
  }

  private static boolean at(@Nullable EpochVersion from, @Nullable EpochVersion sent) {
    return sent != null && sent.equals(from);
  }
}
