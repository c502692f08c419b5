package dev.offing.client.harbour;

import dev.offing.sync.SyncStatus;
import java.time.ZoneId;
import java.util.Objects;

/**
 * The state of the connection as the player sees it: never by colour alone.
 *
 * @param kind chooses icon and colour
 * @param text the line that is always shown
 * @param detail a second line; empty for none
 */
public record Pill(Kind kind, String text, String detail) {

  /** What kind of news it is. */
  public enum Kind {
    /** Connected, and everything is with the server. */
    ONLINE,
    /** Connected or connecting, and something is on its way. */
    SYNCING,
    /** No connection; play goes on here. */
    OFFLINE,
    /** No connection, and the lamp is out. */
    LAMP_OUT,
    /** Something that the player should know of. */
    TROUBLE
  }

  static Pill of(SyncStatus status, Lamp lamp, long nowMs, ZoneId zone) {
    return switch (status.link()) {
      case ONLINE -> new Pill(Kind.ONLINE, "Online", "");
      case SYNCING -> new Pill(Kind.SYNCING, "Syncing " + status.pending(), "");
      case CONNECTING, WAITING, OFFLINE -> offline(status, lamp, nowMs, zone);
      case FORGOTTEN -> trouble("The server forgot this harbour", status);
      case OTHER_SERVER -> trouble("Another server", status);
      case UNLINKED -> trouble("Device not linked", status);
      case UPGRADE -> trouble("Update needed", status);
      case DIFFERS -> trouble("Server and device differ", status);
      case DISK -> trouble("Cannot save", status);
      case CLOSED -> new Pill(Kind.OFFLINE, "Closed", "");
    };
  }

  private static Pill offline(SyncStatus status, Lamp lamp, long nowMs, ZoneId zone) {
    if (lamp.state() == Lamp.State.OUT) {
      return new Pill(Kind.LAMP_OUT, lamp.text(), "Reconnect to earn again");
    }
    boolean began = lamp.state() != Lamp.State.UNLIT;
    String since =
        status.offlineSinceMs() > 0
            ? "Offline since " + Times.clock(status.offlineSinceMs(), nowMs, zone)
            : "Offline";
    return new Pill(Kind.OFFLINE, began ? since + ", " + lamp.text() : since, "");
  }

  private static Pill trouble(String text, SyncStatus status) {
    return new Pill(Kind.TROUBLE, text, Objects.requireNonNullElse(status.lastError(), ""));
  }
}
