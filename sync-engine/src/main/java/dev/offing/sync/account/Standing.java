package dev.offing.sync.account;

import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Effect.Transfer;
import dev.offing.sync.economy.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * What a heal cannot undo, because it is other accounts' money as well: gifts stand, whatever the
 * base has in their place, and what came too late to be asked for is given back
 * (docs/design/sync.md 6.4). All of it becomes server-made entries, so nothing has to be judged
 * again for it.
 */
final class Standing {
  private Standing() {}

  /** Whether a mutation moved money that others may have by now. */
  static boolean stands(Step step) {
    return step.row().mutation().command().kind().equals(Command.GIFT)
        && step.outcome() == Outcome.RESERVED;
  }

  /** The gifts of a step of the branch, as entries that take what they took. */
  static List<Entry> gifts(Journalled made) {
    List<Entry> legs = new ArrayList<>();
    if (made instanceof Commit commit && commit.contact() != null) {
      for (Step step : commit.steps()) {
        if (!step.again() && stands(step)) {
          legs.add(Entries.sent(Sending.row(step.row().mutation(), commit.contact())));
        }
      }
    }
    return legs; // a former heal has them among its entries
  }

  /**
   * What the base has and the server had not, and what is so old that its sender has it back.
   *
   * @param now ms of server time
   */
  static List<Entry> tooLate(State base, State server, long now) {
    List<Entry> back = new ArrayList<>();
    for (Transfer row : base.transfers().rows()) {
      if (row.direction().equals(Transfer.IN)
          && row.at() <= now - Transfers.LEG_MS
          && row.at() > server.transfers().prunedTo()
          && server.transfers().find(row.id()).isEmpty()) {
        back.add(Entries.taken(row));
      }
    }
    return back;
  }
}
