package dev.offing.client.harbour;

/**
 * How the player wants large amounts to be written. Below 1,000 coins all of them write two
 * decimals; whatever is chosen, {@link Coins#exact} has every digit.
 */
public enum Notation {
  /** Three significant digits and a unit: {@code 1.28B}. */
  SHORT("Short", "1.28B"),
  /** Three significant digits and a power of ten: {@code 1.28e9}. */
  SCIENTIFIC("Scientific", "1.28e9"),
  /** The same with powers of a thousand only: {@code 12.8e6}. */
  ENGINEERING("Engineering", "12.8e6"),
  /** Every whole coin up to fifteen digits, {@code 1,284,506,913}; beyond that as scientific. */
  FULL("Full", "1,284,506,913");

  private final String title;
  private final String example;

  Notation(String title, String example) {
    this.title = title;
    this.example = example;
  }

  /** Its name for people. */
  public String title() {
    return title;
  }

  /** An amount written in it. */
  public String example() {
    return example;
  }
}
