package dev.offing.client.port;

/**
 * A row of the chat.
 *
 * @param id who said it and under which id; names the row
 * @param account who said it, as the server gives it; empty for a divider
 * @param name what they are called, or {@code You}
 * @param time {@code 14:20}, with its day where that is not today; empty until it was heard
 * @param why it failed; empty otherwise
 */
public record ChatRow(
    String id,
    String account,
    String name,
    String time,
    String text,
    boolean own,
    State state,
    String why) {

  /** How far a line has come. */
  public enum State {
    /** Everybody can hear it. */
    HEARD,
    /** It is on its way, or waits for a connection. */
    PENDING,
    /** It was not taken; it can be tried again. */
    FAILED,
    /** No line: something between two lines. */
    DIVIDER
  }

  static ChatRow divider(String id, String text) {
    return new ChatRow(id, "", "", "", text, /* own= */ false, State.DIVIDER, "");
  }

  ChatRow failed(String reason) {
    return new ChatRow(id, account, name, time, text, own, State.FAILED, reason);
  }

  ChatRow pending() {
    return new ChatRow(id, account, name, time, text, own, State.PENDING, "");
  }

  /** The row for those who do not see it. */
  public String spoken() {
    return switch (state) {
      case HEARD -> "%s, %s: %s".formatted(name, time, text);
      case PENDING -> "%s, on its way: %s".formatted(name, text);
      case FAILED -> "%s, not sent: %s. %s".formatted(name, text, why);
      case DIVIDER -> text;
    };
  }
}
