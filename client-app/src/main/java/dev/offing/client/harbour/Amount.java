package dev.offing.client.harbour;

import dev.offing.sync.View;

/** How many the buttons of the fleet buy. */
public enum Amount {
  ONE("1", "1", "One at a time"),
  TEN("10", "10", "Ten at a time"),
  HUNDRED("100", "100", "A hundred at a time"),
  NEXT("next", "Next \u00d72", "As many as the next doubling needs"),
  MAX("max", "Max", "As many as the purse can pay");

  private final String id;
  private final String title;
  private final String words;

  Amount(String id, String title, String words) {
    this.id = id;
    this.title = title;
    this.words = words;
  }

  /** For the id of its control. */
  public String id() {
    return id;
  }

  /** On its control. */
  public String title() {
    return title;
  }

  /** In words. */
  public String words() {
    return words;
  }

  /** What it means for a vessel now. */
  Offer offer(View view, String producer) {
    return switch (this) {
      case ONE -> Offer.of(view, producer, 1);
      case TEN -> Offer.of(view, producer, 10);
      case HUNDRED -> Offer.of(view, producer, 100);
      case NEXT -> Offer.next(view, producer);
      case MAX -> Offer.max(view, producer);
    };
  }
}
