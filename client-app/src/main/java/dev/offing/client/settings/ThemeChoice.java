package dev.offing.client.settings;

/** Which theme; the computer's own follows it while the game runs. */
public enum ThemeChoice {
  SYSTEM("As the computer"),
  LIGHT("Light"),
  DARK("Dark");

  private final String title;

  ThemeChoice(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }
}
