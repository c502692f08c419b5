package dev.offing.sync.ledger;

import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the book as its owner reads it. Confirmed and refused rows are never changed again;
 * predicted ones are what the device expects and change with each rebase.
 *
 * @param entryId the entry's id: a hash of its cause
 * @param mutationId the own mutation behind it; null for what others caused
 * @param at when it acts, ms of server time
 * @param kind the command's kind; of what no mutation caused: {@code opening} for a state that came
 *     without its history, {@code received}, {@code sent}, {@code returned} and {@code taken} for
 *     gifts, {@code granted} and {@code refused} for codes, {@code fill} and {@code expiry} for
 *     orders, {@code dividend} and other tasks, else {@code entry}
 * @param args the command's arguments in JSON, or what the entry is about
 * @param earned what was earned since the row before
 * @param moved what the cause itself moved into (or, negative, out of) the purse
 * @param balance the purse afterwards
 * @param status see {@link Status}
 * @param code why it was refused; null where it was not
 * @param text the same for people; null where it was not
 * @param postings the entry's postings, summing to zero; empty where nothing moved
 */
public record JournalRow(
    String entryId,
    @Nullable String mutationId,
    long at,
    String kind,
    String args,
    Money earned,
    Money moved,
    Money balance,
    Status status,
    @Nullable String code,
    @Nullable String text,
    List<Posting> postings) {
  /** What a row is worth. */
  public enum Status {
    /** The device expects it. */
    PREDICTED,
    /** The device expects a refusal; it is sent all the same. */
    PREDICTED_REFUSED,
    /** The server has it. */
    CONFIRMED,
    /** The server refused it; nothing moved. */
    REFUSED,
    /** The server no longer knows what became of it; it is not executed again. */
    FORGOTTEN
  }

  /** Copies the list. */
  public JournalRow {
    postings = List.copyOf(postings);
  }
}
