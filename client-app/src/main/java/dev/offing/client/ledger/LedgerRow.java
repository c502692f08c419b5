package dev.offing.client.ledger;

import java.time.LocalDate;

/**
 * A row of the book as it is read.
 *
 * @param id of its entry
 * @param at ms of server time
 * @param day on which it acts
 * @param time {@code 14:20}
 * @param date its day where that is not today, else empty
 * @param title what was done
 * @param note the second line: an aside, or the reason of a refusal
 * @param earned since the row before, with its sign; empty for nothing
 * @param amount what it moved itself, with its sign
 * @param balance the purse afterwards
 * @param exact every digit of the three
 */
public record LedgerRow(
    String id,
    long at,
    LocalDate day,
    String time,
    String date,
    Tile tile,
    String title,
    String note,
    String earned,
    String amount,
    String balance,
    String exact,
    Sign sign,
    State state) {

  /** The way that money moved. */
  public enum Sign {
    OUT,
    NONE,
    IN
  }

  /** What a row is worth. */
  public enum State {
    /** The device expects it. */
    PENDING,
    /** The device expects a refusal. */
    PENDING_REFUSED,
    /** The server has it. */
    DONE,
    REFUSED,
    /** The server does not know any more what became of it. */
    FORGOTTEN;

    /** Whether it may still change. */
    public boolean open() {
      return this == PENDING || this == PENDING_REFUSED;
    }

    /** Whether it is, or will be, refused. */
    public boolean refused() {
      return this == REFUSED || this == PENDING_REFUSED;
    }
  }

  /** The row for those who do not see it. */
  public String spoken() {
    String when = date.isEmpty() ? time : date + " " + time;
    return "%s, %s. %s. Amount %s, balance %s.".formatted(when, title, note, amount, balance);
  }
}
