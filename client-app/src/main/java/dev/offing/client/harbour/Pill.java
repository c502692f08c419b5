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
 * @param cells how many of the lamp's windows are lit, before the second line; -1 for no windows
 */
public record Pill(Kind kind, String text, String detail, int cells) {

  private static final int NO_CELLS = -1;

  /** What kind of news it is. */
  public enum Kind {
    /** Connected, and everything is with the server. */
    ONLINE,
    /** Connected or connecting, and something is on its way. */
    SYNCING,
    /** No connection; play goes on here. */
    OFFLINE,
    /** No connection, and the lamp burns for ten more minutes at most. */
    LAMP_LOW,
    /** No connection, and the lamp is out. */
    LAMP_OUT,
    /** Something that the player should know of. */
    TROUBLE
  }

  static Pill of(SyncStatus status, Lamp lamp, long nowMs, ZoneId zone) {
    return switch (status.link()) {
      case ONLINE -> new Pill(Kind.ONLINE, "Online", "", NO_CELLS);
      case SYNCING -> new Pill(Kind.SYNCING, "Syncing " + status.pending(), "", NO_CELLS);
      case CONNECTING, WAITING, OFFLINE -> offline(status, lamp, nowMs, zone);
      case FORGOTTEN -> trouble("The server forgot this harbour", status);
      case OTHER_SERVER -> trouble("Another server", status);
      case UNLINKED -> trouble("Device not linked", status);
      case DELETED -> trouble("Account deleted", status);
      case UPGRADE -> trouble("Update needed", status);
      case SERVER_TOO_OLD -> trouble("The server is older", status);
      case DIFFERS -> trouble("Server and device differ", status);
      case DISK -> trouble("Cannot save", status);
      case CLOSED -> new Pill(Kind.OFFLINE, "Closed", "", NO_CELLS);
    };
  }

  private static Pill offline(SyncStatus status, Lamp lamp, long nowMs, ZoneId zone) {
    String since =
        status.offlineSinceMs() > 0
            ? "Offline since " + Times.clock(status.offlineSinceMs(), nowMs, zone)
            : "Offline";
    return switch (lamp.state()) {
      case UNLIT -> new Pill(Kind.OFFLINE, since, "", NO_CELLS);
      case OUT -> new Pill(Kind.LAMP_OUT, lamp.text(), "Reconnect to earn again", NO_CELLS);
      case BURNING, LOW -> {
        Kind kind = lamp.state() == Lamp.State.LOW ? Kind.LAMP_LOW : Kind.OFFLINE;
        String oil = lamp.cells() <= 1 ? lamp.oil() + " left. Reconnect to refill." : lamp.oil();
        yield new Pill(kind, since + ", " + lamp.text(), oil, lamp.cells());
      }
    };
  }

  private static Pill trouble(String text, SyncStatus status) {
    return new Pill(
        Kind.TROUBLE, text, Objects.requireNonNullElse(status.lastError(), ""), NO_CELLS);
  }
}
