package dev.offing.client.settings;

/** How much may move; the computer's own choice is followed while the game runs. */
public enum Motion {
  SYSTEM("As the computer"),
  FULL("Full"),
  REDUCED("Reduced");

  private final String title;

  Motion(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }
}
