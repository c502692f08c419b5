package dev.offing.client;

/** There is no display for a window; the message says what to do instead. */
final class NoDisplayException extends Exception {

  NoDisplayException(String why, Throwable cause) {
    super(sentence(why), cause);
  }

  NoDisplayException(String why) {
    super(sentence(why));
  }

  private static String sentence(String why) {
    return "no window can be opened here ("
        + why
        + "). Nothing was lost. Start it on a desktop, or play with --console, or with"
        + " --headless.";
  }
}
