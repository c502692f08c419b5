package dev.offing.client.market;

/** How far back the chart reaches. */
public enum Span {
  HOUR("1 h", "The last hour", 3_600_000L),
  QUARTER("4 h", "The last four hours", 4 * 3_600_000L),
  DAY("1 d", "The last day", 24 * 3_600_000L),
  WEEK("1 w", "The last week", 7 * 24 * 3_600_000L);

  /** Prices that a chart has. */
  static final int POINTS = 240;

  private final String title;
  private final String words;
  private final long ms;

  Span(String title, String words, long ms) {
    this.title = title;
    this.words = words;
    this.ms = ms;
  }

  /** On its button. */
  public String title() {
    return title;
  }

  /** For who hears it. */
  public String words() {
    return words;
  }

  /** How far, milliseconds. */
  long ms() {
    return ms;
  }

  /** From one price of the chart to the next, milliseconds. */
  long stepMs() {
    return ms / POINTS;
  }
}
