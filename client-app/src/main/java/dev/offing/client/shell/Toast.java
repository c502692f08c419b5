package dev.offing.client.shell;

import dev.offing.client.art.Icon;
import org.jspecify.annotations.Nullable;

/**
 * A short word at the top of the screen. Compared by identity, so that the same word twice is two.
 * What it says also stands elsewhere: in the book, on the pill.
 */
public final class Toast {

  /** Of its card, pixels. */
  public static final double WIDTH = 320;

  /** What kind of word. */
  public enum Kind {
    NEWS("news", Icon.STAR, 5),
    LETTER("news", Icon.STAR, 60),
    DONE("done", Icon.CHECK, 5),
    WARNING("warning", Icon.LAMP, 10),
    REFUSED("refused", Icon.CROSS, 10);

    private final String styleClass;
    private final Icon icon;
    private final int seconds;

    Kind(String styleClass, Icon icon, int seconds) {
      this.styleClass = styleClass;
      this.icon = icon;
      this.seconds = seconds;
    }

    String styleClass() {
      return styleClass;
    }

    Icon icon() {
      return icon;
    }

    /** How long it stays, seconds. */
    int seconds() {
      return seconds;
    }
  }

  /** Something that can be done about it. */
  public record Action(String label, Runnable run) {}

  private final Kind kind;
  private final String title;
  private final String reason;
  private final @Nullable Action action;

  /**
   * @param title what, in bold
   * @param reason why; empty for nothing
   * @param action what can be done about it; null for nothing
   */
  public Toast(Kind kind, String title, String reason, @Nullable Action action) {
    this.kind = kind;
    this.title = title;
    this.reason = reason;
    this.action = action;
  }

  /** What kind. */
  public Kind kind() {
    return kind;
  }

  /** What. */
  public String title() {
    return title;
  }

  /** Why; may be empty. */
  public String reason() {
    return reason;
  }

  /** What can be done about it. */
  public @Nullable Action action() {
    return action;
  }
}
