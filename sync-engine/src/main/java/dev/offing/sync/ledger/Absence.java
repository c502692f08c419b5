package dev.offing.sync.ledger;

import dev.offing.sync.account.Play;
import dev.offing.sync.mutation.Mutation;
import java.util.List;

/**
 * A time in which nobody was here, as it stood when the game was opened again. Kept until it was
 * told, so that whoever kills the game during the telling is told again; it is only ever read, no
 * money comes from it.
 *
 * @param leftMs until when somebody was here, ms of server time
 * @param base the confirmed economy at the return, before the server was asked anything
 * @param moves mutations without a result then, oldest first
 * @param taken how many of them, from the front, {@code base} holds already
 */
public record Absence(long leftMs, Play base, List<Mutation> moves, int taken) {
  /** Copies the list. */
  public Absence {
    moves = List.copyOf(moves);
    if (taken < 0 || taken > moves.size()) {
      throw new IllegalArgumentException("no more moves are taken than there are");
    }
  }
}
