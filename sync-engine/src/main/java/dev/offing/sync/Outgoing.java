package dev.offing.sync;

import dev.offing.sync.account.Journal;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Rejection;
import dev.offing.sync.session.Pending;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mutation without a result, as the device sees it at one moment.
 *
 * @param mutationId names it
 * @param at when the player made it, ms of server time as the device estimated it then
 * @param sent whether it is on its way over the present connection; else it is only written here
 * @param effectiveAt when the device expects it to act
 * @param cost what it takes from the purse, grains; zero where a refusal is expected
 * @param expected the refusal that the device expects; null where it expects it to act
 */
public record Outgoing(
    String mutationId,
    Command command,
    long at,
    boolean sent,
    long effectiveAt,
    Money cost,
    @Nullable Rejection expected) {

  /**
   * @param sentSeq the number up to which mutations are on their way
   */
  static Outgoing of(Pending pending, long sentSeq) {
    List<Posting> postings = pending.predicted().postings();
    return new Outgoing(
        pending.id(),
        pending.row().mutation().command(),
        pending.row().mutation().at(),
        pending.row().seq() <= sentSeq,
        pending.predicted().effectiveAt(),
        Journal.taken(postings),
        pending.predicted().rejection());
  }
}
