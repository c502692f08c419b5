package dev.offing.client.ledger;

/**
 * The foot of a day.
 *
 * @param date {@code Yesterday, 23 November}
 * @param entries {@code 212 entries}
 * @param closing {@code closed at} or, for today, {@code stands at}
 * @param balance at the end of the day, or now
 */
public record DayLine(String date, String entries, String closing, String balance) {
  static final DayLine NONE = new DayLine("", "", "", "");
}
