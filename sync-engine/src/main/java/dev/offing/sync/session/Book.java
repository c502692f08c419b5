package dev.offing.sync.session;

import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Journal;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.Play;
import dev.offing.sync.account.Result;
import dev.offing.sync.economy.Effect;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Rejection;
import dev.offing.sync.ledger.JournalRow;
import dev.offing.sync.ledger.JournalRow.Status;
import dev.offing.sync.mutation.Mutation;
import dev.offing.sync.protocol.Codec;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes rows of the book: how a prediction, an entry or a result reads. */
final class Book {
  private final Codec codec;

  Book(Codec codec) {
    this.codec = codec;
  }

  /** What the device expects of an own mutation. */
  JournalRow predicted(Pending pending) {
    Mutation m = pending.row().mutation();
    Play.Judged judged = pending.predicted();
    boolean refused = judged.outcome() == Outcome.REJECTED;
    return row(
        pending.entryId(),
        m.id(),
        judged.effectiveAt(),
        m.command().kind(),
        codec.write(m.command().args()),
        judged.after().core().purse(),
        refused ? Status.PREDICTED_REFUSED : Status.PREDICTED,
        judged.rejection(),
        judged.postings());
  }

  /** An entry of a commit; {@code mutation} is null for what no mutation caused. */
  JournalRow confirmed(Entry entry, @Nullable Mutation mutation, Money balance) {
    return row(
        entry.id(),
        mutation == null ? null : mutation.id(),
        entry.at(),
        mutation == null ? kind(entry) : mutation.command().kind(),
        mutation == null ? about(entry) : codec.write(mutation.command().args()),
        balance,
        Status.CONFIRMED,
        null,
        entry.postings());
  }

  /** What a server-made entry is about, in one word: the kinds of {@link JournalRow}. */
  static String kind(Entry entry) {
    return switch (entry.effect()) {
      case null -> entry.cause().startsWith("expiry/") ? "expiry" : "entry";
      case Effect.Fill _ -> "fill";
      case Effect.Period it -> it.task();
      case Effect.Transfer it ->
          switch (it.direction()) {
            case Effect.Transfer.IN -> "received";
            case Effect.Transfer.OUT -> "sent";
            default -> it.direction();
          };
    };
  }

  private String about(Entry entry) {
    SortedMap<String, String> args = new TreeMap<>();
    switch (entry.effect()) {
      case null -> {}
      case Effect.Fill it -> {
        args.put("order", it.order());
        args.put("count", Long.toString(it.count()));
        args.put("price", it.price().toString());
      }
      case Effect.Period it -> args.put("period", Long.toString(it.number()));
      case Effect.Transfer it -> {
        args.put("peer", it.peer());
        args.put("amount", it.amount().toString());
      }
    }
    return codec.write(args);
  }

  /** The result of an own mutation. */
  JournalRow settled(Mutation m, Result result, Money balance, long nowMs) {
    Status status =
        switch (result.outcome()) {
          case APPLIED, RESERVED -> Status.CONFIRMED;
          case REJECTED -> Status.REFUSED;
          case OUTCOME_FORGOTTEN -> Status.FORGOTTEN;
        };
    return row(
        Journal.entryId(Journal.cause(m)),
        m.id(),
        result.effectiveAt() == 0 ? nowMs : result.effectiveAt(),
        m.command().kind(),
        codec.write(m.command().args()),
        balance,
        status,
        result.rejection(),
        result.postings());
  }

  /** What a state that came without its history adds to the purse. */
  JournalRow opening(String cause, long at, Money difference, Money balance) {
    List<Posting> postings =
        List.of(
            new Posting(Posting.MINT, difference.negated()),
            new Posting(Posting.PURSE, difference));
    return new JournalRow(
        Journal.entryId(cause),
        null,
        at,
        "opening",
        "{}",
        Money.ZERO,
        difference,
        balance,
        Status.CONFIRMED,
        null,
        null,
        difference.signum() == 0 ? List.of() : postings);
  }

  /** The cause of the opening row at a point of history. */
  static String openingCause(@Nullable EpochVersion at) {
    return "opening/" + (at == null ? "start" : at.epoch() + ":" + at.version());
  }

  private JournalRow row(
      String entryId,
      @Nullable String mutationId,
      long at,
      String kind,
      String args,
      Money balance,
      Status status,
      @Nullable Rejection why,
      List<Posting> postings) {
    // What the mint gave, less what settled the claim, reached the purse as earnings.
    Money earned =
        Journal.sum(postings, Posting.MINT).plus(Journal.sum(postings, Posting.CLAIM)).negated();
    return new JournalRow(
        entryId,
        mutationId,
        at,
        kind,
        args,
        earned,
        Journal.sum(postings, Posting.PURSE).minus(earned),
        balance,
        status,
        why == null ? null : why.code(),
        why == null ? null : Objects.requireNonNull(why.text()),
        postings);
  }
}
