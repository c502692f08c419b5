package dev.offing.sync.ledger;

import dev.offing.sync.account.Play;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.mutation.Mutation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time in which nobody was here, as it stood when the game was opened again. Kept until it was
 * told, so that whoever kills the game during the telling is told again; it is only ever read, no
 * money comes from it.
 *
 * @param leftMs until when somebody was here, ms of server time
 * @param base the confirmed economy at the return, before the server was asked anything
 * @param moves mutations without a result then, oldest first
 * @param taken how many of them, from the front, {@code base} holds already
 * @param news what was learnt since; null for nothing
 */
public record Absence(
    long leftMs, Play base, List<Mutation> moves, int taken, @Nullable News news) {
  /** An absence of which nothing was learnt yet. */
  public Absence(long leftMs, Play base, List<Mutation> moves, int taken) {
    this(leftMs, base, moves, taken, null);
  }

  /**
   * What came to light after the return.
   *
   * @param worldEpoch of the world list that was known at the return; empty for none
   * @param worldSeq how much of it was known then
   * @param arrived server-made entries that were not known then
   */
  public record News(String worldEpoch, long worldSeq, List<Entry> arrived) {
    /** Copies the list. */
    public News {
      arrived = List.copyOf(arrived);
    }
  }

  /** Server-made entries that were not known at the return. */
  public List<Entry> arrived() {
    return news == null ? List.of() : news.arrived();
  }

  /** Copies the list. */
  public Absence {
    moves = List.copyOf(moves);
    if (taken < 0 || taken > moves.size()) {
      throw new IllegalArgumentException("no more moves are taken than there are");
    }
  }
}
