package dev.offing.client.harbour;

import java.util.Map;

/** What is said on the quay of a vessel that the player has not seen yet. */
final class Rumours {

  /**
   * A rumour.
   *
   * @param title instead of a name
   * @param text what is said of it
   */
  record Rumour(String title, String text) {}

  private static final Rumour ANY = new Rumour("Something", "A shape beyond the offing");

  private static final Map<String, Rumour> KNOWN =
      Map.of(
          "rowboat", new Rumour("Something small", "Two oars, and somebody humming"),
          "dinghy", new Rumour("Something quick", "A scrap of sail off the point"),
          "smack", new Rumour("Something fishy", "Gulls follow it. So does the cat"),
          "lugger", new Rumour("Something brown", "It was here before anybody asked"),
          "barge", new Rumour("Something slow", "Smells of hay, steers like it"),
          "schooner", new Rumour("Something white", "Leaning on the wind, far out"),
          "brig", new Rumour("Something square", "Two masts, and orders being shouted"),
          "indiaman", new Rumour("Something rich", "Pepper on the wind"),
          "paddler", new Rumour("Something loud", "It turns the sea over"),
          "clipper", new Rumour("Something large", "Smoke beyond the offing"));

  private Rumours() {}

  static Rumour of(String producer) {
    return KNOWN.getOrDefault(producer, ANY);
  }
}
