package dev.offing.server.account;

import dev.offing.sync.protocol.Position;
import dev.offing.sync.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/** What becomes of a device that has proved its key (docs/design/sync.md 3, 5.8). */
public sealed interface Opened {
  /** It may go on. */
  record Welcomed(ServerMessage.Mode mode, @Nullable Position position) implements Opened {}

  /** It may not: a code of docs/protocol and a sentence. */
  record Refused(String code, String message) implements Opened {}
}
