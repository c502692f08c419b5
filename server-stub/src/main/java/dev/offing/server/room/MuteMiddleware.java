package dev.offing.server.room;

import dev.offing.sync.protocol.ClientMessage;
import java.util.concurrent.TimeUnit;

/** Who is muted says nothing until that is over. */
public final class MuteMiddleware implements RoomMiddleware {
  private static final String CODE = "muted";

  /** For ServiceLoader. */
  public MuteMiddleware() {}

  @Override
  public void say(RoomMember member, RoomNow room, ClientMessage.Say line, Runnable next) {
    long leftMs = room.mutedUntil(member.name()) - room.now();
    if (leftMs > 0) {
      throw new RoomException(
          CODE,
          "You are muted in %s for another %s. Nobody heard this line."
              .formatted(room.name(), said(leftMs)));
    }
    next.run();
  }

  private static String said(long ms) {
    long minutes = TimeUnit.MILLISECONDS.toMinutes(ms);
    if (minutes == 0) {
      return "%d s".formatted(TimeUnit.MILLISECONDS.toSeconds(ms) + 1);
    }
    long hours = minutes / 60;
    return hours == 0 ? "%d min".formatted(minutes) : "%d h %d min".formatted(hours, minutes % 60);
  }
}
