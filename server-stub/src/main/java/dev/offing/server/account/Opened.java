package dev.offing.server.account;

import dev.offing.sync.protocol.Position;
import dev.offing.sync.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/** What becomes of a device that has proved its key (docs/design/sync.md 3, 5.8). */
public sealed interface Opened {
  /**
   * It may go on.
   *
   * @param away what was earned since the last contact; null where there is nothing to tell
   */
  record Welcomed(
      ServerMessage.Mode mode, @Nullable Position position, ServerMessage.@Nullable AwayReport away)
      implements Opened {
    /** Welcome without a position: there is no account that could have been left alone. */
    public Welcomed(ServerMessage.Mode mode) {
      this(mode, null, null);
    }
  }

  /** It may not: a code of docs/protocol and a sentence. */
  record Refused(String code, String message) implements Opened {}
}
