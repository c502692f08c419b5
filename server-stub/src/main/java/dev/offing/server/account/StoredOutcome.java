package dev.offing.server.account;

import dev.offing.sync.account.KnownIds;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.Result;
import dev.offing.sync.account.Verdict;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the id store keeps of one mutation; what it moved is kept apart, and for a shorter time.
 *
 * @param payloadHash tells a repeated mutation from another one under its id
 * @param rejection the reason, exactly when rejected
 * @param effectiveAt when it acted, 0 where it did not
 * @param incarnation that carried it when it got its outcome
 * @param seq its number there
 * @param originSeq its number where it was written first
 * @param storedAt when it got its outcome, ms of server time
 */
record StoredOutcome(
    String payloadHash,
    Outcome outcome,
    @Nullable Rejection rejection,
    long effectiveAt,
    String incarnation,
    long seq,
    long originSeq,
    long storedAt) {

  static StoredOutcome of(Verdict.Remembered row, long now) {
    Result result = row.result();
    return new StoredOutcome(
        row.row().mutation().payloadHash(),
        result.outcome(),
        result.rejection(),
        result.effectiveAt(),
        row.incarnation(),
        row.row().seq(),
        row.row().mutation().origin().seq(),
        now);
  }

  KnownIds.Known known(String id, List<Posting> postings) {
    return new KnownIds.Known(
        payloadHash, new Result(id, outcome, rejection, false, effectiveAt, postings));
  }
}
